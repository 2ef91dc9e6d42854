import { describe, expect, test } from 'vitest';
import queueCases from '../testing/testdata/cases/scheduler-queue.json' with { type: 'json' };
import { backoffMs } from './queue.ts';

describe('back-off', () => {
  for (const { title, given, then } of queueCases) {
    if (then.seconds === undefined) continue;
    const { attempts, podInitialBackoffSeconds, podMaxBackoffSeconds } = given;
    test(title, () => {
      const waitMs = backoffMs(attempts!, podInitialBackoffSeconds! * 1_000, podMaxBackoffSeconds! * 1_000);
      expect(waitMs / 1_000).toBe(then.seconds);
    });
  }
});
