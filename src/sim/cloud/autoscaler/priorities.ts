import type { ConfigMap } from '../../../api/k8s/core-v1.gen.ts';
import { parseDocuments } from '../../../api/yaml/parse-documents.ts';
import type { Option } from './expander.ts';

/** Where people say which groups they prefer. */
export const PRIORITY_MAP = 'cluster-autoscaler-priority-expander';
const KEY = 'priorities';

/** What to tell of the ConfigMap. */
export interface PriorityWarning {
  readonly reason: 'PriorityConfigMapInvalid' | 'PriorityConfigMapNotMatchedGroup' | 'PriorityConfigMapNoGroupMatched';
  readonly message: string;
}

interface Priority {
  readonly value: number;
  readonly patterns: readonly RegExp[];
}

/**
 * Keeps the options whose groups have the highest priority; none without a usable ConfigMap. Models expander/priority.
 * @param warn is called with what is wrong with the ConfigMap
 */
export function preferred(
  options: readonly Option[],
  map: ConfigMap | undefined,
  warn: (warning: PriorityWarning) => void,
): readonly Option[] {
  if (!map) return [];
  const priorities = read(map);
  if (typeof priorities === 'string') {
    warn({ reason: 'PriorityConfigMapInvalid', message: priorities });
    return [];
  }
  let highest = -1;
  let best: Option[] = [];
  for (const option of options) {
    const { name } = option.template.group;
    let isFound = false;
    let isSkipped = false;
    for (const { value, patterns } of priorities) {
      if (value < highest) {
        isSkipped = true;
        continue;
      }
      if (!patterns.some((pattern) => pattern.test(name))) continue;
      if (value > highest) best = [];
      highest = value;
      best.push(option);
      isFound = true;
    }
    if (!isSkipped && !isFound) {
      const message = `Priority expander: node group ${name} not found in priority expander configuration. The group won't be used.`;
      warn({ reason: 'PriorityConfigMapNotMatchedGroup', message });
    }
  }
  if (best.length > 0) return best;
  const message = 'Priority expander: no priorities info found for any of the expansion options. No options filtered.';
  warn({ reason: 'PriorityConfigMapNoGroupMatched', message });
  return options;
}

/** The priorities from the lowest, or what is wrong with them. */
function read({ data }: ConfigMap): readonly Priority[] | string {
  const text = data?.[KEY];
  if (text === undefined) {
    return `Wrong configmap for priority expander, doesn't contain ${KEY} key. Ignoring update.`;
  }
  const wrong = (why: string): string => `Wrong configuration for priority expander: ${why}. Ignoring update.`;
  if (text === '') {
    return wrong(`priority configuration in ${PRIORITY_MAP} configmap is empty; please provide valid configuration`);
  }
  const found = parsed(text);
  if (typeof found === 'string') return wrong(`Can't parse YAML with priorities in the configmap: ${found}`);
  const priorities: Priority[] = [];
  for (const [value, rules] of found) {
    const patterns: RegExp[] = [];
    for (const rule of rules) {
      const pattern = compiled(rule);
      if (!pattern) {
        return wrong(
          `Can't compile regexp rule for priority ${value} and rule ${rule}: error parsing regexp: \`${rule}\``,
        );
      }
      patterns.push(pattern);
    }
    priorities.push({ value, patterns });
  }
  return priorities.sort((a, b) => a.value - b.value);
}

/** The mapping of numbers to lists of patterns, or what is wrong with it. */
function parsed(text: string): readonly (readonly [number, readonly string[]])[] | string {
  const [document] = parseDocuments(text);
  if (document?.error) return document.error.message;
  const value = document?.value;
  if (typeof value !== 'object' || value === null || Array.isArray(value)) {
    return 'yaml: unmarshal errors:\n  line 1: cannot unmarshal into map[int][]string';
  }
  const entries: [number, string[]][] = [];
  for (const [key, rules] of Object.entries(value)) {
    if (!/^-?\d+$/.test(key)) {
      return `yaml: unmarshal errors:\n  line 1: cannot unmarshal !!str \`${key}\` into int`;
    }
    entries.push([Number(key), Array.isArray(rules) ? rules.map(String) : rules === null ? [] : [String(rules)]]);
  }
  return entries;
}

function compiled(rule: string): RegExp | undefined {
  try {
    return new RegExp(rule);
  } catch {
    return undefined;
  }
}
