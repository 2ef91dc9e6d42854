import { describe, expect, test } from 'vitest';
import { clockText, shortTime, spanText, tenthText } from './format-time.ts';

describe('times as the page writes them', () => {
  const cases: readonly (readonly [name: string, got: string, wanted: string])[] = [
    ['the clock counts hours, minutes, seconds', clockText(461_200), '00:07:41'],
    ['the clock goes beyond a day', clockText(100 * 3_600_000), '100:00:00'],
    ['the clock is negative while the cluster boots', clockText(-4500), '-00:00:04'],
    ['the tenth is cut, not rounded', tenthText(461_299), '2'],
    ['a short time leaves out hours that are not there', shortTime(65_000), '1:05'],
    ['a short time shows hours from the first on', shortTime(3_725_000), '1:02:05'],
    ['a span below two minutes is in seconds', spanText(119_000), '119s'],
    ['a longer span has minutes', spanText(341_000), '5m 41s'],
    ['a span of hours leaves out the seconds', spanText(7_500_000), '2h 5m'],
    ['a span is never negative', spanText(-1), '0s'],
  ];
  for (const [name, got, wanted] of cases) test(name, () => expect(got).toBe(wanted));
});
