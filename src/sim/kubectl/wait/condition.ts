import type { AnyObject } from '../client/resource.ts';
import { follow } from '../print/jsonpath/evaluate.ts';
import { parseTemplate } from '../print/jsonpath/parse.ts';

/** What `--for` asks of an object. */
export type Condition =
  | { readonly kind: 'delete' }
  | { readonly kind: 'create' }
  | { readonly kind: 'check'; readonly isMet: (object: AnyObject) => boolean };

/** Reads `--for`; throws kubectl's error. Models conditionFuncFor of kubectl/pkg/cmd/wait. */
export function parseCondition(text: string): Condition {
  const lower = text.toLowerCase();
  if (lower === 'delete' || lower === 'create') return { kind: lower };
  if (lower.startsWith('condition=')) {
    const [name = '', ...rest] = text.slice('condition='.length).split('=');
    return { kind: 'check', isMet: conditionCheck(name, rest.length > 0 ? rest.join('=') : 'true') };
  }
  if (lower.startsWith('jsonpath=')) return { kind: 'check', isMet: pathCheck(text.slice('jsonpath='.length)) };
  throw new Error(`unrecognized condition: ${JSON.stringify(text)}`);
}

interface StatusCondition {
  readonly type?: string;
  readonly status?: string;
  readonly observedGeneration?: number;
}

/** A condition counts when it is about the newest generation. */
function conditionCheck(name: string, value: string): (object: AnyObject) => boolean {
  return (object) => {
    const status = object['status'] as
      | { readonly conditions?: readonly StatusCondition[]; readonly observedGeneration?: number }
      | undefined;
    for (const condition of status?.conditions ?? []) {
      if (condition.type?.toLowerCase() !== name.toLowerCase() || condition.status === undefined) continue;
      const { generation } = object.metadata ?? {};
      const observed = condition.observedGeneration ?? status?.observedGeneration;
      if (generation !== undefined && observed !== undefined && observed < generation) return false;
      return condition.status.toLowerCase() === value.toLowerCase();
    }
    return false;
  };
}

function pathCheck(text: string): (object: AnyObject) => boolean {
  const [expression = '', value, ...more] = splitAtEquals(text);
  if (more.length > 0) {
    throw new Error(
      "jsonpath wait format must be --for=jsonpath='{.status.readyReplicas}'=3 or --for=jsonpath='{.status.readyReplicas}'",
    );
  }
  const template = relaxed(expression);
  const wanted = value?.replace(/^['"]+|['"]+$/g, '');
  if (wanted === '') {
    throw new Error(
      "jsonpath wait has to have a value after equal sign, like --for=jsonpath='{.status.readyReplicas}'=3",
    );
  }
  const paths = parseTemplate(template).flatMap((node) => (node.type === 'path' ? [node] : []));
  return (object) => {
    const lists = paths.map(({ steps }) => follow(steps, [object]));
    const [values] = lists;
    if (values === undefined || values.length === 0) return false;
    if (lists.length > 1) throw new Error('given jsonpath expression matches more than one list');
    if (values.length > 1) throw new Error('given jsonpath expression matches more than one value');
    return wanted === undefined || isEqual(values[0], wanted);
  };
}

function isEqual(value: unknown, wanted: string): boolean {
  if (typeof value === 'object' && value !== null) {
    throw new Error('jsonpath leads to a nested object or list which is not supported');
  }
  return (value === null ? '<nil>' : String(value)).trim() === wanted.trim();
}

/** Splits at `=`; `==` is an operator of the path. */
function splitAtEquals(text: string): string[] {
  const parts: string[] = [];
  let part = '';
  for (let i = 0; i < text.length; i++) {
    if (text[i] !== '=') part += text[i]!;
    else if (text[i + 1] === '=') {
      part += '==';
      i++;
    } else {
      parts.push(part);
      part = '';
    }
  }
  return [...parts, part];
}

/** A path without braces or leading dot is taken too. Models get.RelaxedJSONPathExpression. */
function relaxed(expression: string): string {
  if (expression === '') return expression;
  const match = /^\{?\.?([^{}]+)\}?$/.exec(expression);
  if (!match) {
    throw new Error(
      "unexpected path string, expected a 'name1.name2' or '.name1.name2' or '{name1.name2}' or '{.name1.name2}'",
    );
  }
  return `{.${match[1]}}`;
}
