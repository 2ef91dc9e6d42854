import { describe, expect, it } from 'vitest';
import type { Pod } from '../k8s/core-v1.gen.ts';
import type { KubeObject } from '../object.ts';
import type { Process, Waitable } from '../process.ts';
import { planClaims } from './claim.ts';
import { createExpectations } from './expectations.ts';
import { slowStart } from './parallel.ts';
import { podFromTemplate } from './pod-control.ts';

describe('expectations', () => {
  it('are open until all creations have been seen', () => {
    const expectations = createExpectations(() => 0);
    expectations.expectCreations('demo/r', 2);
    const seen = [expectations.satisfied('demo/r')];
    for (let i = 0; i < 2; i++) {
      expectations.creationObserved('demo/r');
      seen.push(expectations.satisfied('demo/r'));
    }
    expect(seen).toEqual([false, false, true]);
  });
  it('count each deleted Pod once', () => {
    const expectations = createExpectations(() => 0);
    expectations.expectDeletions('demo/r', ['demo/a', 'demo/b']);
    const seen = ['demo/a', 'demo/a', 'demo/c', 'demo/b'].map((pod) => {
      expectations.deletionObserved('demo/r', pod);
      return expectations.satisfied('demo/r');
    });
    expect(seen).toEqual([false, false, false, true]);
  });
  it('of creations and deletions made in one go are open until both have been seen', () => {
    const expectations = createExpectations(() => 0);
    expectations.expectBoth('demo/d', 1, ['demo/a']);
    const steps = [
      () => expectations.deletionObserved('demo/d', 'demo/a'),
      () => expectations.creationObserved('demo/d'),
    ];
    const seen = steps.map((step) => {
      step();
      return expectations.satisfied('demo/d');
    });
    expect(seen).toEqual([false, true]);
  });
  it('end after five minutes', () => {
    let nowMs = 0;
    const expectations = createExpectations(() => nowMs);
    expectations.expectCreations('demo/r', 1);
    const seen = [300_000, 300_001].map((ms) => {
      nowMs = ms;
      return expectations.satisfied('demo/r');
    });
    expect(seen).toEqual([false, true]);
  });
});

describe('slow start', () => {
  /** Runs processes to their end at once. */
  const spawn = <T>(process: Generator<unknown, T, unknown>): Waitable<T> => {
    const result = process.next();
    if (!result.done) throw new Error('this test has no time');
    return { settled: true, value: result.value, onSettle: (listener) => listener() };
  };
  const run = <T>(process: Process<T>): T => {
    let step = process.next();
    while (!step.done) step = process.next((step.value as Waitable).value);
    return step.value;
  };
  const table: [name: string, count: number, failFrom: number, calls: number, successes: number][] = [
    ['does all when nothing fails', 10, Infinity, 10, 10],
    ['stops after the first one when that fails', 500, 0, 1, 0],
    ['finishes the batch in which something fails: 1, 2, 4', 500, 5, 7, 5],
  ];
  it.each(table)('%s', (_name, count, failFrom, calls, successes) => {
    let made = 0;
    function* once(): Process<void> {
      if (made++ >= failFrom) throw new Error('refused');
    }
    const result = run(slowStart({ spawn: spawn as never }, count, once));
    expect({ made, successes: result.successes, error: result.error?.message }).toEqual({
      made: calls,
      successes,
      error: failFrom < Infinity ? 'refused' : undefined,
    });
  });
});

describe('claims', () => {
  const owner = (uid: string, terminating = false): KubeObject => ({
    apiVersion: 'apps/v1',
    kind: 'ReplicaSet',
    metadata: { name: 'r', namespace: 'demo', uid, ...(terminating ? { deletionTimestamp: 'now' } : {}) },
  });
  const pod = (name: string, app: string, controller?: string, terminating = false): Pod => ({
    apiVersion: 'v1',
    kind: 'Pod',
    metadata: {
      name,
      labels: { app },
      ...(terminating ? { deletionTimestamp: 'now' } : {}),
      ...(controller
        ? {
            ownerReferences: [
              { apiVersion: 'apps/v1', kind: 'ReplicaSet', name: 'r', uid: controller, controller: true },
            ],
          }
        : {}),
    },
  });
  const candidates = [
    pod('own', 'r', '1'),
    pod('relabelled', 'x', '1'),
    pod('foreign', 'r', '2'),
    pod('orphan', 'r'),
    pod('dying-orphan', 'r', undefined, true),
    pod('other', 'x'),
  ];
  const names = (subject: KubeObject) => {
    const plan = planClaims(subject, candidates, (object) => object.metadata.labels?.['app'] === 'r');
    return Object.entries(plan).map(([what, pods]) => [what, ...(pods as Pod[]).map((object) => object.metadata.name)]);
  };
  it('keeps its own, adopts orphans that match and lets go of its own that do not', () => {
    expect(names(owner('1'))).toEqual([
      ['keep', 'own'],
      ['adopt', 'orphan'],
      ['release', 'relabelled'],
    ]);
  });
  it('neither adopts nor lets go while it is being deleted', () => {
    expect(names(owner('1', true))).toEqual([['keep', 'own'], ['adopt'], ['release']]);
  });
});

describe('Pods of a template', () => {
  it('share its labels and spec, and their owner references', () => {
    const rs: KubeObject = {
      apiVersion: 'apps/v1',
      kind: 'ReplicaSet',
      metadata: { name: 'r', namespace: 'demo', uid: '1' },
    };
    const template = { metadata: { labels: { app: 'r' } }, spec: { containers: [{ name: 'c', image: 'a:1' }] } };
    const [a, b] = [podFromTemplate(rs, template), podFromTemplate(rs, template)];
    expect(a).toEqual({
      apiVersion: 'v1',
      kind: 'Pod',
      metadata: {
        generateName: 'r-',
        namespace: 'demo',
        labels: { app: 'r' },
        ownerReferences: [
          {
            apiVersion: 'apps/v1',
            kind: 'ReplicaSet',
            name: 'r',
            uid: '1',
            controller: true,
            blockOwnerDeletion: true,
          },
        ],
      },
      spec: template.spec,
    });
    expect([a.spec === b.spec, a.metadata.ownerReferences === b.metadata.ownerReferences]).toEqual([true, true]);
  });
});
