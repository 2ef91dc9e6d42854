import { commandWords, interpretCommand } from '../command.ts';
import { type Image, releaseTags, server } from '../image.ts';

const SERVER = server({ startupMs: 300, ports: [80], cpuMilli: 1, memoryBytes: 6_000_000 });

/** The web server. Its image sends SIGQUIT first, so that it ends with 0. */
const image: Image = {
  names: ['nginx'],
  hasTag: releaseTags(
    {
      '1.7': 12,
      '1.8': 1,
      '1.9': 15,
      '1.10': 3,
      '1.11': 13,
      '1.12': 2,
      '1.13': 12,
      '1.14': 2,
      '1.15': 12,
      '1.16': 1,
      '1.17': 10,
      '1.18': 0,
      '1.19': 10,
      '1.20': 2,
      '1.21': 6,
      '1.22': 1,
      '1.23': 4,
      '1.24': 0,
      '1.25': 5,
      '1.26': 3,
      '1.27': 5,
      '1.28': 0,
      '1.29': 3,
    },
    ['alpine', 'perl', 'alpine-slim', 'alpine-perl', 'bookworm'],
    ['latest', 'stable', 'mainline', 'alpine', 'perl', 'stable-alpine', 'mainline-alpine', 'alpine-slim'],
  ),
  sizeBytes: 72_189_213,
  behave: (line) => (line.command.length > 0 ? interpretCommand(commandWords(line)) : undefined) ?? SERVER,
};

export default image;
