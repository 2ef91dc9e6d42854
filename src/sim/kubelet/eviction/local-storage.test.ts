import { describe, expect, test } from 'vitest';
import type { PodSpec } from '../../../api/k8s/core-v1.gen.ts';
import { storageExcess } from './local-storage.ts';

const MI = 1024 ** 2;

function spec(limits: readonly (string | undefined)[], sizeLimit?: string): PodSpec {
  return {
    containers: limits.map((limit, i) => ({
      name: `c${i}`,
      ...(limit === undefined ? {} : { resources: { limits: { 'ephemeral-storage': limit } } }),
    })),
    volumes: [{ name: 'cache', emptyDir: sizeLimit === undefined ? {} : { sizeLimit } }],
  };
}

describe('a Pod is evicted for what it writes', () => {
  const cases: readonly [string, PodSpec, readonly [number, number][], number, string | undefined][] = [
    ['not without limits', spec([undefined]), [[9000 * MI, 0]], 9000 * MI, undefined],
    [
      'when a volume is larger than its limit',
      spec([undefined], '1Gi'),
      [[0, 0]],
      1025 * MI,
      'Usage of EmptyDir volume "cache" exceeds the limit "1Gi". ',
    ],
    ['not when a volume is just as large as its limit', spec([undefined], '1Gi'), [[0, 0]], 1024 * MI, undefined],
    [
      'when it has more in all than its containers may',
      spec(['1Gi', '500Mi']),
      [
        [1000 * MI, 0],
        [400 * MI, 100 * MI],
      ],
      100 * MI,
      'Pod ephemeral local storage usage exceeds the total limit of containers 1524Mi. ',
    ],
    [
      'when a container has written more than it may, log included',
      spec(['1Gi', '2Gi']),
      [
        [1000 * MI, 100 * MI],
        [0, 0],
      ],
      0,
      'Container c0 exceeded its local ephemeral storage limit "1Gi". ',
    ],
  ];
  for (const [title, podSpec, containers, volume, expected] of cases) {
    test(title, () => {
      const disk = {
        containers: containers.map(([rootfs, logs], i) => ({ name: `c${i}`, rootfs, logs })),
        volumes: new Map([['cache', volume]]),
      };
      expect(storageExcess({ apiVersion: 'v1', kind: 'Pod', metadata: {}, spec: podSpec }, disk)).toBe(expected);
    });
  }
});
