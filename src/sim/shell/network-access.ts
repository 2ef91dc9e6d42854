import type { Process } from '../../api/process.ts';
import type { Bytes } from '../../base/bytes.ts';

/** What became of an attempt to connect; `unreachable` means no route, `timeout` that nobody answered. */
export type ConnectResult = 'ok' | 'refused' | 'timeout';

/** A request that a client program sends to a server. */
export interface ServerRequest {
  readonly protocol: 'http' | 'https' | 'tcp';
  readonly method: string;
  readonly path: string;
  readonly headers: ReadonlyMap<string, string>;
  readonly body: Bytes;
}

/** What a server program answers. */
export interface ServerReply {
  readonly status: number;
  readonly headers: ReadonlyMap<string, string>;
  readonly body: Bytes;
}

/** The network as the processes of one Pod see it. Names are as in /etc/resolv.conf. */
export interface NetworkAccess {
  /** The Pod's own address. */
  readonly ip: string;
  /** Addresses of a name; `nxdomain` when there is none, `timeout` when no name server answers. */
  resolve(name: string): Process<readonly string[] | 'nxdomain' | 'timeout'>;
  /** The name of an address, where it has one. */
  reverse(ip: string): Process<string | undefined>;
  /** Opens a connection, sends a request and takes the answer; `closed` when there is none. */
  request(
    ip: string,
    port: number,
    request: ServerRequest,
    timeoutMs: number,
  ): Process<ServerReply | Exclude<ConnectResult, 'ok'> | 'closed'>;
  /** Opens a connection and closes it again. */
  connect(ip: string, port: number, timeoutMs: number): Process<ConnectResult>;
  /** Round trip of an ICMP echo in milliseconds; undefined without an answer. */
  ping(ip: string): Process<number | undefined>;
}
