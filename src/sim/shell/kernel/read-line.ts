import type { Process } from '../../../api/process.ts';
import type { Bytes } from '../../../base/bytes.ts';
import type { Proc } from './proc.ts';

/** The next line of an open file with its newline, and nothing beyond it; '' at the end. */
export function* readLine(proc: Proc, fd: number): Process<Bytes> {
  const file = proc.file(fd);
  if (file.line) return yield* file.line(proc);
  let line = '';
  while (!line.endsWith('\n')) {
    const next = yield* file.read(proc, 1);
    if (next === '') break;
    line += next;
  }
  return line;
}
