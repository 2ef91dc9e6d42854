import { describe, expect, test } from 'vitest';
import { formatDuration, parseDuration } from './duration.ts';
import { deepEqual } from './equal.ts';
import { fnv32a } from './fnv.ts';
import { goQuote } from './go-quote.ts';
import { createRandom } from './random.ts';
import { mapShared, replace, withDefaults, without } from './shared.ts';
import { randomSuffix, safeEncode } from './suffix.ts';
import { parseTime, rfc3339, rfc3339Micro } from './time.ts';
import { utf8Bytes, utf8Length } from './utf8.ts';

test.each([
  ['300ms', 300, '300ms'],
  ['-1.5h', -5_400_000, '-1h30m0s'],
  ['2h45m', 9_900_000, '2h45m0s'],
  ['90s', 90_000, '1m30s'],
  ['0', 0, '0s'],
  ['1.5s', 1500, '1.5s'],
  ['10us', 0.01, '10µs'],
])('the duration %s is %d ms, which Go prints as %s', (text, ms, printed) => {
  expect(parseDuration(text)).toBe(ms);
  expect(formatDuration(ms)).toBe(printed);
});

test.each([
  ['', 'time: invalid duration ""'],
  ['abc', 'time: invalid duration "abc"'],
  ['5', 'time: missing unit in duration "5"'],
  ['5x', 'time: unknown unit "x" in duration "5x"'],
])('the duration %j is refused', (text, message) => {
  expect(() => parseDuration(text)).toThrow(message);
});

test.each([
  ['2025-01-01T00:00:00Z', 1_735_689_600_000],
  ['2025-01-01T01:00:00.25+01:00', 1_735_689_600_250],
  ['2024-12-31T23:30:00-00:30', 1_735_689_600_000],
])('the time %s is %d', (text, unixMs) => {
  expect(parseTime(text)).toBe(unixMs);
});

test.each([
  ['x', 'parsing time "x" as "2006-01-02T15:04:05Z07:00": cannot parse "x" as "2006"'],
  ['2025-01-01', 'parsing time "2025-01-01" as "2006-01-02T15:04:05Z07:00": cannot parse "" as "T"'],
  ['2025-13-01T00:00:00Z', 'parsing time "2025-13-01T00:00:00Z": month out of range'],
  ['2025-02-30T00:00:00Z', 'parsing time "2025-02-30T00:00:00Z": day out of range'],
])('the time %s is refused', (text, message) => {
  expect(() => parseTime(text)).toThrow(message);
});

test('times are written in whole seconds, or in microseconds', () => {
  expect(rfc3339(1_735_689_600_999.9)).toBe('2025-01-01T00:00:00Z');
  expect(rfc3339Micro(1_735_689_600_000.123)).toBe('2025-01-01T00:00:00.000123Z');
  expect(rfc3339Micro(parseTime('2026-11-21T04:49:14.136804Z'))).toBe('2026-11-21T04:49:14.136804Z');
});

describe('shared structure', () => {
  const object = { a: 1, b: { c: 2 } } as { a: number; b: { c: number }; d?: number };

  test('objects to which nothing changes stay the same', () => {
    expect(withDefaults(object, { a: 5 })).toBe(object);
    expect(replace(object, { a: 1 })).toBe(object);
    expect(without(object, 'd')).toBe(object);
    const list = [1, 2];
    expect(mapShared(list, (item) => item)).toBe(list);
  });

  test('others are copied on one level', () => {
    expect(withDefaults(object, { d: 5 })).toEqual({ a: 1, b: { c: 2 }, d: 5 });
    expect(replace(object, { a: 2 })).toEqual({ a: 2, b: { c: 2 } });
    expect(replace(object, { a: 2 }).b).toBe(object.b);
    expect(replace({ ...object, d: 1 }, { d: undefined })).toEqual(object);
    expect(without({ ...object, d: 1 }, 'd')).toEqual(object);
    expect(mapShared([1, 2, 3], (item) => (item === 2 ? 5 : item))).toEqual([1, 5, 3]);
  });
});

test.each<[unknown, unknown, boolean]>([
  [{ a: [1, { b: null }] }, { a: [1, { b: null }] }, true],
  [{ a: 1 }, { a: 1, b: undefined }, true],
  [{ a: undefined }, {}, true],
  [{ a: 1 }, { b: 1 }, false],
  [[1], { 0: 1 }, false],
  [null, {}, false],
  ['1', 1, false],
])('%j equals %j: %s', (a, b, equal) => {
  expect(deepEqual(a, b)).toBe(equal);
});

test.each([
  ['', 2166136261],
  ['a', 3826002220],
  ['foobar', 3214735720],
])('FNV-1a of %j is %d', (text, hash) => {
  expect(fnv32a(text)).toBe(hash);
});

test('a hash may go on where another ended, beyond ASCII too', () => {
  expect(fnv32a('né', fnv32a('u'))).toBe(fnv32a('uné'));
});

test('random suffixes are of the safe letters, and encode keeps to them', () => {
  expect(randomSuffix(createRandom(1), 200)).toMatch(/^[bcdfghjklmnpqrstvwxz2456789]{200}$/);
  expect(safeEncode('0')).toBe('4');
});

test.each([
  ['a"b\\', '"a\\"b\\\\"'],
  ['\n\t\x01', '"\\n\\t\\x01"'],
  ['é 世界', '"é 世界"'],
  ['\u00a0\u200b', '"\\u00a0\\u200b"'],
])('Go quotes %j as %s', (text, quoted) => {
  expect(goQuote(text)).toBe(quoted);
});

test.each(['', 'abc', 'é', '世', '\u{1f600}'])('the length of %j in bytes is that of its bytes', (text) => {
  expect(utf8Length(text)).toBe(utf8Bytes(text).length);
});
