import type { Tool } from '../tools.ts';
import { decodeBase64, encodeBase64 } from './lib/base64.ts';
import { eachInput, readRest } from './lib/input.ts';
import { options } from './lib/options.ts';

/** Base 64, there and back. */
const base64: Tool = {
  names: ['base64'],
  *run(proc, args) {
    const { flags, values, operands } = options(args, 'dDw:i', { decode: 'd', wrap: 'w' });
    const width = Number(values.get('w') ?? 76);
    return yield* eachInput(proc, 'base64', operands, function* (file) {
      const text = yield* readRest(proc, file);
      if (flags.has('d') || flags.has('D')) {
        yield* proc.print(decodeBase64(text));
        return;
      }
      const encoded = encodeBase64(text);
      if (width === 0) yield* proc.print(encoded);
      else for (let i = 0; i < encoded.length; i += width) yield* proc.print(`${encoded.slice(i, i + width)}\n`);
    });
  },
};

export default base64;
