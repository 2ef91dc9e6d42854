import type { Builtin } from '../builtins.ts';

/** Does nothing. */
const colon: Builtin = {
  names: [':'],
  special: true,
  *run() {
    return 0;
  },
};

export default colon;
