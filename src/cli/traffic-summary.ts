import type { TrafficClient } from '../sim/traffic/client.ts';
import { lostOf } from '../sim/traffic/outcome.ts';

/** What became of a client's requests. Times are in milliseconds, null without any answer. */
export interface ClientSummary {
  readonly client: string;
  readonly to: string;
  readonly sent: number;
  readonly ok: number;
  readonly lost: number;
  readonly error: number;
  readonly refused: number;
  readonly reset: number;
  readonly timedOut: number;
  readonly failed: number;
  readonly outageSeconds: number;
  readonly degradedSeconds: number;
  readonly p50Ms: number | null;
  readonly p95Ms: number | null;
  readonly p99Ms: number | null;
}

/** The summary of a client, as data. */
export function summaryOf({ spec, stats }: TrafficClient): ClientSummary {
  const { total, outageSeconds, degradedSeconds, latency } = stats;
  const { sent, ok, ...kinds } = total;
  const quantile = (q: number): number | null => latency.quantile(q) ?? null;
  return {
    client: spec.name,
    to: spec.to,
    sent,
    ok,
    lost: lostOf(total),
    ...kinds,
    outageSeconds,
    degradedSeconds,
    p50Ms: quantile(0.5),
    p95Ms: quantile(0.95),
    p99Ms: quantile(0.99),
  };
}

const COLUMNS = ['CLIENT', 'SENT', 'OK', 'LOST', 'OUTAGE', 'DEGRADED', 'P50', 'P95', 'P99'];

/** The summaries as a table for people. */
export function summaryTable(clients: readonly ClientSummary[]): string {
  const time = (ms: number | null): string => (ms === null ? '-' : `${Math.round(ms * 10) / 10}ms`);
  const rows = clients.map((one) => [
    one.client,
    ...[one.sent, one.ok, one.lost].map(String),
    `${one.outageSeconds}s`,
    `${one.degradedSeconds}s`,
    ...[one.p50Ms, one.p95Ms, one.p99Ms].map(time),
  ]);
  const all = [COLUMNS, ...rows];
  const widths = COLUMNS.map((_name, i) => Math.max(...all.map((row) => row[i]!.length)));
  const lines = all.map((row) =>
    row
      .map((cell, i) => cell.padEnd(widths[i]!))
      .join('   ')
      .trimEnd(),
  );
  return `--- traffic\n${lines.join('\n')}\n`;
}
