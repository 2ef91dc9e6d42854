import { expect, test } from 'vitest';
import { parseScenario } from '../../api/scenario-file.ts';
import type { Frame, ToPage } from '../../protocol/messages.ts';
import { TimeMachine } from './time-machine.ts';

const SCENARIO = `
apiVersion: orrery/v1
kind: Scenario
metadata: {name: turns}
spec:
  title: Turns
  cluster: {nodes: 3}
  objects: |
    apiVersion: apps/v1
    kind: Deployment
    metadata: {name: web}
    spec:
      replicas: 2
      selector: {matchLabels: {app: web}}
      template:
        metadata: {labels: {app: web}}
        spec: {containers: [{name: c, image: "nginx:1.27"}]}
  steps:
    - {at: 20s, kubectl: "scale deployment web --replicas=4"}
`;

/** A page that keeps what it is shown, and a wall clock that a test moves. */
function begin() {
  let wallMs = 0;
  const page = {
    pods: new Map<string, string>(),
    flags: new Map<number, string>(),
    density: new Map<number, number>(),
  };
  const last: { frame?: Frame; branches: string[]; branch: number } = { branches: [], branch: 0 };
  const show = (frame: Frame): void => {
    if (frame.reset) for (const part of Object.values(page)) part.clear();
    for (const uid of frame.removedPods) page.pods.delete(uid);
    for (const { uid, name, state, node } of frame.pods) page.pods.set(uid, `${name} ${state} ${node}`);
    if (frame.cutMs !== undefined) {
      for (const atMs of page.flags.keys()) if (atMs > frame.cutMs) page.flags.delete(atMs);
      for (const second of page.density.keys()) if (second * 1000 > frame.cutMs) page.density.delete(second);
    }
    for (const { atMs, label } of frame.flags) page.flags.set(atMs, label);
    for (const [second, count] of frame.density) page.density.set(second, (page.density.get(second) ?? 0) + count);
    last.frame = frame;
    if (frame.branches) last.branches = frame.branches.map(({ name }) => name);
    if (frame.branch !== undefined) last.branch = frame.branch;
  };
  const post = (message: ToPage): void => {
    if (message.type === 'frame') show(message);
  };
  const time = new TimeMachine(post, () => wallMs);
  time.load(parseScenario(SCENARIO, 'turns'));
  const run = (seconds: number): void => {
    time.session()?.play();
    for (let n = 0; n < seconds * 10; n++) {
      wallMs += 100;
      time.tick();
    }
    time.session()?.pause();
    time.tick();
  };
  /** Goes to a moment and waits until the run has come there. */
  const goTo = (ms: number): void => {
    time.seek(ms);
    time.session();
    time.tick();
  };
  const act = (command: string): void => time.sessionForDeed()!.act({ type: 'kubectl', command }, () => undefined);
  const state = () => ({
    pods: [...page.pods.values()].sort(),
    flags: [...page.flags.values()],
    density: [...page.density].sort(([a], [b]) => a - b),
  });
  return { time, page, last, run, goTo, act, state };
}

const running = (pods: readonly string[]): number => pods.filter((pod) => pod.includes(' ready ')).length;

test('the past is shown at once as it was, and the replay shows the same', () => {
  const { time, run, goTo, state, last } = begin();
  run(15);
  const then = state();
  const thenMs = last.frame!.nowMs;
  run(45);
  const now = state();
  time.seek(thenMs);
  expect(state().pods).toEqual(then.pods);
  goTo(thenMs);
  expect(state().pods).toEqual(then.pods);
  expect(last.frame!.endMs).toBeGreaterThan(59_000);
  run(45);
  expect(state()).toEqual(now);
});

test('what is known of the future stays on the timeline, each mark and count once', () => {
  const { run, goTo, state } = begin();
  run(60);
  const { flags, density } = state();
  goTo(10_000);
  expect(state()).toMatchObject({ flags, density });
  run(20);
  expect(state()).toMatchObject({ flags, density });
});

test('acting in the past begins a branch; the old one goes on where it was left', () => {
  const { time, run, goTo, act, state, last } = begin();
  run(30);
  act('scale deployment web --replicas=6');
  run(30);
  const first = state();
  expect(running(first.pods)).toBe(6 + systemPods(first.pods));
  goTo(25_000);
  act('scale deployment web --replicas=1');
  expect(last.branches).toEqual(['first run']);
  run(30);
  const second = state();
  expect(last.branches).toEqual(['first run', 'branch 2']);
  expect(running(second.pods)).toBe(1 + systemPods(second.pods));
  expect(second.flags).not.toContain('scale deployment web --replicas=6');
  time.switchTo(1);
  time.session();
  time.tick();
  expect(state()).toEqual(first);
  time.switchTo(2);
  time.session();
  time.tick();
  expect(state()).toEqual(second);
});

