import type { CustomResourceDefinition } from '../../../api/k8s/apiextensions-v1.gen.ts';
import { parseApiVersion } from '../../../api/meta.ts';
import type { KubeObject } from '../../../api/object.ts';
import texts from '../../../api/openapi/descriptions.gen.json' with { type: 'json' };
import type { Descriptions } from '../../../api/openapi.ts';
import { createResources, keyOf } from '../../apiserver/resource.ts';
import { unstamped } from '../../apiserver/stamp.ts';
import { storedForm } from '../../apiserver/versions.ts';
import { Store } from '../../etcd/store.ts';
import type { KubectlResult } from '../../kubectl/env.ts';
import { kubectl } from '../../kubectl/kubectl.ts';
import { splitCommandLine } from '../../kubectl/split-command-line.ts';
import { type ApiWorld, allKinds, createApiWorld } from '../api-world.ts';

/** A change of the state: objects that came or changed, and the keys (`Kind namespace/name`) of those that went. */
export interface Delta {
  readonly changed: readonly KubeObject[];
  readonly deleted: readonly string[];
}

/** An API server that holds recorded objects with their own resourceVersions; no component changes them. */
export interface StateWorld {
  readonly world: ApiWorld;
  /** Changes the state from outside, as the recorded components did. */
  change(delta: Delta): void;
}

/** The server is ready by then. */
const START_MS = 100;
const resources = createResources(allKinds);
const descriptions = texts as unknown as Descriptions;

/** Starts one at a moment, Unix milliseconds. Objects of kinds that nobody serves are left out. */
export function createStateWorld(objects: readonly KubeObject[], nowMs: number): StateWorld {
  const store = new Store();
  const stored = objects.flatMap((object) => entryOf(object) ?? customEntryOf(object, objects) ?? []);
  for (const { key, value, revision } of stored.sort((a, b) => a.revision - b.revision)) {
    store.bump(revision - 1);
    store.apply({ op: 'put', key, value });
  }
  const world = createApiWorld({ store, epochMs: nowMs - START_MS, descriptions });
  world.run(START_MS - world.engine.nowMs);
  return {
    world,
    change({ changed, deleted }) {
      for (const object of changed) {
        const entry = entryOf(object);
        if (entry) world.etcd.submit({ op: 'put', key: entry.key, value: entry.value }, () => {});
      }
      for (const text of deleted) {
        const key = keyOfText(text);
        if (key) world.etcd.submit({ op: 'delete', key }, () => {});
      }
    },
  };
}

/** Runs a command line against a world until it has ended, or for so long. */
export function runIn(
  { world }: StateWorld,
  commandLine: string,
  rest: { readonly stdin?: string; readonly files?: ReadonlyMap<string, string> },
  limitMs: number,
): KubectlResult {
  const { engine, host } = world;
  const words = splitCommandLine(commandLine);
  const scope = host.scope.child('kubectl');
  const done = engine.spawn(
    kubectl(words[0] === 'kubectl' ? words.slice(1) : words, {
      ...{ engine, host, scope, namespace: 'default', ...rest },
      transport: (request) => world.api.handle(request),
      nowMs: () => engine.unixMs,
    }),
    scope,
  );
  const endMs = engine.nowMs + limitMs;
  while (!done.settled && engine.nowMs < endMs && engine.step());
  if (!done.settled) throw new Error(`kubectl did not end within ${limitMs / 1000} s`);
  return done.value;
}

interface Entry {
  readonly key: string;
  readonly value: KubeObject;
  readonly revision: number;
}

function entryOf(object: KubeObject): Entry | undefined {
  const { group, version } = parseApiVersion(object.apiVersion);
  const served = resources.served.find(
    (each) => each.group === group && each.version === version && each.resource.kind.kind === object.kind,
  );
  if (!served) return undefined;
  const value = unstamped(storedForm(served, decoded(object)) as KubeObject);
  const { namespace, name = '', resourceVersion = '1' } = object.metadata;
  return { key: keyOf(served.resource, namespace, name), value, revision: Number(resourceVersion) };
}

/** Go writes null for lists of a status that are not there; a decoder leaves them out. */
function decoded(object: KubeObject): KubeObject {
  const { status } = object as { readonly status?: unknown };
  return status === undefined ? object : ({ ...object, status: withoutNulls(status) } as KubeObject);
}

function withoutNulls(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(withoutNulls);
  if (typeof value !== 'object' || value === null) return value;
  const fields = Object.entries(value).filter(([, field]) => field !== null);
  return Object.fromEntries(fields.map(([key, field]) => [key, withoutNulls(field)]));
}

/** An object of a kind that one of the others defines. */
function customEntryOf(object: KubeObject, all: readonly KubeObject[]): Entry | undefined {
  const { group } = parseApiVersion(object.apiVersion);
  const crd = all.find((each) => {
    const { spec } = each as CustomResourceDefinition;
    return each.kind === 'CustomResourceDefinition' && spec.group === group && spec.names.kind === object.kind;
  }) as CustomResourceDefinition | undefined;
  if (!crd) return undefined;
  const { namespace, name = '', resourceVersion = '1' } = object.metadata;
  const place = crd.spec.scope === 'Namespaced' ? `${namespace}/${name}` : name;
  const key = `/registry/${group}/${crd.spec.names.plural}/${place}`;
  return { key, value: unstamped(object), revision: Number(resourceVersion) };
}

/** The key of an object that is named as `Kind namespace/name`. */
function keyOfText(text: string): string | undefined {
  const [kind, path = ''] = text.split(' ');
  const resource = resources.all.find((each) => each.kind.kind === kind);
  const [first = '', second] = path.split('/');
  return resource && keyOf(resource, second === undefined ? undefined : first, second ?? first);
}
