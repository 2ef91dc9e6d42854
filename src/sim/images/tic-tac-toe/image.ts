import { type Image, server } from '../image.ts';

const SERVER = server({ startupMs: 1200, memoryBytes: 60_000_000 });

/** The game of one of the lecture decks. Its size is made up. */
const image: Image = {
  names: ['dlops/tic-tac-toe'],
  hasTag: () => true,
  sizeBytes: 96_000_000,
  behave: () => SERVER,
};

export default image;
