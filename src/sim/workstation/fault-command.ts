import type { FaultName } from '../../api/scenario.ts';
import { FIELDS_OF_FAULT } from '../../api/scenario-step.ts';
import { parseDuration } from '../../base/duration.ts';
import type { FaultAction } from '../faults/fault.ts';

/** Breaks something, or mends it. */
export interface FaultPort {
  readonly names: readonly string[];
  /** Throws an Error with a text for the user when that cannot be done. */
  inject(action: FaultAction): void;
}

export const FAULT_USAGE =
  'orrery fault NAME TARGET [--duration 30s] [--node NODE] [--latency 100ms] [--jitter 20ms] [--percent 5]';

/**
 * Carries out `orrery fault …` with the words and fields that a scenario's step has. Returns what to print: the faults there are
 * when none is named. Throws an Error with a text for the user.
 */
export function runFault(args: readonly string[], { names, inject }: FaultPort): string {
  const { words, flags } = split(args);
  const [name, target] = words;
  if (name === undefined) return `usage: ${FAULT_USAGE}\nThere are: ${names.join(', ')}.\n`;
  if (!names.includes(name)) throw new Error(`there is no fault ${name}; there are: ${names.join(', ')}`);
  if (target === undefined || words.length > 2) throw new Error(`a fault has one target: ${FAULT_USAGE}`);
  const allowed = ['duration', ...(FIELDS_OF_FAULT[name] ?? [])];
  const wrong = [...flags.keys()].find((flag) => !allowed.includes(flag));
  if (wrong !== undefined) throw new Error(`${name} knows no --${wrong}; it knows: --${allowed.join(', --')}`);
  inject({
    type: 'fault',
    fault: name as FaultName,
    target,
    ...field(flags, 'node', 'node', String),
    ...field(flags, 'duration', 'durationMs', parseDuration),
    ...field(flags, 'latency', 'latencyMs', parseDuration),
    ...field(flags, 'jitter', 'jitterMs', parseDuration),
    ...field(flags, 'percent', 'percent', percentage),
  });
  const length = flags.get('duration');
  return `${name} ${target}${length === undefined ? '' : `, for ${length}`}\n`;
}

function split(args: readonly string[]): { words: readonly string[]; flags: ReadonlyMap<string, string> } {
  const words: string[] = [];
  const flags = new Map<string, string>();
  for (let i = 0; i < args.length; i++) {
    const [, name, value] = /^--([^=]+)(?:=(.*))?$/.exec(args[i]!) ?? [];
    if (name === undefined) words.push(args[i]!);
    else {
      const given = value ?? args[++i];
      if (given === undefined) throw new Error(`--${name} needs a value`);
      flags.set(name, given);
    }
  }
  return { words, flags };
}

function field<T>(flags: ReadonlyMap<string, string>, flag: string, key: string, read: (text: string) => T): object {
  const text = flags.get(flag);
  return text === undefined ? {} : { [key]: read(text) };
}

function percentage(text: string): number {
  const value = Number(text);
  if (text.trim() === '' || !(value >= 0 && value <= 100)) throw new Error(`--percent is from 0 to 100, not ${text}`);
  return value;
}
