import { isMap } from '../../../api/patch/json.ts';
import type { Random } from '../../../base/random.ts';

/** Values that decoders and validations have to cope with. */
const ODD: readonly unknown[] = [
  ...[
    null,
    '',
    ' ',
    'x',
    'A_b',
    '-1',
    '0',
    '1Gi',
    '1e99',
    '100m',
    '%%',
    '../..',
    'a'.repeat(300),
    '\u0000',
    'é✓',
    '{}',
  ],
  ...[0, -1, 1, 0.5, 65_536, 2_147_483_648, 1e21, true, false, {}, [], [null], [[]], { a: null }, { name: 'x' }],
  ...['2026-01-01T00:00:00Z', 'not a time', 'kubernetes.io/x', '*/5 * * * *', '10.96.0.1', '::1', 'Always', 'TCP'],
];

/** A place in a document: the map or list that holds a value, and its key. */
interface Place {
  readonly holder: Record<string, unknown> | unknown[];
  readonly key: string | number;
}

/** Changes a document in a few places: other values, keys that go, come, or change their name, lists that grow. */
export function mutate(random: Random, document: unknown): unknown {
  const root = { document: copy(document) };
  for (let left = 1 + random.int(3); left > 0 && 'document' in root; left--)
    change(random, random.pick(placesOf(root)));
  return root.document ?? null;
}

/** A value of its own: documents must not share parts, or a later change would change both. */
function copy<T>(value: T): T {
  return JSON.parse(JSON.stringify(value)) as T;
}

function odd(random: Random): unknown {
  return copy(random.pick(ODD));
}

function placesOf(value: unknown): Place[] {
  if (Array.isArray(value)) {
    const list = value as unknown[];
    return list.flatMap((item, key) => [{ holder: list, key }, ...placesOf(item)]);
  }
  if (!isMap(value)) return [];
  const holder = value as Record<string, unknown>;
  return Object.keys(holder).flatMap((key) => [{ holder, key }, ...placesOf(holder[key])]);
}

function change(random: Random, { holder, key }: Place): void {
  const map = holder as Record<string | number, unknown>;
  const value = map[key];
  switch (random.int(8)) {
    case 0:
      if (Array.isArray(holder)) holder.splice(Number(key), 1);
      else delete map[key];
      break;
    case 1:
      if (Array.isArray(holder)) holder.push(copy(value));
      else map[`${key}X`] = copy(value);
      break;
    case 2:
      map[key] = [value];
      break;
    case 3:
      map[key] = { value };
      break;
    case 4:
      map[key] = typeof value === 'string' ? edited(random, value) : typeof value === 'number' ? -value : odd(random);
      break;
    default:
      map[key] = odd(random);
  }
}

/** A text with one character more, less, or another. */
export function edited(random: Random, text: string): string {
  const at = random.int(text.length + 1);
  const character = random.pick(['', '-', '.', '/', 'A', '0', ' ', '"', '{', '\n', '%', ',', '=', '!']);
  return text.slice(0, at) + character + text.slice(at + random.int(2));
}
