import { expect, test } from 'vitest';
import { configurationWith } from './configuration.ts';

const HEAD = 'apiVersion: kubescheduler.config.k8s.io/v1\nkind: KubeSchedulerConfiguration\n';

test('weights go into the profile by default; a weight of 0 means not to score', () => {
  expect(configurationWith('', 'default-scheduler', { NodeAffinity: 5, ImageLocality: 0 })).toBe(
    `${HEAD}profiles:
- plugins:
    score:
      disabled:
      - name: ImageLocality
      enabled:
      - name: NodeAffinity
        weight: 5
  schedulerName: default-scheduler
`,
  );
});

test('what was there before stays, in other profiles and in this one', () => {
  const before = `${HEAD}percentageOfNodesToScore: 50
profiles:
- schedulerName: other
- schedulerName: mine
  plugins:
    score:
      enabled:
      - name: NodeAffinity
        weight: 9
      disabled:
      - name: ImageLocality
`;
  expect(configurationWith(before, 'mine', { ImageLocality: 4 })).toBe(
    `${HEAD}percentageOfNodesToScore: 50
profiles:
- schedulerName: other
- plugins:
    score:
      enabled:
      - name: NodeAffinity
        weight: 9
      - name: ImageLocality
        weight: 4
  schedulerName: mine
`,
  );
});
