import type { Bytes } from '../../base/bytes.ts';
import { rfc3339 } from '../../base/time.ts';

/** One line that a container has written. */
export interface LogLine {
  readonly unixMs: number;
  readonly stream: 'stdout' | 'stderr';
  /** Without its newline. */
  readonly text: Bytes;
}

/**
 * How much of a container's output is kept: the newest lines of this many bytes. A real node keeps five files of
 * 10 MiB; a browser could not for thousands of Pods.
 */
const KEPT_BYTES = 256 * 1024;

/** What one run of a container has written: lines with their times, and who follows them. */
export class ContainerLog {
  readonly lines: LogLine[] = [];
  ended = false;
  private bytes = 0;
  private readonly open = { stdout: '', stderr: '' };
  private readonly followers = new Set<(line: LogLine | undefined) => void>();

  /** Takes output as it comes; a line counts when it is complete. */
  write(stream: 'stdout' | 'stderr', data: Bytes, unixMs: number): void {
    if (this.open[stream] === '' && data.indexOf('\n') === data.length - 1) {
      if (data !== '') this.add({ unixMs, stream, text: data.slice(0, -1) });
      return;
    }
    const parts = (this.open[stream] + data).split('\n');
    this.open[stream] = parts.pop()!;
    for (const text of parts) this.add({ unixMs, stream, text });
  }

  /** Takes a whole line, without its newline. */
  writeLine(stream: 'stdout' | 'stderr', text: Bytes, unixMs: number): void {
    if (this.open[stream] !== '') this.write(stream, `${text}\n`, unixMs);
    else this.add({ unixMs, stream, text });
  }

  /** The container has ended: what is open becomes a line. */
  end(unixMs: number): void {
    for (const stream of ['stdout', 'stderr'] as const) {
      if (this.open[stream] !== '') this.add({ unixMs, stream, text: this.open[stream] });
      this.open[stream] = '';
    }
    this.ended = true;
    for (const tell of [...this.followers]) tell(undefined);
    this.followers.clear();
  }

  /** Calls back with each line from now on, and with undefined at the end. Returns how to stop that. */
  follow(tell: (line: LogLine | undefined) => void): () => void {
    this.followers.add(tell);
    return () => void this.followers.delete(tell);
  }

  private add(line: LogLine): void {
    this.lines.push(line);
    this.bytes += line.text.length + 40;
    while (this.bytes > KEPT_BYTES && this.lines.length > 1) this.bytes -= this.lines.shift()!.text.length + 40;
    for (const tell of this.followers) tell(line);
  }
}

/** A time as logs show it: RFC 3339 with nanoseconds, without zeros at the end. */
export function logTime(unixMs: number): string {
  const nanos = Math.floor((unixMs % 1000) * 1_000_000);
  const fraction = String(nanos).padStart(9, '0').replace(/0+$/, '');
  return rfc3339(unixMs).replace(/Z$/, fraction ? `.${fraction}Z` : 'Z');
}
