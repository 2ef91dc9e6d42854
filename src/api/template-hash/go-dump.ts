import { parseQuantity, type Quantity } from '../../base/quantity.ts';
import { GO_STRUCTS } from './go-types.ts';

/**
 * Writes a value of the API as Go's spew library dumps the struct that it stands for (`%#v` without methods and
 * addresses), which is what upstream hashes. Models apimachinery/pkg/util/dump.ForHash.
 */
export function goDump(type: string, value: unknown): string {
  return dumperOf(type).typed(value);
}

interface Dumper {
  /** With the type in parentheses before it. */
  typed(value: unknown): string;
  /** Without: as an item of a list or a value of a map. */
  plain(value: unknown): string;
}

/** Compiled from the immutable type table. */
const dumpers = new Map<string, Dumper>();

function dumperOf(type: string): Dumper {
  let dumper = dumpers.get(type);
  if (!dumper) {
    dumper = compile(type);
    dumpers.set(type, dumper);
  }
  return dumper;
}

function compile(type: string): Dumper {
  if (type.startsWith('*')) return pointer(type);
  const plain = compilePlain(type);
  return { plain, typed: (value) => `(${type})${plain(value)}` };
}

function compilePlain(type: string): (value: unknown) => string {
  if (type === 'v1.ResourceList') return map(() => 'resource.Quantity');
  if (type.startsWith('map[string]')) return map(() => type.slice('map[string]'.length));
  if (type.startsWith('[]')) return list(type.slice(2));
  if (type === 'resource.Quantity') return (value) => quantity(parseQuantity((value as string | undefined) ?? '0'));
  if (type === 'intstr.IntOrString') return intOrString;
  if (type === 'v1.Time') return () => '{Time:(time.Time){wall:(uint64)0 ext:(int64)0 loc:(*time.Location)<nil>}}';
  if (GO_STRUCTS.has(type.slice('v1.'.length))) return struct(type.slice('v1.'.length));
  if (type === 'bool') return (value) => String(value ?? false);
  if (/^int(32|64)$/.test(type)) return (value) => String(value ?? 0);
  return (value) => (value as string | undefined) ?? '';
}

function pointer(type: string): Dumper {
  const target = dumperOf(type.slice(1));
  return {
    typed: (value) => (value === undefined || value === null ? `(${type})<nil>` : `(${type})${target.plain(value)}`),
    plain: (value) => (value === undefined || value === null ? '<nil>' : `<*>${target.plain(value)}`),
  };
}

function struct(name: string): (value: unknown) => string {
  // Looked up when first used: types may refer to each other in circles.
  const fields = GO_STRUCTS.get(name)!;
  return (value) => {
    const object = (value ?? {}) as Readonly<Record<string, unknown>>;
    const parts = fields.map(
      ({ name, json, type }) => `${name}:${dumperOf(type).typed(json === '' ? object : object[json])}`,
    );
    return `{${parts.join(' ')}}`;
  };
}

/** Lists and maps that are empty are nil: the wire format knows no difference. */
function list(itemType: string): (value: unknown) => string {
  return (value) => {
    const items = (value ?? []) as readonly unknown[];
    return items.length === 0 ? '<nil>' : `[${items.map(dumperOf(itemType).plain).join(' ')}]`;
  };
}

function map(valueType: () => string): (value: unknown) => string {
  return (value) => {
    const entries = (value ?? {}) as Readonly<Record<string, unknown>>;
    const keys = Object.keys(entries).sort();
    const { plain } = dumperOf(valueType());
    return keys.length === 0 ? '<nil>' : `map[${keys.map((key) => `${key}:${plain(entries[key])}`).join(' ')}]`;
  };
}

function intOrString(value: unknown): string {
  const isText = typeof value === 'string';
  const number = typeof value === 'number' ? value : 0;
  return `{Type:(intstr.Type)${isText ? 1 : 0} IntVal:(int32)${number} StrVal:(string)${isText ? value : ''}}`;
}

/** Upstream's parts of a quantity; a plain `0` has no format in v1.32. */
function quantity({ unscaled, scale, format, text, decimal }: Quantity): string {
  const amount = decimal
    ? '{value:(int64)0 scale:(resource.Scale)0}'
    : `{value:(int64)${unscaled} scale:(resource.Scale)${scale}}`;
  const dec = decimal ? `(*inf.Dec)${infDec(unscaled, scale)}` : '(*inf.Dec)<nil>';
  const kind = text === '0' ? '' : format;
  return `{i:(resource.int64Amount)${amount} d:(resource.infDecAmount){Dec:${dec}} s:(string)${text} Format:(resource.Format)${kind}}`;
}

/** A decimal of any size: always held in units of 10^-9, its digits as words of 64 bits. */
function infDec(unscaled: bigint, scale: number): string {
  const nanos = unscaled * 10n ** BigInt(scale + 9);
  const words: string[] = [];
  for (let rest = nanos < 0n ? -nanos : nanos; rest > 0n; rest >>= 64n) words.push(String(BigInt.asUintN(64, rest)));
  const digits = words.length === 0 ? '<nil>' : `[${words.join(' ')}]`;
  return `{unscaled:(big.Int){neg:(bool)${nanos < 0n} abs:(big.nat)${digits}} scale:(inf.Scale)9}`;
}
