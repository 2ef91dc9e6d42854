import type { Bytes } from '../../base/bytes.ts';
import type { Scope } from '../engine/scope.ts';
import type { Host } from '../network/network.ts';

/** Channels of exec and attach, numbered as in the WebSocket protocol v5.channel.k8s.io. */
export const STDIN = 0;
export const STDOUT = 1;
export const STDERR = 2;
/** Carries one v1 Status as JSON when the command has ended: Success, or the reason NonZeroExitCode and its cause. */
export const ERROR = 3;
/** Carries `{"Width": columns, "Height": rows}` as JSON, from the client. */
export const RESIZE = 4;

/** The client's end of an upgraded connection: where its data goes. */
export interface ChannelClient {
  readonly host: Host;
  readonly scope: Scope;
  onData(channel: number, data: Bytes): void;
  /** The connection is closed: everything has arrived, or the peer is gone. */
  onEnd(): void;
}

/** What a client does with an upgraded connection. */
export interface ChannelConnection {
  send(channel: number, data: Bytes): void;
  /** Ends one channel; closing STDIN is the end of the command's input. */
  close(channel: number): void;
  /** Hangs up. */
  stop(): void;
}
