import type { Bytes } from '../../../base/bytes.ts';
import type { ChannelClient, ChannelConnection } from '../../apiserver/channels.ts';
import type { NodeStats } from '../stats/node-stats.ts';

/** What of a log is asked for. */
export interface LogOptions {
  readonly follow: boolean;
  readonly previous: boolean;
  readonly timestamps: boolean;
  /** The last so many lines; undefined for all. */
  readonly tailLines: number | undefined;
  /** Lines from this time on, Unix milliseconds. */
  readonly sinceMs: number | undefined;
  readonly limitBytes: number | undefined;
}

/** A request of the API server to a kubelet. */
export type KubeletRequest = { readonly namespace: string; readonly pod: string; readonly client?: ChannelClient } & (
  | { readonly what: 'log'; readonly container: string; readonly options: LogOptions }
  | {
      readonly what: 'exec' | 'attach';
      readonly container: string;
      readonly command: readonly string[];
      readonly stdin: boolean;
      readonly tty: boolean;
    }
  | { readonly what: 'portForward'; readonly ports: readonly number[] }
  // What the machine and its containers use; namespace and pod are then ''.
  | { readonly what: 'stats' }
  // Any other path of its API; namespace and pod are then ''.
  | { readonly what: 'path'; readonly method: string; readonly path: string }
);

/** Its answer: text, or a connection to the client. Refusals are thrown as ApiError. */
export interface KubeletResponse {
  readonly body: Bytes;
  /** Of an answer to a path. */
  readonly code?: number;
  readonly headers?: Readonly<Record<string, string>>;
  readonly connection?: ChannelConnection;
  readonly stats?: NodeStats;
}
