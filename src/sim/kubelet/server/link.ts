import type { Bytes } from '../../../base/bytes.ts';
import type { ChannelClient, ChannelConnection } from '../../apiserver/channels.ts';
import { Stream } from '../../network/stream.ts';
import type { KubeletState } from '../kubelet-state.ts';

interface Item {
  readonly channel: number;
  /** Undefined ends the channel. */
  readonly data: Bytes | undefined;
}

/** The kubelet's end of a connection to a client. */
export interface Link {
  send(channel: number, data: Bytes): void;
  /** Everything has been sent. */
  close(): void;
  readonly connection: ChannelConnection;
}

/**
 * Connects a client and a kubelet in both directions over the simulated network; either end, a partition or a loss of
 * power breaks it. The API server between them only hands the connection over.
 */
export function createLink(
  kubelet: KubeletState,
  client: ChannelClient,
  on: { data(channel: number, data: Bytes): void; close(channel: number): void; end(): void },
  what: string,
): Link {
  const { network } = kubelet;
  const host = kubelet.client.host;
  const { scope } = kubelet;
  const down = new Stream<Item>(
    network,
    { host, scope },
    {
      host: client.host,
      scope: client.scope,
      onItem: ({ channel, data }) => client.onData(channel, data ?? ''),
      onEnd: () => client.onEnd(),
    },
  );
  const up = new Stream<Item>(
    network,
    { host: client.host, scope: client.scope },
    {
      host,
      scope,
      onItem: ({ channel, data }) => (data === undefined ? on.close(channel) : on.data(channel, data)),
      onEnd: () => on.end(),
    },
  );
  return {
    send: (channel, data) => down.send({ channel, data }, { what, channel }),
    close: () => down.close(),
    connection: {
      send: (channel, data) => up.send({ channel, data }, { what, channel }),
      close: (channel) => up.send({ channel, data: undefined }, { what, channel }),
      stop: () => {
        down.stop();
        up.close();
      },
    },
  };
}
