import { describe, expect, test } from 'vitest';
import { decode } from '../api/decode.ts';
import type { FieldError } from '../api/field-error.ts';
import type { Kind } from '../api/kind.ts';
import type { KubeObject } from '../api/object.ts';
import { applyMergePatch } from '../api/patch/merge-patch.ts';
import { applyStrategicMergePatch } from '../api/patch/strategic-merge.ts';
import ourCases from '../sim/testing/testdata/cases/api-validation.json' with { type: 'json' };
import recorded from '../sim/testing/testdata/golden/errors.json' with { type: 'json' };

const modules = import.meta.glob<{ default: Kind }>('./*/kind.ts', { eager: true });
const allKinds: readonly Kind[] = Object.keys(modules)
  .sort()
  .map((path) => modules[path]!.default);

/** Recordings show uids as `<uid>`. */
const UID = 'c0ffee00-0000-4000-8000-000000000000';

const context = { nowMs: Date.UTC(2026, 0, 1) };

interface Cause {
  readonly field: string;
  readonly message: string;
  readonly reason: string;
}

interface Refusal {
  readonly method: string;
  readonly path: string;
  readonly body: unknown;
  readonly contentType?: string | undefined;
  readonly code: number;
  /** The kind that the answer names: options of a request have kinds too. */
  readonly refusedKind: string | undefined;
  readonly causes: readonly Cause[];
  /** Where upstream appends a dump of Go values, the message begins like this. */
  readonly messageStartsWith?: string | undefined;
}

interface Target {
  readonly kind: Kind;
  readonly name: string | undefined;
  readonly subresource: string | undefined;
}

/** The kind that a path names; undefined if it is none of ours. */
function targetOf(path: string): Target | undefined {
  const parts = path.split('?')[0]!.split('/').filter(Boolean);
  const rest = parts[0] === 'api' ? parts.slice(2) : parts.slice(3);
  const [group, version] = parts[0] === 'api' ? ['', parts[1]] : [parts[1], parts[2]];
  const own = rest[0] === 'namespaces' && rest.length > 2 ? rest.slice(2) : rest;
  const kind = allKinds.find((k) => k.group === group && k.version === version && k.plural === own[0]);
  return kind && { kind, name: own[1], subresource: own[2] };
}

function create(kind: Kind, body: unknown): KubeObject {
  const { object, error } = decode<KubeObject>(kind.schema, body);
  if (error) throw new Error(error);
  const known = { ...object, metadata: { ...object.metadata, uid: UID } };
  const complete = kind.defaults?.(known) ?? known;
  return kind.prepareForCreate?.(complete, context) ?? complete;
}

function update(kind: Kind, previous: KubeObject, patch: unknown, merge: boolean): KubeObject {
  const body = merge
    ? applyMergePatch(previous, patch)
    : applyStrategicMergePatch({ ...previous }, patch as Readonly<Record<string, unknown>>, kind.schema);
  const { object, error } = decode<KubeObject>(kind.schema, body);
  if (error) throw new Error(error);
  const complete = kind.defaults?.(object) ?? object;
  return kind.prepareForUpdate?.(complete, previous, context) ?? complete;
}

/** What the server checks itself, before the kind does. */
const isServers = (field: string): boolean => /^metadata\.(?:name|labels|uid|namespace|generateName)/.test(field);

const masked = (text: string): string => text.replace(/0x[0-9a-f]+/g, '0xADDR');

const causesOf = (errors: readonly FieldError[]): readonly Cause[] =>
  errors.map(({ field, message, type }) => ({ field, message: masked(message), reason: type }));

/** What a request makes of the object that is there, and what is wrong with that. */
function attempt(refusal: Refusal, previous: KubeObject | undefined): readonly [KubeObject, readonly FieldError[]] {
  const { kind } = targetOf(refusal.path)!;
  const merge = refusal.contentType?.includes('strategic') !== true;
  if (refusal.method === 'POST') {
    const object = create(kind, refusal.body);
    return [object, kind.validate?.(object) ?? []];
  }
  const object = update(kind, previous!, refusal.body, merge);
  return [object, kind.validateUpdate?.(object, previous!) ?? []];
}

const firstLine = (text: string): string => text.split('\n')[0]!;

function check(refusal: Refusal, previous: KubeObject | undefined): void {
  const found = causesOf(attempt(refusal, previous)[1]).filter(({ field }) => !isServers(field));
  if (refusal.messageStartsWith !== undefined) {
    expect(`${found[0]?.field}: ${found[0]?.message}`).toContain(
      refusal.messageStartsWith.replace(/^.*? is invalid: /, ''),
    );
    return;
  }
  const isFound = (field: string): boolean => found.some((each) => each.field === field);
  const expected = refusal.causes.filter(({ field }) => !isServers(field) || isFound(field));
  const short = (causes: readonly Cause[]) =>
    causes.map(({ field, message, reason }) => ({ field, message: firstLine(masked(message)), reason }));
  expect(short(found)).toEqual(short(expected));
}

/** What is not the kind's to refuse: allocation of addresses and ports, admission, decoding. */
function isKinds({ code, causes, messageStartsWith, path, refusedKind }: Refusal): boolean {
  const target = targetOf(path);
  if (code !== 422 || !target?.kind.validate || target.subresource) return false;
  if (messageStartsWith !== undefined) return true;
  if (refusedKind !== target.kind.kind) return false;
  return causes.length > 0 && !causes.some(({ message }) => /failed to allocate|provided port/.test(message));
}

type OwnCase = (typeof ourCases)[number];
type OwnRequest = { method: string; path: string; body?: unknown; contentType?: string };
type OwnResponse = { code: number; details?: { kind?: string; causes?: Cause[] }; messageStartsWith?: string };

