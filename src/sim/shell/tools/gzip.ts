import { gunzipSync, gzipSync } from 'fflate';
import type { Process } from '../../../api/process.ts';
import type { Bytes } from '../../../base/bytes.ts';
import { SysError } from '../errors.ts';
import type { Proc } from '../kernel/proc.ts';
import type { Tool } from '../tools.ts';
import { isBusybox, readInput } from './lib/input.ts';
import { options } from './lib/options.ts';

/** Packs and unpacks single files. */
const gzip: Tool = {
  names: ['gzip', 'gunzip', 'zcat'],
  *run(proc, args, name) {
    const { flags, operands } = options(args, 'cdfkqtv123456789n', {
      stdout: 'c',
      decompress: 'd',
      keep: 'k',
      force: 'f',
    });
    const unpacks = name !== 'gzip' || flags.has('d');
    const toOutput = name === 'zcat' || flags.has('c') || operands.length === 0;
    let status = 0;
    for (const path of operands.length > 0 ? operands : ['-']) {
      try {
        const problem = yield* one(proc, path, unpacks, toOutput, flags);
        if (problem === undefined) continue;
        yield* proc.complain(`${name}: ${problem}`);
      } catch (error) {
        if (!(error instanceof SysError)) throw error;
        yield* proc.complain(`${name}: ${path}: ${error.message}`);
      }
      status = 1;
    }
    return status;
  },
};

function* one(
  proc: Proc,
  path: string,
  unpacks: boolean,
  toOutput: boolean,
  flags: ReadonlySet<string>,
): Process<string | undefined> {
  const { fs } = proc.kernel;
  const target = unpacks ? path.replace(/\.(?:gz|tgz|z)$/, '') : `${path}.gz`;
  if (!toOutput && unpacks && target === path) return `${path}: unknown suffix${isBusybox(proc) ? '' : ' -- ignored'}`;
  const data = yield* readInput(proc, path);
  const result = unpacks ? unpacked(data) : packed(data);
  if (result === undefined)
    return isBusybox(proc) ? 'invalid magic' : `${path === '-' ? 'stdin' : path}: not in gzip format`;
  if (toOutput) {
    yield* proc.print(result);
    return undefined;
  }
  if (fs.find(target, proc.cwd) && !flags.has('f')) return `${target} already exists`;
  fs.writeFile(target, proc.cwd, result);
  if (!flags.has('k')) fs.remove(path, proc.cwd, proc.credentials);
  return undefined;
}

/** Bytes in the format of gzip; the same each time, as the time of packing is left out. */
export function packed(data: Bytes): Bytes {
  return bytesFrom(
    gzipSync(
      Uint8Array.from(data, (c) => c.charCodeAt(0)),
      { mtime: 0 },
    ),
  );
}

/** What was packed; undefined for bytes that are not in the format. */
export function unpacked(data: Bytes): Bytes | undefined {
  if (!data.startsWith('\x1f\x8b')) return undefined;
  return bytesFrom(gunzipSync(Uint8Array.from(data, (c) => c.charCodeAt(0))));
}

function bytesFrom(array: Uint8Array): Bytes {
  let out = '';
  for (let at = 0; at < array.length; at += 8192) out += String.fromCharCode(...array.subarray(at, at + 8192));
  return out;
}

export default gzip;
