import { describe, expect, test } from 'vitest';
import { shareCpu } from './share-cpu.ts';

describe('processor time is shared', () => {
  const cases: readonly [string, number, readonly [number, number][], readonly number[]][] = [
    [
      'as wanted where there is enough',
      1000,
      [
        [300, 2],
        [700, 1024],
      ],
      [300, 700],
    ],
    [
      'in proportion to the shares where there is not',
      900,
      [
        [1000, 1024],
        [1000, 2048],
      ],
      [300, 600],
    ],
    [
      'what one does not need goes to the others',
      1000,
      [
        [100, 1024],
        [2000, 1024],
        [2000, 1024],
      ],
      [100, 450, 450],
    ],
    [
      'who requests nothing gets next to nothing beside one who does',
      1026,
      [
        [2000, 2],
        [2000, 1024],
      ],
      [2, 1024],
    ],
  ];
  for (const [title, capacity, demands, expected] of cases) {
    test(title, () =>
      expect(
        shareCpu(
          capacity,
          demands.map(([wantsMilli, shares]) => ({ wantsMilli, shares })),
        ),
      ).toEqual(expected),
    );
  }
});
