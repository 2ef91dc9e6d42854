import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { describe, expect, test } from 'vitest';
import { decode } from '../api/decode.ts';
import { encode } from '../api/encode.ts';
import type { Pod } from '../api/k8s/core-v1.gen.ts';
import type { Kind } from '../api/kind.ts';
import { apiVersionOf } from '../api/meta.ts';
import type { KubeObject } from '../api/object.ts';
import { rfc3339 } from '../base/time.ts';
import ownCases from '../sim/testing/testdata/cases/api-defaults.json' with { type: 'json' };

const modules = import.meta.glob<{ default: Kind }>('./*/kind.ts', { eager: true });
const allKinds: readonly Kind[] = Object.keys(modules)
  .sort()
  .map((path) => modules[path]!.default);

const kindOf = (object: KubeObject): Kind | undefined =>
  allKinds.find((kind) => kind.kind === object.kind && object.apiVersion === apiVersionOf(kind));

const NOW_MS = Date.UTC(2026, 0, 1);

function create(kind: Kind, body: unknown): KubeObject {
  const { object, error } = decode<KubeObject>(kind.schema, body);
  if (error) throw new Error(error);
  // Recordings show uids as `<uid>`; a Job's labels hold its uid.
  const known = { ...object, metadata: { ...object.metadata, uid: '<uid>' } };
  const complete = kind.defaults?.(known) ?? known;
  return kind.prepareForCreate?.(complete, { nowMs: NOW_MS }) ?? complete;
}

/** The value at a path such as `spec.ports[0].name`; null if there is none. */
function at(object: unknown, path: string): unknown {
  let value = object;
  for (const key of path.split(/[.[\]]+/).filter(Boolean)) {
    if (typeof value !== 'object' || value === null) return null;
    value = (value as Record<string, unknown>)[key];
  }
  return value ?? null;
}

/** A copy with the moment of creation masked, as the recordings have it. */
const masked = (value: unknown): unknown => JSON.parse(JSON.stringify(value).replaceAll(rfc3339(NOW_MS), '<time>'));

/** Fields that admission or the server's allocation fill in, not defaults. */
const isAdmission = (field: string): boolean =>
  /^(?:spec\.tolerations|spec\.clusterIPs?$|metadata|matches|spec\.ipFamil)/.test(field);

describe('our own cases', () => {
  for (const { id, title, when, then } of ownCases) {
    const request = when.requests[0] as { body?: KubeObject };
    const kind = request.body && kindOf(request.body);
    if (!kind) continue;
    test(`${id}: ${title}`, () => {
      const object = encode(kind.schema, create(kind, request.body));
      const { fields } = then.responses[0] as { fields: Record<string, unknown> };
      for (const [field, value] of Object.entries(fields)) {
        if (!isAdmission(field)) expect([field, masked(at(object, field))]).toEqual([field, value]);
      }
    });
  }
});

describe('what is complete', () => {
  const bodies = ownCases.map(({ when }) => (when.requests[0] as { body?: KubeObject }).body);
  for (const body of bodies) {
    const kind = body && kindOf(body);
    if (!kind?.defaults) continue;
    test(`${kind.kind} ${body!.metadata.name} comes out of defaulting as the same object`, () => {
      const object = create(kind, body);
      const complete = kind.defaults!(object);
      expect(complete).toBe(object);
      expect(kind.defaults!({ ...object })).toEqual(object);
    });
  }
});

const shared = fileURLToPath(new URL('../../../shared/', import.meta.url));
const recordings = join(shared, 'reference/golden-v1.32/apply');

/** Manifests by others, which are not part of this project. */
const manifests = existsSync(recordings) ? filesIn(recordings, '') : [];

function filesIn(folder: string, prefix: string): readonly string[] {
  return readdirSync(join(folder, prefix), { withFileTypes: true }).flatMap((entry) => {
    const path = join(prefix, entry.name);
    return entry.isDirectory() ? filesIn(folder, path) : [path];
  });
}

if (manifests.length === 0) {
  console.warn('SKIPPED: the recordings of applied manifests lie beside the project, and they are not there.');
}

type Json = Record<string, unknown>;

/** Leaves out what admission, allocation and storage add. */
function comparable(object: KubeObject): unknown {
  const { spec, status, metadata, ...rest } = object as KubeObject & { spec?: Json; status?: Json };
  const { generation, labels } = metadata;
  const result: Json = { ...rest, metadata: { generation, labels } };
  if (object.kind === 'Pod') result['spec'] = comparablePodSpec(spec as never);
  else if (object.kind === 'Service') result['spec'] = comparableService(spec!);
  else if (spec) result['spec'] = spec;
  if (status)
    result['status'] = object.kind === 'Pod' ? { phase: status['phase'], qosClass: status['qosClass'] } : status;
  return masked(result);
}

function comparablePodSpec(spec: NonNullable<Pod['spec']>): unknown {
  const isToken = ({ name }: { readonly name: string }): boolean => name.startsWith('kube-api-access-');
  const { serviceAccount, serviceAccountName, priority, preemptionPolicy, tolerations, nodeName, ...rest } = spec;
  const strip = (list: typeof spec.containers | undefined) =>
    list?.map(({ volumeMounts, ...container }) => {
      const mounts = (volumeMounts ?? []).filter((mount) => !isToken(mount));
      return mounts.length > 0 ? { ...container, volumeMounts: mounts } : container;
    });
  const volumes = (spec.volumes ?? []).filter((volume) => !isToken(volume));
  const own = (tolerations ?? []).filter(
    ({ key }) => !/node\.kubernetes\.io\/(?:not-ready|unreachable)/.test(key ?? ''),
  );
  return {
    ...rest,
    containers: strip(spec.containers),
    initContainers: strip(spec.initContainers),
    volumes: volumes.length > 0 ? volumes : undefined,
    tolerations: own.length > 0 ? own : undefined,
  };
}

function comparableService({ clusterIP: _ip, clusterIPs: _ips, ...spec }: Json): unknown {
  const ports = (spec['ports'] as Json[] | undefined)?.map(({ nodePort: _, ...port }) => port);
  return { ...spec, ports };
}

interface Recording {
  readonly created?: readonly { readonly object: KubeObject }[];
}

describe.skipIf(manifests.length === 0)('manifests are stored as v1.32 stored them', () => {
  for (const path of manifests) {
    const recording = JSON.parse(readFileSync(join(recordings, path), 'utf8')) as Recording;
    for (const { object } of recording.created ?? []) {
      const kind = kindOf(object);
      if (!kind) continue;
      const applied = object.metadata.annotations?.['kubectl.kubernetes.io/last-applied-configuration'];
      if (!applied) continue;
      test(`${path}: ${kind.kind} ${object.metadata.name}`, () => {
        const stored = encode(kind.schema, create(kind, JSON.parse(applied))) as KubeObject;
        expect(comparable(stored)).toEqual(comparable(object));
      });
    }
  }
});
