import { sha1 } from '@noble/hashes/legacy.js';
import { sha512 } from '@noble/hashes/sha2.js';
import type { Process } from '../../../api/process.ts';
import type { Bytes } from '../../../base/bytes.ts';
import { SysError } from '../errors.ts';
import type { Proc } from '../kernel/proc.ts';
import type { Tool } from '../tools.ts';
import { crc, md5, sha256 } from './lib/digest.ts';
import { eachInput, isBusybox, linesOf, readInput, readRest } from './lib/input.ts';
import { options } from './lib/options.ts';

const DIGESTS: Readonly<Record<string, (data: Bytes) => string>> = {
  md5sum: md5,
  sha1sum: (data) => hex(sha1(Uint8Array.from(data, (c) => c.charCodeAt(0)))),
  sha256sum: sha256,
  sha512sum: (data) => hex(sha512(Uint8Array.from(data, (c) => c.charCodeAt(0)))),
};

/** Fingerprints of files. */
const digest: Tool = {
  names: [...Object.keys(DIGESTS), 'cksum'],
  *run(proc, args, name) {
    const { flags, operands } = options(args, 'bctsw', { check: 'c', status: 's', quiet: 'q' });
    if (flags.has('c')) return yield* check(proc, operands, name, flags.has('s'));
    return yield* eachInput(proc, name, operands, function* (file, path) {
      const text = yield* readRest(proc, file);
      if (name === 'cksum') yield* proc.print(`${crc(text)} ${text.length}${path === '-' ? '' : ` ${path}`}\n`);
      else yield* proc.print(`${DIGESTS[name]!(text)}  ${path}\n`);
    });
  },
};

/** Compares files with the fingerprints of a list. */
function* check(proc: Proc, lists: readonly string[], name: string, isSilent: boolean): Process<number> {
  let failed = 0;
  for (const list of lists.length > 0 ? lists : ['-']) {
    for (const line of linesOf(yield* readInput(proc, list))) {
      const [, wanted, path = ''] = /^(\S+) [ *](.*)$/.exec(line) ?? [];
      if (wanted === undefined) continue;
      let isSame = false;
      try {
        isSame = DIGESTS[name]!(yield* readInput(proc, path)) === wanted;
      } catch (error) {
        if (!(error instanceof SysError)) throw error;
        yield* proc.complain(`${name}: ${isBusybox(proc) ? `can't open '${path}'` : path}: ${error.message}`);
      }
      if (!isSame) failed++;
      if (!isSilent) yield* proc.print(`${path}: ${isSame ? 'OK' : 'FAILED'}\n`);
    }
  }
  if (failed === 0) return 0;
  yield* proc.complain(`${name}: WARNING: ${failed} computed checksum${failed === 1 ? '' : 's'} did NOT match`);
  return 1;
}

function hex(bytes: Uint8Array): string {
  return [...bytes].map((byte) => byte.toString(16).padStart(2, '0')).join('');
}

export default digest;
