import { type Image, releaseTags, server } from '../image.ts';

/** Built first, then run; Go programs end with 2 on SIGTERM. */
const PROGRAM = server({ startupMs: 4000, memoryBytes: 15_000_000, stopExitCode: 2 });

/** The Go toolchain; programs that nobody knows count as servers. */
const image: Image = {
  names: ['golang'],
  hasTag: releaseTags(
    { '1.16': 15, '1.17': 13, '1.18': 10, '1.19': 13, '1.20': 14, '1.21': 13, '1.22': 12, '1.23': 11, '1.24': 5 },
    ['alpine', 'bookworm', 'bullseye'],
    ['latest', 'alpine', 'bookworm'],
  ),
  sizeBytes: 297_000_000,
  behave: ({ command, args }) => (/^go run /.test([...command, ...args].join(' ')) ? PROGRAM : undefined),
  system: { flavour: 'dash', also: ['bash', 'curl'], workingDir: '/go', cmd: ['bash'] },
};

export default image;
