import type { Kind } from '../../api/kind.ts';
import type { Process } from '../../api/process.ts';
import type { Verb } from '../../api/request.ts';
import type { ChannelClient } from './channels.ts';
import type { Query } from './http/query.ts';
import type { HttpRequest, HttpResponse, ResourceResponse } from './request.ts';
import type { Call, Server } from './server.ts';

/** A subresource that some kinds have: the default export of a file in subresources/. */
export interface Subresource {
  readonly name: string;
  readonly verbs: readonly Verb[];
  /** Which kinds have it. */
  has(kind: Kind): boolean;
  /** The kind of its objects, where that is not the resource's own: for discovery. */
  readonly object?: { readonly group: string; readonly version: string; readonly kind: string };
  serve(server: Server, call: Call): Process<ResourceResponse>;
  /** Serves it over HTTP where the answer is no object: text, or a connection. */
  connect?(server: Server, request: ConnectRequest): Process<HttpResponse>;
}

/** A request for a subresource that is no object. */
export interface ConnectRequest {
  readonly namespace: string;
  readonly name: string;
  readonly query: Query;
  /** The request itself, for those that pass it on, and what follows in its path. */
  readonly http: HttpRequest;
  readonly rest: string | undefined;
  readonly channels: ChannelClient | undefined;
}

const modules = import.meta.glob<{ readonly default: Subresource }>(
  ['./subresources/*.ts', '!./subresources/*.test.ts'],
  { eager: true },
);

/** The subresources that a kind has, by name; they are found by their place. */
export function subresourcesOf(kind: Kind): readonly Subresource[] {
  return Object.keys(modules)
    .sort()
    .map((path) => modules[path]!.default)
    .filter((subresource) => subresource.has(kind));
}

/** The subresource of a kind with this name. */
export function subresourceOf(kind: Kind, name: string): Subresource | undefined {
  return subresourcesOf(kind).find((subresource) => subresource.name === name);
}