test('what the scenario has planned is no reason for a branch, and comes in each', () => {
  const { run, goTo, act, state, last } = begin();
  run(30);
  goTo(10_000);
  act('scale deployment web --replicas=3');
  run(5);
  expect(last.branches).toEqual(['first run']);
  expect(state().flags).toEqual(['apply -f -', 'scale deployment web --replicas=3']);
  run(20);
  expect(state().flags.at(-1)).toBe('scale deployment web --replicas=4');
});

test('undo takes back the last thing that a person did, and keeps it as a branch', () => {
  const { time, run, act, state, last } = begin();
  run(30);
  const before = state();
  act('delete deployment web');
  run(30);
  expect(time.undo()?.action).toMatchObject({ command: 'delete deployment web' });
  time.session();
  time.tick();
  expect(state().pods).toEqual(before.pods);
  expect(state().flags).toEqual(before.flags);
  expect(last.branches).toHaveLength(2);
  expect(time.undo()).toBeUndefined();
});

test('the last change before now is found', () => {
  const { time, run, last } = begin();
  run(30);
  time.back();
  time.session();
  time.tick();
  expect(last.frame!.nowMs).toBeLessThan(30_000);
  expect(last.frame!.nowMs).toBeGreaterThan(19_000);
});

test('views that need more than a frame show the past at once, from kept revisions', () => {
  const told: ToPage[] = [];
  let wallMs = 0;
  const time = new TimeMachine(
    (message) => told.push(message),
    () => wallMs,
  );
  time.load(parseScenario(SCENARIO, 'turns'));
  const ref = { kind: 'Deployment', resource: 'deployments.apps', namespace: 'default', name: 'web' };
  time.keep({ type: 'follow', ref });
  time.session()!.runTo(60_000, Number.POSITIVE_INFINITY);
  time.tick();
  const pastOf = (feed: 'objects' | 'history', ms: number): readonly ToPage[] => {
    time.keep({ type: 'show', feed });
    told.length = 0;
    time.seek(ms);
    return told.filter(({ type }) => ['object', 'graph', 'history'].includes(type));
  };
  const podsAndReplicas = (ms: number): readonly unknown[] =>
    pastOf('objects', ms).map((message) =>
      message.type === 'graph'
        ? message.news.rows.filter(({ kind, namespace }) => kind === 'Pod' && namespace === 'default').length
        : message.type === 'object' && (message.object as { spec: { replicas: number } } | null)?.spec.replicas,
    );
  expect(podsAndReplicas(15_000)).toEqual([2, 2]);
  expect(podsAndReplicas(40_000)).toEqual([4, 4]);
  // The run has gone back; what was kept farther on still tells of all that was before it.
  wallMs += 1000;
  time.seek(5_000);
  time.session();
  expect(podsAndReplicas(40_000)).toEqual([4, 4]);
  const [history] = pastOf('history', 15_000);
  const atMs = history?.type === 'history' ? history.news.marks.map((mark) => mark.atMs) : [];
  expect(atMs.length).toBeGreaterThan(20);
  expect(Math.max(...atMs)).toBeLessThanOrEqual(15_000);
});

test('a run beside another keeps up with it, and goes back with it', () => {
  const leader = begin();
  leader.run(30);
  leader.act('scale deployment web --replicas=3');
  leader.run(30);
  const frames: Frame[] = [];
  const twin = new TimeMachine(
    (message) => message.type === 'frame' && frames.push(message),
    () => 0,
  );
  twin.load(parseScenario(SCENARIO, 'turns'), leader.time.situation());
  for (const toMs of [60_000, 25_000, 42_000]) {
    twin.keepUp(toMs);
    twin.session();
    while (twin.session()!.nowMs < toMs) twin.tick();
    twin.tick();
    expect(frames.at(-1)).toMatchObject({ nowMs: toMs, running: false });
  }
  leader.goTo(42_000);
  expect(twin.session()!.outcome.row()).toEqual(leader.time.session()!.outcome.row());
});

test('a run does not leave behind the one beside it', () => {
  const { time, run, last } = begin();
  time.keep({ type: 'limit', toMs: 5_000 });
  run(10);
  expect(last.frame!.nowMs).toBe(5_000);
  time.keep({ type: 'limit', toMs: null });
  run(10);
  expect(last.frame!.nowMs).toBeCloseTo(15_000);
});

function systemPods(pods: readonly string[]): number {
  return pods.filter((pod) => !pod.startsWith('web-')).length;
}