const ownRefusal = (request: OwnRequest, response: OwnResponse): Refusal => ({
  ...request,
  body: fillIn(request.body),
  contentType: request.contentType,
  code: response.code,
  refusedKind: response.details?.kind,
  causes: response.details?.causes ?? [],
  messageStartsWith: response.messageStartsWith,
});

/** The cases describe a long text as `<N bytes of x>`. */
function fillIn(body: unknown): unknown {
  const text = JSON.stringify(body ?? null);
  return JSON.parse(
    text.replace(/"<(\d+) bytes of (.)>"/g, (_all, n: string, letter: string) => `"${letter.repeat(Number(n))}"`),
  );
}

/** The requests of a case in their order: those that are refused must be, those that pass change the object. */
function replay({ given, when, then }: OwnCase): void {
  const objects = new Map<string, KubeObject>();
  for (const object of given.objects as unknown as readonly KubeObject[]) {
    const kind = allKinds.find((candidate) => candidate.kind === object.kind);
    if (kind) objects.set(object.metadata.name!, create(kind, object));
  }
  for (const [i, request] of (when.requests as readonly OwnRequest[]).entries()) {
    const refusal = ownRefusal(request, then.responses[i] as OwnResponse);
    const { name } = targetOf(refusal.path)!;
    if (isKinds(refusal)) check(refusal, objects.get(name ?? ''));
    else if (refusal.code < 300 && !targetOf(refusal.path)!.subresource) {
      const [object, errors] = attempt(refusal, objects.get(name ?? ''));
      expect(errors).toEqual([]);
      objects.set(object.metadata.name!, object);
    }
  }
}

describe('our own cases', () => {
  const isOurs = ({ when }: OwnCase): boolean => when.requests.every(({ path }) => targetOf(path));
  for (const entry of ourCases.filter(isOurs)) test(`${entry.id}: ${entry.title}`, () => replay(entry));
});

const container = { name: 'c', image: 'nginx:1.27' };
const template = { metadata: { labels: { app: 'web' } }, spec: { containers: [container] } };

/** Objects that the recorded updates start from. */
const state: readonly KubeObject[] = [
  {
    apiVersion: 'apps/v1',
    kind: 'Deployment',
    metadata: { name: 'web' },
    spec: { replicas: 2, selector: { matchLabels: { app: 'web' } }, template },
  },
  {
    apiVersion: 'apps/v1',
    kind: 'StatefulSet',
    metadata: { name: 'db' },
    spec: { serviceName: 'db', selector: { matchLabels: { app: 'web' } }, template },
  },
  {
    apiVersion: 'v1',
    kind: 'Service',
    metadata: { name: 'svc1' },
    spec: { selector: { app: 'web' }, ports: [{ port: 80 }], clusterIP: '10.96.1.1' },
  },
  { apiVersion: 'v1', kind: 'ConfigMap', metadata: { name: 'cm1' }, data: { a: 'b' } },
  { apiVersion: 'v1', kind: 'ConfigMap', metadata: { name: 'frozen' }, data: { a: 'b' }, immutable: true },
  {
    apiVersion: 'rbac.authorization.k8s.io/v1',
    kind: 'RoleBinding',
    metadata: { name: 'rb1' },
    roleRef: { kind: 'Role', name: 'ro' },
    subjects: [{ kind: 'User', name: 'jane' }],
  },
  {
    apiVersion: 'v1',
    kind: 'PersistentVolumeClaim',
    metadata: { name: 'pvc1' },
    spec: { accessModes: ['ReadWriteOnce'], resources: { requests: { storage: '1Gi' } }, storageClassName: 'x' },
  },
  { apiVersion: 'v1', kind: 'Pod', metadata: { name: 'pod1' }, spec: { containers: [container] } },
] as unknown as readonly KubeObject[];

/** Recordings that this level cannot repeat, and why. */
const ELSEWHERE: Readonly<Record<string, string>> = {
  'vap-cel-syntax': 'expressions of policies are not read',
  'configmap-too-large': 'its body is described in words',
};

describe('recorded refusals', () => {
  for (const { id, api } of recorded.cases as unknown as readonly { id: string; api?: Record<string, unknown> }[]) {
    const response = api?.['response'] as { details?: { kind?: string; causes?: Cause[] } } | undefined;
    if (!api || typeof response !== 'object' || ELSEWHERE[id]) continue;
    const refusal = {
      method: api['method'] as string,
      path: api['path'] as string,
      body: api['body'],
      contentType: api['contentType'] as string | undefined,
      code: api['status'] as number,
      refusedKind: response?.details?.kind,
      causes: response?.details?.causes ?? [],
    };
    if (!isKinds(refusal)) continue;
    test(id, () => {
      const { kind, name } = targetOf(refusal.path)!;
      const before = state.find((o) => o.kind === kind.kind && o.metadata.name === name);
      const causes = refusal.causes.map((c) => ({
        ...c,
        message: c.message.replaceAll('<clusterIP>', '10.96.55.55').replaceAll('<uid>', UID),
      }));
      check({ ...refusal, causes }, before && create(kind, before));
    });
  }
});

describe('what looks wrong, but is accepted', () => {
  for (const { id, api } of recorded.cases as unknown as readonly { id: string; api?: Record<string, unknown> }[]) {
    if (api?.['status'] !== 201 || api['method'] !== 'POST') continue;
    const target = targetOf(api['path'] as string);
    if (!target || target.subresource || typeof api['body'] !== 'object') continue;
    test(id, () => expect(target.kind.validate?.(create(target.kind, api['body'])) ?? []).toEqual([]));
  }
});
