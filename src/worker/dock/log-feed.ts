import { decodeUtf8 } from '../../base/bytes.ts';
import type { LogNews, LogQuery, LogRow } from '../../protocol/dock.ts';
import type { Cluster } from '../../sim/cluster/cluster.ts';
import type { ContainerLog, LogLine } from '../../sim/containers/container-log.ts';
import type { RuntimeContainer } from '../../sim/kubelet/runtime-container.ts';

/** Of each container so many of its last lines are told first, and so many lines in one message. */
const MOST_FIRST = 500;
const MOST_A_LOOK = 2_000;
/** Frames between two looks. */
const EVERY = 8;

/** Tells the page what containers write, as `kubectl logs -f` would, while somebody looks. Nothing changes by that. */
export class LogFeed {
  private readonly cluster: Cluster;
  private query: LogQuery | null = null;
  private reset = false;
  private frames = 0;
  private sentUnreachable = '';
  /** The last line told of each log. */
  private readonly told = new Map<ContainerLog, LogLine | undefined>();

  constructor(cluster: Cluster) {
    this.cluster = cluster;
  }

  /** Follows other containers, or none. */
  tail(query: LogQuery | null): void {
    this.query = query;
    this.reset = query !== null;
    this.frames = 0;
    this.sentUnreachable = '';
    this.told.clear();
  }

  /** The lines since the last call; undefined when there are none. */
  take(): LogNews | undefined {
    const { query, reset } = this;
    if (!query || this.frames++ % EVERY !== 0) return undefined;
    const rows: LogRow[] = [];
    const unreachable: string[] = [];
    for (const pod of query.pods) {
      const machine = this.cluster.nodes.get(pod.node);
      if (machine?.state !== 'on') {
        if (machine) unreachable.push(pod.name);
        continue;
      }
      const key = `${pod.namespace}/${pod.name}`;
      for (const sandbox of machine.runtime.sandboxes.values()) {
        if (sandbox.podKey !== key) continue;
        for (const container of sandbox.containers) this.takeContainer(pod, container, query.previous, rows);
      }
    }
    const isSame = unreachable.join() === this.sentUnreachable;
    if (!reset && rows.length === 0 && isSame) return undefined;
    this.sentUnreachable = unreachable.join();
    this.reset = false;
    rows.sort((a, b) => a.atMs - b.atMs);
    return { reset, rows: rows.slice(-MOST_A_LOOK), unreachable };
  }

  private takeContainer(
    pod: LogQuery['pods'][number],
    container: RuntimeContainer,
    previous: boolean,
    rows: LogRow[],
  ): void {
    // The run before is what the newest one followed, or the newest itself while it waits to be started again.
    const log = previous ? (container.state === 'exited' ? container.log : container.previousLog) : container.log;
    if (!log) return;
    const last = this.told.get(log);
    const { lines } = log;
    const from = this.told.has(log) ? lines.lastIndexOf(last!) + 1 : Math.max(0, lines.length - MOST_FIRST);
    this.told.set(log, lines.at(-1) ?? last);
    const origin = this.cluster.engine.epochMs + this.cluster.upAtMs;
    for (const { unixMs, stream, text } of lines.slice(from)) {
      rows.push({
        atMs: unixMs - origin,
        namespace: pod.namespace,
        pod: pod.name,
        container: container.name,
        stream,
        text: decodeUtf8(text),
      });
    }
  }
}
