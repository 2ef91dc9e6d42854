import { EVENT_ID, type Event, getScalarValue, SCALAR_STYLE, type ScalarEvent } from 'js-yaml';
import { goQuote } from '../../base/go-quote.ts';
import { resolveScalar, unsupportedFloat } from './scalar.ts';

/** Something that YAML allows and JSON does not; the message is kubectl's. */
export class ConversionError extends Error {}

interface Composer {
  readonly events: readonly Event[];
  readonly source: string;
  readonly anchors: Map<string, unknown>;
  /** Whether `yes`, `on` and the like are texts. */
  readonly words: boolean;
  at: number;
}

/**
 * The value of the first document of an event stream, as kubectl converts it to JSON: keys are texts and sorted,
 * anchors and merge keys are resolved, of a key that is twice the last one counts. Throws ConversionError.
 */
export function compose(events: readonly Event[], source: string, words = false): unknown {
  const composer: Composer = { events, source, anchors: new Map(), words, at: 1 };
  return events[1] === undefined || events[1].type === EVENT_ID.POP ? null : composeNode(composer);
}

function composeNode(composer: Composer): unknown {
  const event = composer.events[composer.at++]!;
  switch (event.type) {
    case EVENT_ID.SCALAR:
      return anchored(composer, event, composeScalar(composer, event));
    case EVENT_ID.SEQUENCE: {
      const items: unknown[] = [];
      anchored(composer, event, items);
      while (composer.events[composer.at]!.type !== EVENT_ID.POP) items.push(composeNode(composer));
      composer.at++;
      return items;
    }
    case EVENT_ID.MAPPING:
      return anchored(composer, event, composeMapping(composer));
    case EVENT_ID.ALIAS: {
      const name = composer.source.slice(event.anchorStart, event.anchorEnd);
      if (!composer.anchors.has(name)) throw new ConversionError(`yaml: unknown anchor '${name}' referenced`);
      return composer.anchors.get(name);
    }
    default:
      throw new ConversionError('yaml: did not find expected node content');
  }
}

function anchored<T>(composer: Composer, event: { anchorStart: number; anchorEnd: number }, value: T): T {
  if (event.anchorStart >= 0) composer.anchors.set(composer.source.slice(event.anchorStart, event.anchorEnd), value);
  return value;
}

function composeScalar({ source, words }: Composer, event: ScalarEvent): unknown {
  const text = getScalarValue(source, event);
  const tag = event.tagStart < 0 ? '' : source.slice(event.tagStart, event.tagEnd);
  if (tag === '!!binary') return binaryText(text);
  const isPlain = event.style === SCALAR_STYLE.PLAIN && tag === '';
  if (!isPlain && !/^!!(int|float|bool|null)$/.test(tag)) return text;
  const special = unsupportedFloat(text);
  if (special) throw new ConversionError(`json: unsupported value: ${special}`);
  const value = resolveScalar(text, words);
  if (tag !== '' && typeof value === 'string') {
    throw new ConversionError(`yaml: cannot decode !!str \`${text}\` as a ${tag}`);
  }
  return value;
}

function composeMapping(composer: Composer): unknown {
  const entries = new Map<string, unknown>();
  while (composer.events[composer.at]!.type !== EVENT_ID.POP) {
    const keyEvent = composer.events[composer.at]!;
    const key = composeNode(composer);
    const value = composeNode(composer);
    if (isMergeKey(composer, keyEvent)) merge(entries, value);
    else entries.set(keyText(key, value), value);
  }
  composer.at++;
  const sorted = [...entries].sort(([a], [b]) => (a < b ? -1 : 1));
  return Object.fromEntries(sorted);
}

function isMergeKey({ source }: Composer, event: Event): boolean {
  return event.type === EVENT_ID.SCALAR && event.style === SCALAR_STYLE.PLAIN && getScalarValue(source, event) === '<<';
}

/** Takes over the entries of a merged map, or of several: then the first one that has a key counts. */
function merge(entries: Map<string, unknown>, value: unknown): void {
  const maps = Array.isArray(value) ? [...value].reverse() : [value];
  for (const map of maps) {
    if (typeof map !== 'object' || map === null || Array.isArray(map)) {
      throw new ConversionError('yaml: map merge requires map or sequence of maps as the value');
    }
    for (const [key, merged] of Object.entries(map)) entries.set(key, merged);
  }
}

function keyText(key: unknown, value: unknown): string {
  if (typeof key === 'string') return key;
  if (typeof key === 'number' || typeof key === 'boolean') return String(key);
  if (key !== null) throw new ConversionError(`yaml: invalid map key: ${goInterface(key)}`);
  throw new ConversionError(
    `Unsupported map key of type: %!s(<nil>), key: <nil>, value: ${value === null ? '<nil>' : goInterface(value)}`,
  );
}

/** A value as Go's %#v writes what the YAML library made of it. */
function goInterface(value: unknown): string {
  if (value === null) return 'interface {}(nil)';
  if (typeof value === 'string') return goQuote(value);
  if (Array.isArray(value)) return `[]interface {}{${value.map(goInterface).join(', ')}}`;
  if (typeof value !== 'object') return String(value);
  const entries = Object.entries(value).map(([key, item]) => `${goQuote(key)}:${goInterface(item)}`);
  return `map[interface {}]interface {}{${entries.join(', ')}}`;
}

const BASE64 = 'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/';

/** The text that base 64 stands for, byte by byte. */
function binaryText(encoded: string): string {
  let bits = 0;
  let count = 0;
  let text = '';
  for (const character of encoded) {
    const digit = BASE64.indexOf(character);
    if (digit < 0) continue;
    bits = ((bits << 6) | digit) & 0xfff;
    count += 6;
    if (count >= 8) {
      count -= 8;
      text += String.fromCharCode((bits >> count) & 255);
    }
  }
  return text;
}
