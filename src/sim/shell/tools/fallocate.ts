import { errorText } from '../errors.ts';
import { sizeOf } from '../fs/node.ts';
import type { Tool } from '../tools.ts';
import { bytesOf } from './file-tools.ts';
import { options } from './lib/options.ts';

/** Makes files of a size, whose blocks count at once. */
const fallocate: Tool = {
  names: ['fallocate'],
  *run(proc, args) {
    const { values, operands } = options(args, 'l:o:', { length: 'l', offset: 'o' });
    const [path] = operands;
    const length = values.get('l');
    if (path === undefined || length === undefined) {
      yield* proc.complain(
        `fallocate: ${path === undefined ? 'no filename specified' : 'no length argument specified'}`,
      );
      return 1;
    }
    const size = bytesOf(values.get('o') ?? '0') + bytesOf(length);
    try {
      const { fs, unixMs } = proc.kernel;
      const file = fs.openFile(path, proc.cwd, { create: true, mode: 0o666 & ~proc.umask, by: proc.credentials });
      if (file.type !== 'file') return 1;
      const more = Math.max(0, size - sizeOf(file));
      fs.grow(file, more);
      file.zeros = (file.zeros ?? 0) + more;
      file.mtimeMs = unixMs;
    } catch (error) {
      yield* proc.complain(`fallocate: fallocate failed: ${errorText(error)}`);
      return 1;
    }
    return 0;
  },
};

export default fallocate;
