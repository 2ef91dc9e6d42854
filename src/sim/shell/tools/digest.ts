import type { Tool } from '../tools.ts';
import { md5, sha256 } from './lib/digest.ts';
import { eachInput, readRest } from './lib/input.ts';
import { options } from './lib/options.ts';

/** Fingerprints of files. */
const digest: Tool = {
  names: ['md5sum', 'sha256sum'],
  *run(proc, args, name) {
    return yield* eachInput(proc, name, options(args, 'bct').operands, function* (file, path) {
      const text = yield* readRest(proc, file);
      yield* proc.print(`${name === 'md5sum' ? md5(text) : sha256(text)}  ${path}\n`);
    });
  },
};

export default digest;
