import { common } from '../language/en/common.ts';
import { TrafficBars } from './traffic-bars.tsx';

/** A client's requests as the page counts them. */
export interface ClientCount {
  readonly row: {
    readonly name: string;
    readonly to: string;
    /** Where it sends now. */
    readonly now: string;
    readonly rps: number;
    /** Sent a second now. */
    readonly perSecond: number;
    readonly spec: { readonly profile?: unknown; readonly users?: number };
    readonly sent: number;
    readonly ok: number;
    readonly error: number;
    readonly refused: number;
    readonly reset: number;
    readonly timedOut: number;
    readonly failed: number;
  };
  readonly seconds: readonly { readonly second: number; readonly ok: number; readonly lost: number }[];
}

const outcomes = ['ok', 'error', 'refused', 'reset', 'timedOut', 'failed'] as const;

/** The rate that it was told, or has now where that follows from something else. */
function rateOf({ rps, perSecond, spec }: ClientCount['row']): string {
  if (rps === 0) return common('rate.stopped');
  const rate = perSecond.toFixed(0);
  if (spec.users !== undefined) return common('rate.users', { users: spec.users, rate });
  return spec.profile === undefined ? common('rate.told', { rate: rps }) : common('rate.now', { rate });
}

/** A client: where it sends, how much, and what became of its requests. */
export function ClientTraffic({ client, nowMs }: { readonly client: ClientCount; readonly nowMs: number }) {
  const { row, seconds } = client;
  return (
    <div className="client" data-client={row.name}>
      <p>
        <b className="mono">{row.name}</b>
        <span className="muted">{rateOf(row)}</span>
      </p>
      <p className="mono muted">{row.now}</p>
      <TrafficBars nowSecond={Math.floor(nowMs / 1000)} seconds={seconds} />
      <p className="counts">
        {outcomes
          .filter((outcome) => outcome === 'ok' || row[outcome] > 0)
          .map((outcome) => (
            <span key={outcome} className={outcome === 'ok' ? '' : 'alarm'} data-outcome={outcome}>
              {common(`client.${outcome}`, { count: row[outcome] })}
            </span>
          ))}
      </p>
    </div>
  );
}
