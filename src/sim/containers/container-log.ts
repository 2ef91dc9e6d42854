import { type Bytes, encodeUtf8 } from '../../base/bytes.ts';
import { rfc3339 } from '../../base/time.ts';
import type { ServerLine } from '../images/server-model.ts';

/** One line that a container has written. */
export interface LogLine {
  readonly unixMs: number;
  readonly stream: 'stdout' | 'stderr';
  /** Without its newline. */
  readonly text: Bytes;
}

/** Lines that come by themselves and are worked out when somebody looks: so an idle container costs no event. */
export interface LogSource {
  /** Its lines after one time, up to and including another, in their order. */
  between(afterMs: number, untilMs: number): readonly LogLine[];
  /** When the next line after a time comes; Infinity when none does. */
  nextAfter(unixMs: number): number;
  /** What its lines after one time, up to another, take of the disk; for a source that can tell without keeping them. */
  bytes?(afterMs: number, untilMs: number): number;
}

/**
 * How much of a container's output is kept: the newest lines of this many bytes. A real node keeps five files of
 * 10 MiB; a browser could not for thousands of Pods.
 */
const KEPT_BYTES = 256 * 1024;

/** When a log is rotated, and how many files of it are kept with the one that is written to. */
export interface LogLimits {
  readonly maxBytes: number;
  readonly maxFiles: number;
}

const DEFAULT_LIMITS: LogLimits = { maxBytes: 10 * 1024 * 1024, maxFiles: 5 };
/** Logs are looked at this often (containerLogMonitorInterval). */
const MONITOR_MS = 10_000;
/** In the file a line has its time, its stream and a tag before it, and a newline behind it. */
const LINE_BYTES = 41;
/** Rotated files but the newest are compressed: text shrinks about so many times. */
const COMPRESSION = 10;

const NONE: readonly never[] = [];
const NOTHING_OPEN: Readonly<Record<LogLine['stream'], string>> = { stdout: '', stderr: '' };

/** A source, and up to when its lines have been taken. */
interface OpenSource {
  readonly source: LogSource;
  sinceMs: number;
}

/** What one run of a container has written: lines with their times, and who follows them. */
export class ContainerLog {
  ended = false;
  // There is a log of every container, and most are never read: nothing is made before it is needed.
  private kept: LogLine[] | undefined;
  private bytes = 0;
  private open = NOTHING_OPEN;
  private followers: Set<(line: LogLine | undefined) => void> | undefined;
  private sources: readonly OpenSource[] = NONE;
  private readonly unixMs: () => number;

  private readonly limits: LogLimits;
  /** Told of bytes that are added to the file. */
  private readonly grow: ((bytes: number) => void) | undefined;
  private fileBytes = 0;
  /** When the file was full. */
  private fullMs = Infinity;
  /** Sizes of the rotated files, newest first. */
  private rotated: readonly number[] = NONE;

  /** @param unixMs the time now */
  constructor(unixMs: () => number, limits = DEFAULT_LIMITS, grow?: (bytes: number) => void) {
    this.unixMs = unixMs;
    this.limits = limits;
    this.grow = grow;
  }

  /** All lines that are kept, up to now. */
  get lines(): readonly LogLine[] {
    this.catchUp();
    return this.kept ?? NONE;
  }

  /** When the next line of a source comes; Infinity when none is known. */
  get nextMs(): number {
    let next = Infinity;
    for (const { source, sinceMs } of this.sources) next = Math.min(next, source.nextAfter(sinceMs));
    return next;
  }

  /** What its files take of the disk. */
  get diskBytes(): number {
    let pending = this.pendingBytes();
    if (pending === undefined || this.fileBytes + pending >= this.limits.maxBytes) {
      this.catchUp();
      pending = 0;
    }
    return this.rotated.reduce((sum, bytes) => sum + bytes, this.fileBytes + pending);
  }

  /** What lines that nobody has looked at take; undefined where that is known only from the lines. */
  private pendingBytes(): number | undefined {
    const now = this.unixMs();
    let pending = 0;
    for (const { source, sinceMs } of this.sources) {
      if (sinceMs >= now) continue;
      if (!source.bytes) return undefined;
      pending += source.bytes(sinceMs, now);
    }
    return pending;
  }

  /** Takes output as it comes; a line counts when it is complete. */
  write(stream: 'stdout' | 'stderr', data: Bytes, unixMs: number): void {
    if (this.sources.length > 0) this.catchUp();
    if (this.open[stream] === '' && data.indexOf('\n') === data.length - 1) {
      if (data !== '') this.add({ unixMs, stream, text: data.slice(0, -1) });
      return;
    }
    const parts = (this.open[stream] + data).split('\n');
    this.open = { ...this.open, [stream]: parts.pop()! };
    for (const text of parts) this.add({ unixMs, stream, text });
  }

  /** Takes a whole line, without its newline. */
  writeLine(stream: 'stdout' | 'stderr', text: Bytes, unixMs: number): void {
    if (this.sources.length > 0) this.catchUp();
    if (this.open[stream] !== '') this.write(stream, `${text}\n`, unixMs);
    else this.add({ unixMs, stream, text });
  }

