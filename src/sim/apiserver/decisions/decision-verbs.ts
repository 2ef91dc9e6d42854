import type { KubeObject } from '../../../api/object.ts';
import type { Process } from '../../../api/process.ts';
import type { WatchEvent } from '../../../api/request.ts';
import { ApiError, badRequest, notFound } from '../../../api/status.ts';
import { Stream } from '../../network/stream.ts';
import { parseVersion } from '../freshness.ts';
import { checkListOptions } from '../list-options.ts';
import type { ResourceResponse } from '../request.ts';
import { keyOf } from '../resource.ts';
import { type Selection, selectionOf } from '../selection.ts';
import type { Call, Server } from '../server.ts';
import { nameOf } from '../update.ts';
import type { DecisionChange, DecisionSource } from './decision-source.ts';

/** A watch ends by itself after this. */
const WATCH_MS = 1_800_000;

/** One object. Throws ApiError 404. */
export function* getDecision(source: DecisionSource, call: Call): Process<ResourceResponse> {
  const name = nameOf(call);
  const object = source.get(call.request.namespace ?? '', name);
  if (!object) throw notFound(call.resource.kind, name);
  return { code: 200, body: object };
}

/** All that a request selects, in one piece whatever its limit. */
export function* listDecisions(source: DecisionSource, call: Call): Process<ResourceResponse> {
  checkListOptions(call.request.list ?? {}, false);
  const { kind, apiVersion } = call.resource;
  const metadata = { resourceVersion: String(source.version) };
  return { code: 200, body: { kind: `${kind.kind}List`, apiVersion, metadata, items: selected(source, call) } };
}

/**
 * What is there, or what has changed since a version, and then every change. A version before the
 * last removal is too old: it cannot be told any more what went.
 */
export function* watchDecisions(server: Server, source: DecisionSource, call: Call): Process<ResourceResponse> {
  const { request, transform = (event: WatchEvent) => event } = call;
  const options = request.list ?? {};
  checkListOptions(options, true);
  if (!request.receiver) throw badRequest('a watch needs a connection that takes its events');
  const stream = new Stream<WatchEvent>(server.network, server, request.receiver);
  const send = (event: WatchEvent): void => stream.send(transform(event), event);
  const version = parseVersion(options.resourceVersion || '0');
  if (version > 0 && version < source.removedVersion) {
    const error = new ApiError(410, 'Expired', `too old resource version: ${version} (${source.version})`);
    send({ type: 'ERROR', object: error.status as unknown as KubeObject });
    stream.close();
    return { code: 200, stop: () => stream.stop() };
  }
  for (const object of selected(source, call)) {
    if (Number(object.metadata.resourceVersion) > version) send({ type: 'ADDED', object });
  }
  const isSelected = tester(call);
  const take = ({ type, object }: DecisionChange): void => {
    if (isSelected(object)) send({ type, object });
  };
  stream.onEnded(source.onChange(take));
  const seconds = options.timeoutSeconds;
  const end = server.engine.after(seconds ? seconds * 1_000 : WATCH_MS, () => stream.close(), undefined, server.scope);
  stream.onEnded(() => server.engine.cancel(end));
  return { code: 200, stop: () => stream.stop() };
}

function selected(source: DecisionSource, call: Call): readonly KubeObject[] {
  return source.list().filter(tester(call));
}

function tester(call: Call): (object: KubeObject) => boolean {
  const { resource, request } = call;
  const selection: Selection = selectionOf(resource, request.namespace, request.list ?? {});
  const { namespace, key, matches } = selection;
  return (object) => {
    const { namespace: own, name = '' } = object.metadata;
    if (namespace !== undefined && namespace !== own) return false;
    if (key !== undefined && key !== keyOf(resource, own, name)) return false;
    return matches?.(object) ?? true;
  };
}
