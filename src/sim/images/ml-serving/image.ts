import { type Image, server } from '../image.ts';

const SERVER = server({ startupMs: 2000, stopMs: 500, cpuMilli: 5, memoryBytes: 300_000_000 });

/** The machine-learning model behind an HTTP interface of the lecture decks. Its size is made up. */
const image: Image = {
  names: ['ml-serving'],
  hasTag: (tag) => ['1.0', '1.1', '2.0', 'latest'].includes(tag),
  sizeBytes: 184_320_000,
  behave: () => SERVER,
};

export default image;