  /** Takes the lines of a source from a time on. */
  addSource(source: LogSource, sinceMs = this.unixMs()): void {
    if (!this.ended) this.sources = [...this.sources, { source, sinceMs }];
  }

  /** Takes the lines of a source up to now and no more. */
  removeSource(source: LogSource): void {
    if (!this.sources.some((each) => each.source === source)) return;
    this.catchUp();
    this.sources = this.sources.filter((each) => each.source !== source);
  }

  /** Takes the lines that have come from sources up to now. */
  catchUp(): void {
    const now = this.unixMs();
    let found: LogLine[] = [];
    for (const each of this.sources) {
      if (each.sinceMs >= now) continue;
      found = found.concat(each.source.between(each.sinceMs, now));
      each.sinceMs = now;
    }
    if (found.length > 1) found.sort((a, b) => a.unixMs - b.unixMs);
    for (const line of found) this.add(line);
  }

  /** The container has ended: what is open becomes a line. */
  end(unixMs: number): void {
    this.catchUp();
    this.sources = NONE;
    for (const stream of ['stdout', 'stderr'] as const) {
      if (this.open[stream] !== '') this.add({ unixMs, stream, text: this.open[stream] });
    }
    this.open = NOTHING_OPEN;
    this.ended = true;
    const followers = [...(this.followers ?? NONE)];
    this.followers = undefined;
    for (const tell of followers) tell(undefined);
  }

  /** Calls back with each line from now on, and with undefined at the end. Returns how to stop that. */
  follow(tell: (line: LogLine | undefined) => void): () => void {
    this.catchUp();
    this.followers ??= new Set();
    this.followers.add(tell);
    return () => void this.followers?.delete(tell);
  }

  /**
   * Begins a new file if the old one was full when logs were looked at last: readers then see the new one only. Models
   * pkg/kubelet/logs/container_log_manager.go.
   */
  rotate(unixMs: number): void {
    if (Math.floor(unixMs / MONITOR_MS) <= Math.floor(this.fullMs / MONITOR_MS)) return;
    const [last, ...older] = this.rotated;
    const compressed = last === undefined ? [] : [Math.ceil(last / COMPRESSION), ...older];
    this.rotated = [this.fileBytes, ...compressed].slice(0, this.limits.maxFiles - 1);
    this.fileBytes = 0;
    this.fullMs = Infinity;
    this.kept = undefined;
    this.bytes = 0;
  }

  private add(line: LogLine): void {
    if (line.unixMs > this.fullMs && !this.ended) this.rotate(line.unixMs);
    const fileBytes = line.text.length + LINE_BYTES;
    this.fileBytes += fileBytes;
    if (this.fileBytes >= this.limits.maxBytes && this.fullMs === Infinity) this.fullMs = line.unixMs;
    this.grow?.(fileBytes);
    this.kept ??= [];
    const { kept } = this;
    kept.push(line);
    this.bytes += line.text.length + 40;
    while (this.bytes > KEPT_BYTES && kept.length > 1) this.bytes -= kept.shift()!.text.length + 40;
    if (this.followers) for (const tell of this.followers) tell(line);
  }
}

/** Lines whose times are known beforehand. `write` makes them when they are first needed. */
export class PlannedLines implements LogSource {
  private readonly write: () => readonly LogLine[];
  private made: readonly LogLine[] | undefined;
  /** What its lines after a time take, once all have come. */
  private known: { readonly after: number; readonly bytes: number } | undefined;

  constructor(write: () => readonly LogLine[]) {
    this.write = write;
  }

  between(after: number, until: number): readonly LogLine[] {
    return this.lines().filter(({ unixMs }) => unixMs > after && unixMs <= until);
  }

  nextAfter(ms: number): number {
    return this.lines().find(({ unixMs }) => unixMs > ms)?.unixMs ?? Infinity;
  }

  bytes(after: number, until: number): number {
    if (this.known?.after === after) return this.known.bytes;
    // They are not kept: most logs are never read.
    const all = this.made ?? this.write();
    const come = all.filter(({ unixMs }) => unixMs > after && unixMs <= until);
    const bytes = come.reduce((sum, { text }) => sum + text.length + LINE_BYTES, 0);
    if (all.every(({ unixMs }) => unixMs <= until)) this.known = { after, bytes };
    return bytes;
  }

  private lines(): readonly LogLine[] {
    this.made ??= this.write();
    return this.made;
  }
}

/** What a server writes, with the times at which it does. */
export function timed(lines: readonly ServerLine[], unixMs: number): LogLine[] {
  return lines.map((line) => {
    const { text, stream = 'stdout', afterMs = 0 } = typeof line === 'string' ? { text: line } : line;
    return { unixMs: unixMs + afterMs, stream, text: encodeUtf8(text) };
  });
}

/** A time as logs show it: RFC 3339 with nanoseconds, without zeros at the end. */
export function logTime(unixMs: number): string {
  const nanos = Math.floor((unixMs % 1000) * 1_000_000);
  const fraction = String(nanos).padStart(9, '0').replace(/0+$/, '');
  return rfc3339(unixMs).replace(/Z$/, fraction ? `.${fraction}Z` : 'Z');
}
