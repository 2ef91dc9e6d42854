import { parseDuration } from '../base/duration.ts';
import type { Action, FaultName, SupportDeed } from './scenario.ts';
import { type RawImage, toImage } from './scenario-image.ts';
import { type RawTraffic, toTraffic } from './scenario-traffic.ts';
import type { Path, Problem } from './schema-problems.ts';

/** A step as a file has it. */
export interface RawStep {
  readonly at: string | number;
  readonly kubectl?: string;
  readonly apply?: string;
  readonly shell?: string;
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

const ACTIONS = ['kubectl', 'apply', 'shell', 'fault', 'traffic', 'support', 'push'] as const;
/** The terminal of lines that nobody types. */
const SCREEN = { columns: 120, rows: 40 };
const FAULT_FIELDS = ['target', 'node', 'duration', 'latency', 'jitter', 'percent'] as const;
/** What may be said of a fault beside its target and duration. */
export const FIELDS_OF_FAULT: Readonly<Record<string, readonly string[]>> = {
  'network-delay': ['latency', 'jitter'],
  'network-loss': ['percent'],
  'component-stop': ['node'],
  'component-start': ['node'],
};

/** What a schema says badly of scripted steps: exactly one action each, the fields that go with it, times that do not go back. */
export function stepProblems(steps: unknown, at: Path): Problem[] {
  if (!Array.isArray(steps)) return [];
  const problems: Problem[] = [];
  let lastMs = 0;
  steps.forEach((step: unknown, i) => {
    if (step === null || typeof step !== 'object') return;
    const path: Path = [...at, i];
    const raw = step as Record<string, unknown>;
    problems.push(...actionProblems(raw, path));
    if (raw['at'] === undefined) problems.push({ path: [...path, 'at'], message: 'Required value' });
    for (const field of ['after', 'when'])
      if (raw[field] !== undefined) problems.push({ path: [...path, field], message: 'unknown field' });
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

/** What is wrong with the action of a step or deed. */
export function actionProblems(raw: Readonly<Record<string, unknown>>, path: Path): Problem[] {
  const problems: Problem[] = [];
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
  return problems;
}

/** The action of a checked step. */
export function toAction(raw: Omit<RawStep, 'at'>): Action {
  if (raw.kubectl !== undefined) return { type: 'kubectl', command: raw.kubectl };
  if (raw.apply !== undefined) return { type: 'apply', yaml: raw.apply };
  if (raw.shell !== undefined) return { type: 'shell', line: raw.shell, ...SCREEN };
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

function durationOrNaN(value: unknown): number {
  try {
    return duration(value as string | number);
  } catch {
    return Number.NaN;
  }
}
