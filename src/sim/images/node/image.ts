import { type Image, releaseTags, server } from '../image.ts';

/** As process 1 it has no handler of SIGTERM, so that the signal does nothing: it is killed after the grace period. */
const PROGRAM = server({ startupMs: 900, memoryBytes: 45_000_000, stopMs: Infinity });

/** The JavaScript runtime; programs that nobody knows count as servers. */
const image: Image = {
  names: ['node'],
  hasTag: releaseTags(
    { '14.21': 3, '16.20': 2, '18.20': 8, '20.19': 4, '22.17': 1, '24.4': 1 },
    ['alpine', 'slim', 'bookworm', 'bookworm-slim'],
    ['latest', 'lts', 'alpine', 'slim', 'current', 'lts-alpine', 'lts-slim', '8', '10', '12', '18-alpine3.18'],
  ),
  sizeBytes: 397_000_000,
  behave: ({ command, args }) => {
    const [word = '', ...rest] = [...command, ...args];
    if (word === 'node') return /\.[cm]?js\b/.test(rest.join(' ')) ? PROGRAM : undefined;
    return /^(npm|yarn|npx)$/.test(word) ? PROGRAM : undefined;
  },
  system: { flavour: 'dash', also: ['bash', 'curl', 'node'], cmd: ['node'] },
};

export default image;
