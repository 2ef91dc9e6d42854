import { commandWords, interpretCommand } from '../command.ts';
import { type Image, releaseTags, server } from '../image.ts';

const SERVER = server({ startupMs: 200, ports: [6379], cpuMilli: 3, memoryBytes: 4_000_000 });

/** The in-memory store. */
const image: Image = {
  names: ['redis'],
  hasTag: releaseTags(
    {
      '2.8': 23,
      '3.0': 7,
      '3.2': 12,
      '4.0': 14,
      '5.0': 14,
      '6.0': 20,
      '6.2': 19,
      '7.0': 15,
      '7.2': 10,
      '7.4': 5,
      '8.0': 3,
    },
    ['alpine', 'bookworm'],
    ['latest', 'alpine', 'bookworm'],
  ),
  sizeBytes: 52_800_000,
  behave: (line) => (line.command.length > 0 ? interpretCommand(commandWords(line)) : undefined) ?? SERVER,
};

export default image;
