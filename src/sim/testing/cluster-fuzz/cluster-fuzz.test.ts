import { describe, expect, test } from 'vitest';
import { runSeed } from './run-seed.ts';

// More seeds: npm run fuzz -- --seeds 200.

describe('random inputs and faults break no invariant', () => {
  test.each(Array.from({ length: 20 }, (_, i) => i + 1))('seed %i', (seed) => {
    const { inputs, problems } = runSeed(seed);
    expect(problems, inputs.join('\n')).toEqual([]);
  });
});
