import { describe, expect, test } from 'vitest';
import recorded from '../testdata/golden/traces/a-deployment-scale.json' with { type: 'json' };
import { compareStory } from './compare-story.ts';
import { playStory } from './play-story.ts';
import type { RecordedStory } from './recorded-story.ts';
import { TOLERANCES } from './stories.ts';

describe('differences are found', () => {
  const story = recorded as unknown as RecordedStory;
  const played = playStory(story, {}, 1);
  const differencesOf = (changed: Partial<RecordedStory>): string[] =>
    compareStory({ ...story, ...changed }, played, TOLERANCES).map(({ object, what }) => `${object} ${what}`);
  const before = differencesOf({});
  const told = (changed: Partial<RecordedStory>): string[] =>
    differencesOf(changed)
      .filter((difference) => !before.includes(difference))
      .sort();

  test('an event that does not come', () => {
    const [event] = story.events;
    const events = [{ ...event!, message: 'Scaled up replica set web-c4b45475 from 0 to 4' }, ...story.events.slice(1)];
    expect(told({ events })).toEqual([
      'Deployment/web event Normal ScalingReplicaSet: Scaled up replica set web-c4b45475 from 0 to 3 (deployment-controller|deployment-controller|)',
      'Deployment/web event Normal ScalingReplicaSet: Scaled up replica set web-c4b45475 from 0 to 4 (deployment-controller|deployment-controller|)',
    ]);
  });

  test('an object that stays', () => {
    const changes = story.changes.filter(({ type, kind }) => type !== 'DELETED' || kind !== 'ReplicaSet');
    expect(told({ changes })).toEqual(['ReplicaSet/web-c4b45475 exists']);
  });

  test('a field of a created object', () => {
    const changes = story.changes.map((change) =>
      change.kind === 'ReplicaSet' && change.object
        ? { ...change, object: { ...change.object, status: { replicas: 0, observedGeneration: 1 } } }
        : change,
    );
    expect(told({ changes })).toEqual(['ReplicaSet/web-c4b45475 created status.observedGeneration']);
  });

  test('a change at another time', () => {
    const changes = story.changes.map((change) =>
      change.kind === 'Deployment' && change.type === 'DELETED' ? { ...change, tMs: change.tMs + 1_000 } : change,
    );
    expect(told({ changes })).toEqual(['Deployment/web time of exists = no']);
  });
});
