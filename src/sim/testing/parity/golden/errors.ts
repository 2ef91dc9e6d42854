import type { KubeObject } from '../../../../api/object.ts';
import type { HttpRequest, HttpResponse } from '../../../apiserver/request.ts';
import { compareResponse, spelledOut } from '../../api-cases.ts';
import { differencesOf } from '../compare.ts';
import { ERROR_NAMESPACES, ERROR_POD, ERROR_PRIORITY_CLASS, ERROR_STATE, MADE_MEANWHILE } from '../error-state.ts';
import { createGoldenWorld, type GoldenWorld } from '../golden-world.ts';
import { hasManagedFields, normalised } from '../normalise.ts';
import type { GoldenReader } from '../reader.ts';
import { type Difference, type ItemResult, runItem } from '../result.ts';

interface Recording {
  readonly cases: readonly RecordedError[];
  readonly limitRange?: object;
  readonly customResourceDefinition?: object;
}

/** A request that was refused (or, `accepted`, taken although it looks wrong), sent as such, through kubectl, or both. */
interface RecordedError {
  readonly id?: string;
  readonly seq: number;
  readonly api?: RecordedRequest;
  readonly kubectl?: RecordedCommand;
}

interface RecordedRequest {
  readonly method: string;
  readonly path: string;
  readonly body?: unknown;
  readonly contentType?: string;
  /** null takes away what the client sends of itself. */
  readonly headers?: Readonly<Record<string, string | null>>;
  readonly status: number;
  readonly response: unknown;
  readonly warnings?: unknown;
}

interface RecordedCommand {
  readonly command: string;
  readonly stdin?: string;
  readonly stdout: string;
  readonly stderr: string;
  readonly exit: number;
}

const COMPACTED_MS = 601_000;
const MAX_CONFIG_MAP_BYTES = 1_048_576;

/** Refused requests, in their order on one cluster. */
const reader: GoldenReader = {
  fits: (_path, data) => {
    const { cases } = data as Partial<Recording>;
    return Array.isArray(cases) && cases.every((entry) => 'seq' in entry && ('api' in entry || 'kubectl' in entry));
  },
  run(data) {
    const recording = data as Recording;
    const world = startWorld(recording);
    return [...recording.cases]
      .sort((a, b) => a.seq - b.seq)
      .flatMap((entry, i, all) => {
        const since = all[i - 1]?.seq ?? -1;
        for (const { seq, object, appliedBy } of MADE_MEANWHILE) {
          if (since >= seq || seq > entry.seq) continue;
          if (appliedBy) world.apply(object, appliedBy);
          else world.create(object);
        }
        return runEntry(world, entry);
      });
  },
};

export default reader;

function startWorld({ limitRange, customResourceDefinition }: Recording): GoldenWorld {
  const world = createGoldenWorld();
  for (const namespace of ERROR_NAMESPACES) world.create(namespace);
  world.run(2_000);
  for (const object of [...ERROR_STATE, limitRange, customResourceDefinition]) {
    if (object) world.create(object, 'errs');
  }
  world.run(5_000);
  const others = ['node-1', 'node-2'];
  for (const node of others) world.kubectl(`kubectl cordon ${node}`);
  world.run(1_000);
  world.create(ERROR_POD);
  world.run(3_000);
  for (const node of others) world.kubectl(`kubectl uncordon ${node}`);
  world.create(ERROR_PRIORITY_CLASS);
  // Something holds it, or it would be gone.
  const metadata = { name: 'held', namespace: 'errterm', finalizers: ['example.com/hold'] };
  world.create({ apiVersion: 'v1', kind: 'ConfigMap', metadata });
  world.send({ method: 'DELETE', path: '/api/v1/namespaces/errterm' });
  // Long enough for the first compaction; the new process of the API server remembers no earlier events.
  world.run(COMPACTED_MS);
  world.restartApi();
  return world;
}

function runEntry(world: GoldenWorld, { id, seq, api, kubectl }: RecordedError): ItemResult[] {
  const name = id ?? String(seq);
  return [
    ...(api ? [runItem(`${name} (api)`, () => runRequest(world, name, api))] : []),
    ...(kubectl ? [runItem(`${name} (kubectl)`, () => runCommand(world, kubectl))] : []),
  ];
}

function runRequest(world: GoldenWorld, id: string, api: RecordedRequest): Difference[] {
  world.run(10);
  if (/[?&]watch=(1|true)/.test(api.path)) return watchOutcome(world, api);
  const response = world.send(requestOf(id, api));
  // What was accepted was deleted again before the next request was recorded.
  if (api.method === 'POST' && response.code === 201 && !api.path.includes('dryRun')) {
    const { name } = (response.body as KubeObject).metadata ?? {};
    if (name)
      world.send({
        method: 'DELETE',
        path: `${api.path.split('?')[0]}/${name}?gracePeriodSeconds=0&propagationPolicy=Background`,
      });
  }
  return [...differencesOf(api.status, response.code, 'status'), ...compareBody(api.response, response)];
}

