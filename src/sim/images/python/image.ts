import { type Image, releaseTags, server } from '../image.ts';

const PROGRAM = server({ startupMs: 800, ports: 'any', memoryBytes: 30_000_000 });

/** The language; programs of its own that nobody knows count as servers. */
const image: Image = {
  names: ['python'],
  hasTag: releaseTags(
    { '3.8': 20, '3.9': 21, '3.10': 16, '3.11': 11, '3.12': 9, '3.13': 2 },
    ['slim', 'alpine', 'bookworm'],
    ['latest', 'slim', 'alpine', '3-alpine', '3-slim'],
  ),
  sizeBytes: 385_000_000,
  behave: ({ command, args }) => {
    const words = [...command, ...args];
    return /^python3?$/.test(words[0] ?? '') && /\.py$/.test(words.join(' ')) ? PROGRAM : undefined;
  },
  system: { flavour: 'bash', also: ['bash', 'curl', 'python3', 'python'], cmd: ['python3'] },
};

export default image;
