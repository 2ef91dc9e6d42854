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
  /** Where it has come to. */
  readonly port?: number;
}

/** What a server program answers. */
export interface ServerReply {
  readonly status: number;
  readonly headers: ReadonlyMap<string, string>;
  readonly body: Bytes;
  /** What it writes into its log of errors. */
  readonly errorLog?: string;
  /** The server only passes the request on: what another answers is the answer. */
  readonly passTo?: PassedOn;
}

/** A request that a proxy passes on. */
export interface PassedOn {
  readonly host: string;
  readonly port: number;
  readonly request: ServerRequest;
  /** What it makes of the answer, which may be to pass another request on; of none without an answer. */
  answer?(reply: ServerReply | undefined): ServerReply;
}

/** Kinds of records that name servers of this simulation know. */
export type RecordType = 'A' | 'AAAA' | 'CNAME' | 'SRV' | 'PTR';

/** One line of a name server's answer; names end with a dot. */
export interface DnsRecord {
  readonly name: string;
  readonly type: RecordType;
  /** For how many seconds it may be kept. */
  readonly ttl: number;
  readonly data: string;
}

/** What a name server answers; a name that exists without records of the wanted type has an empty NOERROR. */
export interface DnsAnswer {
  readonly rcode: 'NOERROR' | 'NXDOMAIN' | 'SERVFAIL' | 'REFUSED';
  readonly records: readonly DnsRecord[];
}

/** The network as the processes of one Pod see it. */
export interface NetworkAccess {
  /** The Pod's own address. */
  readonly ip: string;
  /** The address of a name as the Pod's programs find it, at once. */
  resolve(host: string): string | undefined;
  /** Asks a name server for a full name; `timeout` when it does not answer within a resolver's patience. */
  query(server: string, name: string, type: RecordType): Process<DnsAnswer | 'timeout'>;
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
