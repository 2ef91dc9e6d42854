import type { DeleteOptions } from '../../api/k8s/meta-v1.gen.ts';
import type { Kind } from '../../api/kind.ts';
import type { ListOptions, PatchType, Verb, WatchEvent, WriteOptions } from '../../api/request.ts';
import type { StreamReceiver } from '../network/stream.ts';
import type { User } from './auth/user.ts';
import type { ChannelClient, ChannelConnection } from './channels.ts';

/**
 * A request for a resource: what the HTTP path, query and body say, already taken apart. Components of the cluster send
 * these directly; `handle` makes them from HTTP.
 */
export interface ResourceRequest {
  readonly verb: Verb;
  readonly kind: Kind;
  readonly namespace?: string;
  readonly name?: string;
  readonly subresource?: string;
  /** Body of create and update; of a patch the patch document. */
  readonly body?: unknown;
  readonly patchType?: PatchType;
  readonly list?: ListOptions;
  readonly write?: WriteOptions;
  readonly deletion?: DeleteOptions;
  /** Who asks, e.g. system:kube-scheduler. */
  readonly user: string;
  /** The same with groups, where they do not follow from the name: of requests that came in by HTTP. */
  readonly identity?: User;
  /** The client program, which manages what it writes unless `write` names a field manager. */
  readonly manager?: string;
  /** Where the events of a watch go. */
  readonly receiver?: StreamReceiver<WatchEvent>;
}

/** The answer to a ResourceRequest. Refusals are thrown as ApiError. */
export interface ResourceResponse {
  readonly code: number;
  /** The object, list, Status or Scale; absent for a watch that has been opened. */
  readonly body?: unknown;
  /** Ends a watch from the client's side. */
  readonly stop?: () => void;
}

/** An HTTP request to the API server: from the page, kubectl or a real client. */
export interface HttpRequest {
  readonly method: string;
  /** Path with query string. */
  readonly path: string;
  readonly headers: Readonly<Record<string, string>>;
  /** Body text, or an object that stands for its JSON. */
  readonly body?: unknown;
  readonly receiver?: StreamReceiver<WatchEvent>;
  /**
   * Asks for an upgrade: the answer to exec, attach and portforward is then 101 with a `connection`. The text of a log
   * comes as data of channel STDOUT, after an answer of 200 with a `connection`; without it, a log is the answer's body.
   * Of a port-forward, channel 2i carries the data of the i-th `port` of the query and 2i+1 its error text.
   */
  readonly channels?: ChannelClient;
  readonly user?: string;
}

/** The answer: `body` is a plain JSON value or text; watch events go to the request's receiver. */
export interface HttpResponse {
  readonly code: number;
  readonly headers: Readonly<Record<string, string>>;
  readonly body: unknown;
  readonly stop?: () => void;
  /** The upgraded connection of a request with `channels`. */
  readonly connection?: ChannelConnection;
}
