import type { OpenFile } from '../kernel/open-file.ts';
import { release } from '../kernel/proc.ts';
import type { Tool } from '../tools.ts';
import { bytesOf } from './file-tools.ts';
import { fileFailure, openInput } from './lib/input.ts';

/** Bytes that are copied in a millisecond. */
const BYTES_PER_MS = 1_000_000;

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
    let total = 0;
    let whole = 0;
    let parts = 0;
    const beganMs = proc.nowMs;
    for (let i = 0; i < count; i++) {
      let data = '';
      while (data.length < block) {
        const more = yield* from.read(proc, Math.min(block - data.length, LARGEST));
        if (more === '') break;
        data += more;
        if (data.length >= LARGEST) break;
      }
      if (data === '') break;
      if (total + data.length <= LARGEST || to.node?.type !== 'file') yield* to.write(proc, data);
      total += data.length;
      if (data.length >= Math.min(block, LARGEST)) whole++;
      else parts++;
      proc.charge(data.length / BYTES_PER_MS);
      if (proc.isTired) yield 0;
    }
    release(from);
    release(to);
    const seconds = Math.max(1e-6, (proc.nowMs - beganMs) / 1000);
    const speed = `${(total / seconds / 1_048_576).toFixed(1)}MB/s`;
    yield* proc.complain(`${whole}+${parts} records in\n${whole}+${parts} records out`);
    if (settings.get('status') !== 'none') {
      yield* proc.complain(
        `${total} bytes (${(total / 1_048_576).toFixed(1)}MB) copied, ${seconds.toFixed(6)} seconds, ${speed}`,
      );
    }
    return 0;
  },
};

export default dd;
