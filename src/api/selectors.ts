import { goQuote } from '../base/go-quote.ts';
import type { LabelSelector } from './k8s/meta-v1.gen.ts';
import { meets, newRequirement, type Requirement, requirementText, type SelectionOperator } from './requirement.ts';
import { parseRequirements } from './selector-parser.ts';

export { type FieldTerm, parseFieldSelector } from './field-selector.ts';
export type { Requirement } from './requirement.ts';

/** A label selector that is ready to use. Models labels.Selector. */
export interface LabelMatcher {
  matches(labels: Readonly<Record<string, string>> | undefined): boolean;
  /** The selector in its language, requirements in the order of their keys: `a=b,c in (d,e)`. */
  toString(): string;
  readonly requirements: readonly Requirement[];
  /** Whether it matches everything. */
  readonly empty: boolean;
}

type Labels = Readonly<Record<string, string>>;

const everything: LabelMatcher = { matches: () => true, toString: () => '', requirements: [], empty: true };
const nothing: LabelMatcher = { matches: () => false, toString: () => '', requirements: [], empty: false };

/** The matcher of a selector in its language, as `-l` and `labelSelector=` take it. Throws an Error with upstream's text. */
export function parseLabelSelector(text: string): LabelMatcher {
  return matcherOf(parseRequirements(text));
}

const selectorMatchers = new WeakMap<LabelSelector, LabelMatcher>();
const mapMatchers = new WeakMap<Labels, LabelMatcher>();

/**
 * The matcher of a selector object; undefined matches nothing, an empty one everything. Throws an Error with
 * upstream's text. Models metav1.LabelSelectorAsSelector.
 */
export function labelMatcher(selector: LabelSelector | undefined): LabelMatcher {
  if (selector === undefined) return nothing;
  let matcher = selectorMatchers.get(selector);
  if (!matcher) {
    matcher = matcherOf(requirementsOf(selector));
    selectorMatchers.set(selector, matcher);
  }
  return matcher;
}

/** The matcher of a plain map, as a Service's selector; an empty one or none matches everything. */
export function mapMatcher(map: Labels | undefined): LabelMatcher {
  if (map === undefined) return everything;
  let matcher = mapMatchers.get(map);
  if (!matcher) {
    matcher = matcherOf(Object.keys(map).map((key) => ({ key, operator: '=', values: [map[key]!] })));
    mapMatchers.set(map, matcher);
  }
  return matcher;
}

/** The text of a selector object as kubectl and columns show it. Models metav1.FormatLabelSelector. */
export function formatLabelSelector(selector: LabelSelector | undefined): string {
  try {
    return labelMatcher(selector).toString() || '<none>';
  } catch {
    return '<error>';
  }
}

const EXPRESSION_OPERATORS: Readonly<Record<string, SelectionOperator>> = {
  In: 'in',
  NotIn: 'notin',
  Exists: 'exists',
  DoesNotExist: '!',
};

function requirementsOf(selector: LabelSelector): Requirement[] {
  const requirements: Requirement[] = [];
  const labels = selector.matchLabels ?? {};
  for (const key of Object.keys(labels)) requirements.push(newRequirement(key, '=', [labels[key]!]));
  for (const expression of selector.matchExpressions ?? []) {
    const operator = EXPRESSION_OPERATORS[expression.operator];
    if (!operator) throw new Error(`${goQuote(expression.operator)} is not a valid label selector operator`);
    requirements.push(newRequirement(expression.key, operator, expression.values));
  }
  return requirements;
}

function matcherOf(unsorted: readonly Requirement[]): LabelMatcher {
  if (unsorted.length === 0) return everything;
  const requirements = [...unsorted].sort((a, b) => (a.key < b.key ? -1 : a.key > b.key ? 1 : 0));
  let text: string | undefined;
  return {
    matches(labels) {
      for (const requirement of requirements) if (!meets(requirement, labels)) return false;
      return true;
    },
    toString() {
      text ??= requirements.map(requirementText).join(',');
      return text;
    },
    requirements,
    empty: false,
  };
}