function requestOf(id: string, api: RecordedRequest): HttpRequest {
  const { method, path, contentType, headers = {} } = api;
  const accept = api.status === 406 ? 'text/html' : 'application/json';
  const own = Object.entries(headers).filter((entry): entry is [string, string] => entry[1] !== null);
  const body = bodyOf(id, api);
  return {
    ...{ method, path },
    headers: { Accept: accept, ...(contentType ? { 'Content-Type': contentType } : {}), ...Object.fromEntries(own) },
    ...(body === undefined || body === null ? {} : { body: spelledOut(body) }),
    ...(headers['Authorization'] === null ? { user: 'system:anonymous' } : {}),
  };
}

/** The body to send: one was too large to be recorded, and uids are those of the recorded cluster. */
function bodyOf(id: string, { body, method }: RecordedRequest): unknown {
  if (id === 'configmap-too-large') {
    const metadata = { name: 'm', namespace: 'errs' };
    return { apiVersion: 'v1', kind: 'ConfigMap', metadata, data: { a: 'x'.repeat(MAX_CONFIG_MAP_BYTES + 1) } };
  }
  if (method !== 'PUT' || typeof body !== 'object' || body === null) return body;
  const { uid: _theirs, ...metadata } = (body as KubeObject).metadata ?? {};
  return { ...body, metadata };
}

function compareBody(expected: unknown, response: HttpResponse): Difference[] {
  if (typeof expected === 'string') return differencesOf(expected, response.body ?? '', 'response');
  if ((expected as { kind?: string } | null)?.kind !== 'Status') {
    const actual = normalised(response.body, hasManagedFields(expected));
    return differencesOf(normalised(expected), actual, 'response');
  }
  const { code, reason = null, message, details = null } = expected as Record<string, unknown>;
  const text = String(message).replace(/current: \d+$/, 'current: <n>');
  // After this upstream prints a comparison of two Go values.
  const [first, ...more] = text.split(/\n {2}core\.\w+\{/);
  const rest = more.length > 0 ? { messageStartsWith: first! } : { message: text, details };
  return compareResponse({ code, reason, ...rest } as Parameters<typeof compareResponse>[0], response, [], 'response.');
}

/** Of a watch only its first event is recorded; revisions differ. */
function watchOutcome(world: GoldenWorld, { path, response }: RecordedRequest): Difference[] {
  const events = world.watch(path);
  world.run(1_500);
  const text = (event: unknown): string => JSON.stringify(event ?? '').replace(/\(\d+\)/, '(N)');
  const wanted = response as { type?: string; object?: { message?: string } };
  const seen = events[0] as typeof wanted | undefined;
  if (wanted.type === seen?.type && text(wanted.object?.message) === text(seen?.object?.message)) return [];
  return [{ path: 'response', expected: wanted, actual: seen }];
}

function runCommand(world: GoldenWorld, { command, stdin, stdout, stderr, exit }: RecordedCommand): Difference[] {
  // The uids of what is replaced are those of the recorded cluster.
  const input = / replace /.test(command) ? stdin?.replace(/"uid": "[^"]*", /g, '') : stdin;
  const result = world.kubectl(command, input ?? '');
  if (exit === 0 && stdin && /\bcreate -f -$/.test(command))
    world.kubectl('kubectl delete --wait=false --force -f -', stdin);
  return [
    ...differencesOf(exit, result.exitCode, 'exit'),
    ...differencesOf(maskedText(stdout), maskedText(result.stdout), 'stdout'),
    ...differencesOf(maskedText(stderr), maskedText(result.stderr), 'stderr'),
  ];
}

/** A text without uids, chosen addresses, random names, klog's prefix and comparisons of Go values. */
function maskedText(text: string): string {
  return text
    .replace(/[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}/g, 'UID')
    .replace(/<uid>/g, 'UID')
    .replace(/10\.96\.\d+\.\d+|<clusterIP>/g, 'IP')
    .replace(/\b(agent|web-[a-z0-9]+)-[a-z0-9]{5}\b/g, '$1-RAND')
    .replace(/^[EWI]\d{4} [\d:.]+ +\d+ /gm, '')
    .replace(/\n {2}core\.\w+\{[\s\S]*/, '\nDIFF')
    .replace(/</g, '\\u003c');
}
