import { commandWords, interpretCommand } from '../command.ts';
import { type Image, PLAIN_SERVER, releaseTags } from '../image.ts';

/** A small Linux. Without a command its shell finds no input and ends at once. */
const image: Image = {
  names: ['alpine'],
  hasTag: releaseTags(
    {
      '3.10': 9,
      '3.11': 13,
      '3.12': 12,
      '3.13': 12,
      '3.14': 10,
      '3.15': 11,
      '3.16': 9,
      '3.17': 10,
      '3.18': 12,
      '3.19': 7,
      '3.20': 6,
      '3.21': 3,
      '3.22': 1,
    },
    [],
    ['latest', 'edge'],
  ),
  sizeBytes: 3_642_247,
  behave: (line) => {
    const words = commandWords(line);
    return interpretCommand(words.length > 0 ? words : ['sh']) ?? PLAIN_SERVER;
  },
};

export default image;
