import type { Process } from '../../../api/process.ts';
import type { Bytes } from '../../../base/bytes.ts';
import { errorText } from '../errors.ts';
import type { FileNode } from '../fs/node.ts';
import type { OpenFile } from '../kernel/open-file.ts';
import { type Proc, release } from '../kernel/proc.ts';
import type { Tool } from '../tools.ts';
import { bytesOf } from './file-tools.ts';
import { fileFailure, openInput } from './lib/input.ts';

/** Bytes that are copied in a millisecond. */
const BYTES_PER_MS = 1_000_000;

/** Waiting for the disk is let pass in steps of at least this time. */
const WAIT_MS = 50;

/** Copies blocks. What it writes to files counts in memory too, so that beyond this size only the time is simulated. */
const LARGEST = 64 * 1024 * 1024;

const dd: Tool = {
  names: ['dd'],
  *run(proc, args) {
    const settings = new Map(args.map((arg) => arg.split(/=(.*)/s).slice(0, 2) as [string, string]));
    const block = bytesOf(settings.get('bs') ?? settings.get('ibs') ?? '512');
    const count = settings.has('count') ? Number(settings.get('count')) : Infinity;
    let from: OpenFile;
    let to: OpenFile;
    try {
      from = openInput(proc, settings.get('if') ?? '-');
    } catch (error) {
      return yield* fileFailure(proc, settings.get('if')!, error, "can't open '%'", "failed to open '%'");
    }
    const output = settings.get('of');
    try {
      to = output === undefined ? proc.file(1) : proc.open(output, 'w');
      to.refs++;
    } catch (error) {
      release(from);
      return yield* fileFailure(proc, output!, error, "can't open '%'", "failed to open '%'");
    }
    const skip = Number(settings.get('skip') ?? 0) * block;
    if (skip > 0) from.seek?.(skip);
    const copy: Copy = { from, to, block, count, total: 0, whole: 0, parts: 0, written: { whole: 0, parts: 0 } };
    const beganMs = proc.nowMs;
    let status = 0;
    try {
      yield* copyBlocks(proc, copy);
    } catch (error) {
      yield* proc.complain(`dd: error writing '${output ?? 'standard output'}': ${errorText(error)}`);
      status = 1;
    }
    const { total, whole, parts, written } = copy;
    release(from);
    release(to);
    const seconds = Math.max(1e-6, (proc.nowMs - beganMs) / 1000);
    const speed = `${(total / seconds / 1_048_576).toFixed(1)}MB/s`;
    yield* proc.complain(`${whole}+${parts} records in\n${written.whole}+${written.parts} records out`);
    if (settings.get('status') !== 'none') {
      yield* proc.complain(
        `${total} bytes (${(total / 1_048_576).toFixed(1)}MB) copied, ${seconds.toFixed(6)} seconds, ${speed}`,
      );
    }
    return status;
  },
};

/** What is copied, and how far it has come. */
interface Copy {
  readonly from: OpenFile;
  readonly to: OpenFile;
  readonly block: number;
  readonly count: number;
  total: number;
  /** Blocks that were read. */
  whole: number;
  parts: number;
  written: { readonly whole: number; readonly parts: number };
}

function* copyBlocks(proc: Proc, copy: Copy): Process<void> {
  const { from, to, block, count } = copy;
  const file = to.node?.type === 'file' ? to.node : undefined;
  let waitMs = 0;
  for (let i = 0; i < count; i++) {
    const data = from.isZero && file ? undefined : yield* readBlock(proc, from, block);
    if (data === '') break;
    const bytes = data?.length ?? block;
    if (bytes >= Math.min(block, LARGEST)) copy.whole++;
    else copy.parts++;
    if (data !== undefined && (!file || copy.total + bytes <= LARGEST)) yield* to.write(proc, data);
    else addZeros(proc, file!, bytes);
    copy.total += bytes;
    copy.written = { whole: copy.whole, parts: copy.parts };
    if (data === undefined) waitMs += bytes / BYTES_PER_MS;
    else proc.charge(bytes / BYTES_PER_MS);
    if (waitMs >= WAIT_MS) {
      yield waitMs;
      waitMs = 0;
    } else if (proc.isTired) yield 0;
  }
  if (waitMs > 0) yield waitMs;
}

function* readBlock(proc: Proc, from: OpenFile, block: number): Process<Bytes> {
  let data = '';
  while (data.length < Math.min(block, LARGEST)) {
    const more = yield* from.read(proc, Math.min(block - data.length, LARGEST));
    if (more === '') break;
    data += more;
  }
  return data;
}

/** Makes a file longer without keeping what is in it. Throws SysError when there is no room. */
function addZeros(proc: Proc, file: FileNode, bytes: number): void {
  proc.kernel.fs.grow(file, bytes);
  file.zeros = (file.zeros ?? 0) + bytes;
  file.mtimeMs = proc.kernel.unixMs;
}

export default dd;
