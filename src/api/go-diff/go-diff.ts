import { deepEqual } from '../../base/equal.ts';
import { parseQuantity } from '../../base/quantity.ts';
import { type Item, type Node, type Side, textOf } from './text.ts';
import { fieldsOf, internalValue, shownType } from './types.ts';

type Struct = Readonly<Record<string, unknown>>;

/** How many equal neighbours of a difference are shown. */
const CONTEXT = 2;

const NAMES = { struct: ['field', 'fields'], slice: ['element', 'elements'], map: ['entry', 'entries'] } as const;

/**
 * The difference of two values of one of upstream's Go types, such as `core.PodSpec`, as its library prints it. Models
 * cmp.Diff of go-cmp; long texts that differ are shown whole.
 */
export function goDiff(type: string, before: object, after: object): string {
  const [x, y] = [internalValue(type, before as Struct), internalValue(type, after as Struct)];
  return textOf(differing(type, x, y, true));
}

interface Part {
  readonly key: string;
  readonly type: string;
  readonly before: unknown;
  readonly after: unknown;
  /** A part of a struct is there on both sides; an element or entry may be on one only. */
  readonly sides: 'both' | 'before' | 'after';
}

const isQuantity = (type: string): boolean => type === 'resource.Quantity';

function kindOf(type: string): 'pointer' | 'slice' | 'map' | 'struct' | 'scalar' {
  if (type.startsWith('*')) return 'pointer';
  if (type.startsWith('[]')) return 'slice';
  if (type.startsWith('map[') || type === 'v1.ResourceList') return 'map';
  return fieldsOf(type) && !isQuantity(type) ? 'struct' : 'scalar';
}

const elementType = (type: string): string =>
  type === 'v1.ResourceList' ? 'resource.Quantity' : type.replace(/^(?:\*|\[\]|map\[string\])/, '');

const keyOf = (type: string, key: string): string => `${type === 'v1.ResourceList' ? 's' : ''}${JSON.stringify(key)}`;

function partsOf(type: string, before: unknown, after: unknown): readonly Part[] {
  const [x, y] = [(before ?? {}) as Struct, (after ?? {}) as Struct];
  const fields = fieldsOf(type);
  if (fields) {
    return fields.map(({ name, json, type: own }) => {
      // What is embedded lies beside the other fields.
      const value = (side: Struct): unknown => (json === '' ? side : side[json]);
      return { key: name, type: own, before: value(x), after: value(y), sides: 'both' };
    });
  }
  const own = elementType(type);
  const keys = [...new Set([...Object.keys(x), ...Object.keys(y)])];
  if (!Array.isArray(before) && !Array.isArray(after)) keys.sort();
  return keys.map((key) => {
    const sides = key in x ? (key in y ? 'both' : 'before') : 'after';
    return { key: type.startsWith('[]') ? '' : keyOf(type, key), type: own, before: x[key], after: y[key], sides };
  });
}

const isEmpty = (value: unknown): boolean =>
  value === undefined || value === null || value === '' || value === 0 || value === false;

/** Whether a field has its zero value, which Go leaves out of what it prints whole. */
function isZero(type: string, value: unknown): boolean {
  if (kindOf(type) === 'struct') return partsOf(type, value, value).every((part) => isZero(part.type, part.before));
  if (kindOf(type) === 'scalar' && !isQuantity(type)) return isEmpty(value);
  return value === undefined || value === null;
}

/** A value printed whole; `typed` puts the name of its type before it. */
function whole(type: string, value: unknown, typed: boolean, identical: boolean): Node {
  const kind = kindOf(type);
  if (kind === 'pointer')
    return value === undefined ? 'nil' : prefixed('&', whole(elementType(type), value, typed, identical));
  if (isQuantity(type)) return quantity(String(value), typed, identical);
  if (kind === 'scalar') return scalar(type, value);
  if (kind !== 'struct' && (value === undefined || value === null)) return 'nil';
  const list = partsOf(type, value, value)
    .filter((part) => kind !== 'struct' || !isZero(part.type, part.before))
    .map((part): Item => {
      const own = whole(part.type, part.before, kind === 'struct' && !identical, identical);
      return { side: '', key: part.key, value: own };
    });
  return { prefix: typed ? shownType(type) : '', list };
}

