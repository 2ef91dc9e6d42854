import { describe, expect, test } from 'vitest';
import { findKinds } from '../../cluster/control-plane.ts';
import gaps from '../testdata/golden/trace-gaps.json' with { type: 'json' };
import type { ExpectedDifference, Gaps } from './gaps.ts';
import type { RecordedStory } from './recorded-story.ts';
import { describeDifference, runTraceStory } from './trace-story.ts';

// Recordings of a real v1.32 control plane: the same done here must lead to the same.

const files = import.meta.glob<RecordedStory>('../testdata/golden/traces/*.json', { eager: true, import: 'default' });
const stories = Object.values(files);
const list: Gaps = gaps;

describe('recorded stories', () => {
  const used = new Set<ExpectedDifference>();

  for (const story of stories) {
    test(`${story.story}: ${story.title}`, () => {
      const { differences, expected } = runTraceStory(story, list);
      for (const gap of expected.keys()) used.add(gap);
      expect(differences.map(describeDifference)).toEqual([]);
    });
  }

  test('every difference in the list of gaps still occurs', () => {
    expect(list.differences.filter((gap) => !used.has(gap))).toEqual([]);
  });

  test('every kind in the list of gaps is still missing', () => {
    const served = findKinds().map(({ kind }) => kind);
    expect(Object.keys(list.kinds).filter((kind) => served.includes(kind))).toEqual([]);
  });

  test('every command in the list of gaps is part of a story', () => {
    const given = stories.flatMap(({ actions }) => actions.map(({ command }) => command));
    expect(list.commands.filter(({ command }) => !given.includes(command))).toEqual([]);
  });
});

describe('differences are found', () => {
  const story = stories.find((each) => each.story === 'a-deployment-scale')!;
  const told = (changed: Partial<RecordedStory>): string[] => {
    const { differences } = runTraceStory({ ...story, ...changed }, list);
    return differences.map(({ object, what }) => `${object} ${what}`).sort();
  };

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
