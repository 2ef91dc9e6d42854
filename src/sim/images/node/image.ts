import { type Image, minorTags, server } from '../image.ts';

const FLOATING = ['latest', 'lts', 'alpine', 'slim', 'current', 'lts-alpine', 'lts-slim', '18-alpine3.18'];
const numbered = minorTags({ 8: 17, 10: 24, 12: 22, 14: 21, 16: 20, 18: 20, 20: 19, 22: 17, 24: 4 }, 12, [
  'alpine',
  'slim',
  'bookworm',
  'bookworm-slim',
  'bullseye',
  'bullseye-slim',
]);

/** As process 1 it has no handler of SIGTERM, so that the signal does nothing: it is killed after the grace period. */
const PROGRAM = server({ startupMs: 900, memoryBytes: 45_000_000, stopMs: Infinity });

/** The JavaScript runtime; programs that nobody knows count as servers. */
const image: Image = {
  names: ['node'],
  hasTag: (tag) => FLOATING.includes(tag) || numbered(tag),
  sizeBytes: 397_000_000,
  behave: ({ command, args }) => {
    const [word = '', ...rest] = [...command, ...args];
    if (word === 'node') return /\.[cm]?js\b/.test(rest.join(' ')) ? PROGRAM : undefined;
    return /^(npm|yarn|npx)$/.test(word) ? PROGRAM : undefined;
  },
  system: { flavour: 'dash', also: ['bash', 'curl', 'node'], cmd: ['node'] },
};

export default image;
