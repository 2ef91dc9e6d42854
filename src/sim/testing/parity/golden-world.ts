import type { Kind } from '../../../api/kind.ts';
import { parseApiVersion } from '../../../api/meta.ts';
import type { KubeObject } from '../../../api/object.ts';
import type { Process } from '../../../api/process.ts';
import type { WatchEvent } from '../../../api/request.ts';
import type { HttpRequest, HttpResponse } from '../../apiserver/request.ts';
import type { KubectlResult } from '../../kubectl/env.ts';
import { createTraceWorld } from '../traces/trace-world.ts';

/** A cluster like the recorded one: a control plane and three nodes whose kubelets only report that Pods run. */
export interface GoldenWorld {
  /** Sends a request and runs until it is answered. */
  send(request: Partial<HttpRequest> & { readonly path: string }): HttpResponse;
  /** Creates an object in its namespace, or this one; tells whether it was taken. */
  create(object: object, namespace?: string): boolean;
  /** Applies an object as a server-side apply of a manager. */
  apply(object: object, manager: string): void;
  /** Opens a watch; its events come into the list. */
  watch(path: string): readonly WatchEvent[];
  kubectl(command: string, stdin?: string, files?: ReadonlyMap<string, string>): KubectlResult;
  run(ms: number): void;
  restartApi(): void;
  /** The path of all objects of a kind in all namespaces; undefined if nobody serves it. */
  collection(apiVersion: string, kind: string): string | undefined;
}

/** Starts one that has come to rest. */
export function createGoldenWorld(): GoldenWorld {
  const world = createTraceWorld('2026-11-21T04:40:00Z', 'recording', {}, 1);
  const { engine, host } = world;
  const settle = <T>(process: Process<T>): T => {
    const done = engine.spawn(process);
    const endMs = engine.nowMs + 600_000;
    while (!done.settled && engine.nowMs < endMs && engine.step());
    if (!done.settled) throw new Error('no answer within ten minutes');
    return done.value;
  };
  const send: GoldenWorld['send'] = (request) => settle(world.http({ method: 'GET', headers: {}, ...request }));
  return {
    send,
    create(object, namespace) {
      const path = collectionPath(world.kinds, object as KubeObject, namespace);
      return path !== undefined && send({ method: 'POST', path, body: object }).code === 201;
    },
    apply(object, manager) {
      const path = collectionPath(world.kinds, object as KubeObject);
      const url = `${path}/${(object as KubeObject).metadata.name}?fieldManager=${manager}`;
      const headers = { 'Content-Type': 'application/apply-patch+yaml' };
      const { code, body } = send({ method: 'PATCH', path: url, headers, body: object });
      if (code >= 400) throw new Error(JSON.stringify(body));
    },
    watch(path) {
      const events: WatchEvent[] = [];
      const receiver = { host, scope: host.scope, onItem: (event: WatchEvent) => void events.push(event), onEnd() {} };
      const answer = send({ path, headers: { Accept: 'application/json' }, receiver });
      return answer.code === 200 ? events : [answer.body as WatchEvent];
    },
    kubectl: (command, stdin = '', files) => settle(world.kubectl(command, stdin, 'default', files)),
    run: (ms) => engine.runUntil(engine.nowMs + ms),
    restartApi: world.restartApi,
    collection: (apiVersion, kind) => pathOf(world.kinds, apiVersion, kind, undefined),
  };
}

/** The path of the collection that an object belongs to; undefined if nobody serves it. */
function collectionPath(
  kinds: readonly Kind[],
  { apiVersion, kind, metadata }: KubeObject,
  namespace = 'default',
): string | undefined {
  return pathOf(kinds, apiVersion, kind, metadata.namespace ?? namespace);
}

function pathOf(kinds: readonly Kind[], apiVersion: string, kind: string, namespace?: string): string | undefined {
  const { group, version } = parseApiVersion(apiVersion);
  const isVersion = (each: { readonly group: string; readonly version: string }): boolean =>
    each.group === group && each.version === version;
  const found = kinds.find((each) => each.kind === kind && (isVersion(each) || each.otherVersions?.some(isVersion)));
  if (!found) return undefined;
  const root = group ? `/apis/${group}/${version}` : `/api/${version}`;
  return `${root}${found.namespaced && namespace ? `/namespaces/${namespace}` : ''}/${found.plural}`;
}