const prefixed = (prefix: string, node: Node): Node =>
  typeof node === 'string' ? prefix + node : { ...node, prefix: prefix + node.prefix };

function scalar(type: string, value: unknown): string {
  if (type === 'bool') return String(value ?? false);
  if (/^int\d*$/.test(type)) return String(value ?? 0);
  if (type === 'intstr.IntOrString') {
    return typeof value === 'string' ? `{Type: 1, StrVal: ${JSON.stringify(value)}}` : `{IntVal: ${value ?? 0}}`;
  }
  return type === 'v1.ResourceName' ? `s${JSON.stringify(value ?? '')}` : JSON.stringify(value ?? '');
}

function quantity(text: string, typed: boolean, identical: boolean): Node {
  const { unscaled, scale, text: kept, format } = parseQuantity(text);
  const parts = [...(unscaled === 0n ? [] : [`value: ${unscaled}`]), ...(scale === 0 ? [] : [`scale: ${scale}`])];
  const amount = `${identical ? '' : 'resource.int64Amount'}{${parts.join(', ')}}`;
  const list = [
    ...(parts.length > 0 ? [{ side: '', key: 'i', value: amount } as const] : []),
    ...(kept ? [{ side: '', key: 's', value: JSON.stringify(kept) } as const] : []),
    { side: '', key: 'Format', value: JSON.stringify(format) } as const,
  ];
  return { prefix: typed ? 'resource.Quantity' : '', list };
}

/** Whether the way to what differs has no forks: then both sides are shown whole. */
function isChain(type: string, before: unknown, after: unknown): boolean {
  if (before === undefined || after === undefined || kindOf(type) === 'scalar') return true;
  if (kindOf(type) === 'pointer') return isChain(elementType(type), before, after);
  const parts = partsOf(type, before, after);
  return parts.length === 1 && isChain(parts[0]!.type, parts[0]!.before, parts[0]!.after);
}

const isSame = ({ before, after, type, sides }: Part): boolean =>
  sides === 'both' && (deepEqual(before, after) || (isZero(type, before) && isZero(type, after)));

function differing(type: string, before: unknown, after: unknown, typed: boolean): Node {
  if (kindOf(type) === 'pointer') return prefixed('&', differing(elementType(type), before, after, typed));
  const parts = partsOf(type, before, after);
  const names = NAMES[kindOf(type) as keyof typeof NAMES];
  const inStruct = kindOf(type) === 'struct';
  const list: Item[] = [];
  for (let start = 0; start < parts.length; ) {
    let end = start;
    const same = isSame(parts[start]!);
    while (end < parts.length && isSame(parts[end]!) === same) end++;
    const group = parts.slice(start, end);
    if (same) list.push(...equalItems(group, start > 0, end < parts.length, names));
    else for (const part of group) list.push(...differentItems(part, inStruct));
    start = end;
  }
  return { prefix: typed ? shownType(type) : '', list };
}

function equalItems(
  group: readonly Part[],
  follows: boolean,
  precedes: boolean,
  names: readonly [string, string],
): Item[] {
  const shown = ({ key, type, before }: Part): Item => ({ side: '', key, value: whole(type, before, false, true) });
  const low = follows ? Math.min(CONTEXT, group.length) : 0;
  let high = precedes ? Math.min(CONTEXT, group.length - low) : 0;
  if (group.length - low - high === 1) high++;
  const hidden = group.length - low - high;
  const comment = `${hidden} identical ${names[hidden === 1 ? 0 : 1]}`;
  return [
    ...group.slice(0, low).map(shown),
    ...(hidden > 0 ? [{ side: '', key: '', value: '...', comment } as const] : []),
    ...group.slice(group.length - high).map(shown),
  ];
}

function differentItems({ key, type, before, after, sides }: Part, typed: boolean): Item[] {
  const side = (sign: Side, value: unknown): Item => ({ side: sign, key, value: whole(type, value, typed, false) });
  if (sides === 'both' && !isChain(type, before, after)) {
    return [{ side: '', key, value: differing(type, before, after, typed) }];
  }
  return [...(sides === 'after' ? [] : [side('-', before)]), ...(sides === 'before' ? [] : [side('+', after)])];
}
