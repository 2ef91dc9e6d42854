import { afterEach, expect } from 'vitest';
import { brokenInvariants } from './watched-clusters.ts';

// Apart from the clusters, which `npm run fuzz` boots too, without Vitest.
afterEach(() => {
  expect(brokenInvariants()).toEqual([]);
});
