import { expect, test } from 'vitest';
import { playStory } from './play-story.ts';
import type { RecordedStory } from './recorded-story.ts';

const job = (name: string, image: string): object => ({
  apiVersion: 'batch/v1',
  kind: 'Job',
  metadata: { name },
  spec: { backoffLimit: 0, template: { spec: { restartPolicy: 'Never', containers: [{ name: 'c', image }] } } },
});
const cronJob = {
  apiVersion: 'batch/v1',
  kind: 'CronJob',
  metadata: { name: 'tick' },
  spec: { schedule: '* * * * *', jobTemplate: { spec: (job('x', 'busybox:1.36') as { spec: object }).spec } },
};

/** What happens to objects of a story in which something is created, as `second kind/name what`. */
function play(startedAt: string, objects: readonly object[], lastMs: number): readonly string[] {
  const story: RecordedStory = {
    ...{ story: 'jobs', title: '', startedAt, namespace: 'story', initialObjects: [] },
    actions: objects.map((object) => ({ tMs: 0, command: 'kubectl create -f -', stdin: JSON.stringify(object) })),
    changes: [{ tMs: lastMs, type: 'MODIFIED', kind: 'Job', name: 'last' }],
    events: [],
  };
  const { changes, events } = playStory(story, {}, 1);
  const told = [...changes, ...events].sort((a, b) => a.tMs - b.tMs);
  return told.flatMap((entry) => {
    const second = Math.floor(entry.tMs / 1000);
    if ('reason' in entry)
      return entry.object.startsWith('Pod/') ? [] : [`${second} ${entry.object}: ${entry.message}`];
    if (!/Job|Pod/.test(entry.kind) || entry.type === 'MODIFIED') return [];
    return [`${second} ${entry.kind}/${entry.name} ${entry.type}`];
  });
}

test('Pods of Jobs end one second after they run, and their Job a batch later', () => {
  const told = play('2026-11-21T05:00:00.500Z', [job('good', 'busybox:1.36'), job('bad', 'always-fail:1')], 4_000);
  expect(told.map((line) => line.replace(/^0 /, '')).sort()).toEqual([
    '3 Job/bad: Job has reached the specified backoff limit',
    '3 Job/good: Job completed',
    'Job/bad ADDED',
    'Job/bad: Created pod: bad-<1>',
    'Job/good ADDED',
    'Job/good: Created pod: good-<1>',
    'Pod/bad-<1> ADDED',
    'Pod/good-<1> ADDED',
  ]);
});

test('the minutes of a schedule are numbered', () => {
  const told = play('2026-11-21T05:00:50.000Z', [cronJob], 14_000);
  expect([...told].sort()).toEqual([
    '0 CronJob/tick ADDED',
    '10 CronJob/tick: Created job tick-<scheduled-minute-1>',
    '10 Job/tick-<scheduled-minute-1> ADDED',
    '10 Job/tick-<scheduled-minute-1>: Created pod: tick-<scheduled-minute-1>-<1>',
    '10 Pod/tick-<scheduled-minute-1>-<1> ADDED',
    '13 CronJob/tick: Saw completed job: tick-<scheduled-minute-1>, condition: Complete',
    '13 Job/tick-<scheduled-minute-1>: Job completed',
  ]);
});
