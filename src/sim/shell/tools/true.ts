import type { Tool } from '../tools.ts';

/** Succeeds, or fails as `false`. */
const truth: Tool = {
  names: ['true', 'false'],
  builtin: true,
  *run(_proc, _args, name) {
    return name === 'true' ? 0 : 1;
  },
};

export default truth;
