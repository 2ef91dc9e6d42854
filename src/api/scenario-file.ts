import { type OutputUnit, type Schema, Validator } from '@cfworker/json-schema';
import { parseDuration } from '../base/duration.ts';
import { kubeletSettingsProblem, type RawKubeletSettings } from './kubelet-settings.ts';
import schema from './scenario.schema.json' with { type: 'json' };
import type { Action, FaultName, Scenario, Step, SupportDeed } from './scenario.ts';
import { type RawCluster, toCluster } from './scenario-cluster.ts';
import { type RawImage, toImage } from './scenario-image.ts';
import { type RawMachine, type RawSupport, toMachine, toSupport } from './scenario-machines.ts';
import { type RawTraffic, toTraffic } from './scenario-traffic.ts';
import { parseDocuments, type YamlDocument } from './yaml/parse-documents.ts';

/** A file that is not a valid scenario: one message a line, each with its line number and field. */
export class ScenarioError extends Error {}

/** Reads a scenario file (YAML or JSON). Throws ScenarioError that names line and field of everything wrong. */
export function parseScenario(text: string, fileName: string): Scenario {
  const documents = parseDocuments(text);
  const first = documents[0];
  if (!first)
    throw new ScenarioError(`${fileName}: the file is empty; a scenario has apiVersion, kind, metadata and spec`);
  if (first.error) throw new ScenarioError(`${fileName}:${first.error.line}: ${first.error.message}`);
  if (documents.length > 1) {
    throw new ScenarioError(`${fileName}:${documents[1]!.line}: a scenario file holds one document`);
  }
  const problems = [...schemaProblems(first), ...stepProblems(first), ...kubeletProblems(first)];
  if (problems.length > 0) {
    const lines = problems.map(
      ({ path, message }) => `${fileName}:${first.lineOf(path)}: ${formatPath(path)}: ${message}`,
    );
    throw new ScenarioError([...new Set(lines)].join('\n'));
  }
  return toScenario(first.value as RawFile);
}

type Path = (string | number)[];
interface Problem {
  readonly path: Path;
  readonly message: string;
}

/** Keywords that only say that something deeper is wrong. */
const CONTAINER_KEYWORDS = new Set(['properties', 'items', 'prefixItems', '$ref', 'additionalProperties']);

function schemaProblems(document: YamlDocument): Problem[] {
  const { errors } = new Validator(schema as Schema, '2020-12', false).validate(document.value);
  const leaves = errors.filter((error) => !CONTAINER_KEYWORDS.has(error.keyword));
  const real = leaves.filter((error) => error.keyword !== 'false');
  // The validator also calls a known property with a wrong value "additional": that is noise beside the real error.
  const unknown = leaves.filter(
    (error) =>
      error.keyword === 'false' &&
      !real.some(
        (r) =>
          r.instanceLocation === error.instanceLocation || r.instanceLocation.startsWith(`${error.instanceLocation}/`),
      ) &&
      !leaves.some((l) => l.instanceLocation.startsWith(`${error.instanceLocation}/`)),
  );
  return [...real, ...unknown].map((error) => describe(error, document.value));
}

function describe(error: OutputUnit, root: unknown): Problem {
  const path = fromPointer(error.instanceLocation);
  if (error.keyword === 'false') {
    return { path, message: 'unknown field' };
  }
  if (error.keyword === 'required') {
    const missing = /"([^"]+)"/.exec(error.error)?.[1] ?? '';
    return { path: [...path, missing], message: 'Required value' };
  }
  const value = JSON.stringify(valueAt(root, path));
  const place = schemaAt(error.keywordLocation);
  if (place.enum)
    return {
      path,
      message: `Unsupported value: ${value}: supported values: ${place.enum.map((v) => JSON.stringify(v)).join(', ')}`,
    };
  if ('const' in place)
    return { path, message: `Unsupported value: ${value}: supported values: ${JSON.stringify(place['const'])}` };
  const expected =
    place.description ?? (error.keyword === 'type' ? `must be of type ${String(place.type)}` : error.error);
  return { path, message: `Invalid value: ${value}: ${expected}` };
}

/** The schema object that holds the keyword at a location such as `#/properties/spec/$ref/pattern`. */
function schemaAt(location: string): Schema {
  let at = schema as unknown as Record<string, unknown>;
  for (const key of location.split('/').slice(1, -1)) {
    at = at[decode(key)] as Record<string, unknown>;
    if (typeof at === 'string') at = schema.$defs[(at as string).split('/').pop() as keyof typeof schema.$defs];
  }
  return at as Schema;
}

const decode = (key: string): string => key.replace(/~1/g, '/').replace(/~0/g, '~');

function fromPointer(pointer: string): Path {
  return pointer
    .split('/')
    .slice(1)
    .map((key) => (/^\d+$/.test(key) ? Number(key) : decode(decodeURIComponent(key))));
}

function valueAt(root: unknown, path: Path): unknown {
  let at = root as Record<string | number, unknown> | undefined;
  for (const key of path) at = at?.[key] as Record<string | number, unknown> | undefined;
  return at;
}

function formatPath(path: Path): string {
  return path.map((key, i) => (typeof key === 'number' ? `[${key}]` : i === 0 ? key : `.${key}`)).join('') || '(file)';
}

const ACTIONS = ['kubectl', 'apply', 'fault', 'traffic', 'support', 'push'] as const;
const FAULT_FIELDS = ['target', 'node', 'duration', 'latency', 'jitter', 'percent'] as const;
/** What may be said of a fault beside its target and duration. */
export const FIELDS_OF_FAULT: Readonly<Record<string, readonly string[]>> = {
  'network-delay': ['latency', 'jitter'],
  'network-loss': ['percent'],
  'component-stop': ['node'],
  'component-start': ['node'],
};

/** What a schema says badly: exactly one action a step, the fields that go with it, times that do not go back. */
function stepProblems(document: YamlDocument): Problem[] {
  const steps = valueAt(document.value, ['spec', 'steps']);
  if (!Array.isArray(steps)) return [];
  const problems: Problem[] = [];
  let lastMs = 0;
  steps.forEach((step: unknown, i) => {
    if (step === null || typeof step !== 'object') return;
    const path: Path = ['spec', 'steps', i];
    const raw = step as Record<string, unknown>;
    const given = ACTIONS.filter((action) => raw[action] !== undefined);
    if (given.length !== 1) problems.push({ path, message: `must have exactly one of ${ACTIONS.join(', ')}` });
    if (typeof raw['fault'] === 'string' && raw['target'] === undefined)
      problems.push({ path: [...path, 'target'], message: 'Required value' });
    const allowed = ['target', 'duration', ...(FIELDS_OF_FAULT[String(raw['fault'])] ?? [])];
    for (const field of FAULT_FIELDS) {
      if (raw[field] === undefined || (raw['fault'] !== undefined && allowed.includes(field))) continue;
      const why =
        raw['fault'] === undefined ? 'may only be set with fault' : `may not be set with fault ${String(raw['fault'])}`;
      problems.push({ path: [...path, field], message: `Forbidden: ${why}` });
    }
    const atMs = durationOrNaN(raw['at']);
    if (atMs < lastMs)
      problems.push({
        path: [...path, 'at'],
        message: `Invalid value: ${JSON.stringify(raw['at'])}: steps must be in order of time`,
      });
    else if (!Number.isNaN(atMs)) lastMs = atMs;
  });
  return problems;
}

/** What the kubelets would not start with. */
function kubeletProblems(document: YamlDocument): Problem[] {
  const path = ['spec', 'cluster', 'kubelet'];
  const raw = valueAt(document.value, path);
  if (raw === null || typeof raw !== 'object') return [];
  const message = kubeletSettingsProblem(raw as RawKubeletSettings);
  return message === undefined ? [] : [{ path, message }];
}

function durationOrNaN(value: unknown): number {
  try {
    return duration(value as string | number);
  } catch {
    return Number.NaN;
  }
}

interface RawStep {
  readonly at: string | number;
  readonly kubectl?: string;
  readonly apply?: string;
  readonly fault?: FaultName;
  readonly target?: string;
  readonly node?: string;
  readonly duration?: string | number;
  readonly latency?: string | number;
  readonly jitter?: string | number;
  readonly percent?: number;
  readonly traffic?: RawTraffic;
  readonly support?: SupportDeed;
  readonly push?: RawImage;
}

interface RawFile {
  readonly metadata: { readonly name: string };
  readonly spec: {
    readonly title?: string;
    readonly seed?: number;
    readonly cluster?: RawCluster;
    readonly images?: RawImage[];
    readonly objects?: string;
    readonly machines?: RawMachine[];
    readonly support?: RawSupport;
    readonly steps?: RawStep[];
    readonly until?: string | number;
  };
}

function toScenario({ metadata, spec }: RawFile): Scenario {
  const steps = (spec.steps ?? []).map(toStep);
  return {
    name: metadata.name,
    title: spec.title ?? metadata.name,
    seed: spec.seed ?? 1,
    cluster: toCluster(spec.cluster ?? {}),
    images: (spec.images ?? []).map(toImage),
    objects: spec.objects ?? '',
    steps,
    ...(spec.machines ? { machines: spec.machines.map(toMachine) } : {}),
    ...(spec.support ? { support: toSupport(spec.support) } : {}),
    untilMs: spec.until === undefined ? (steps.at(-1)?.atMs ?? 0) : duration(spec.until),
  };
}

function toStep(raw: RawStep): Step {
  return { atMs: duration(raw.at), action: toAction(raw) };
}

function toAction(raw: RawStep): Action {
  if (raw.kubectl !== undefined) return { type: 'kubectl', command: raw.kubectl };
  if (raw.apply !== undefined) return { type: 'apply', yaml: raw.apply };
  if (raw.traffic !== undefined) return { type: 'traffic', ...toTraffic(raw.traffic) };
  if (raw.support !== undefined) return { type: 'support', ...raw.support };
  if (raw.push !== undefined) return { type: 'push', image: toImage(raw.push) };
  return {
    type: 'fault',
    fault: raw.fault!,
    target: raw.target!,
    ...(raw.node === undefined ? {} : { node: raw.node }),
    ...(raw.duration === undefined ? {} : { durationMs: duration(raw.duration) }),
    ...(raw.latency === undefined ? {} : { latencyMs: duration(raw.latency) }),
    ...(raw.jitter === undefined ? {} : { jitterMs: duration(raw.jitter) }),
    ...(raw.percent === undefined ? {} : { percent: raw.percent }),
  };
}

function duration(value: string | number): number {
  return parseDuration(String(value));
}
