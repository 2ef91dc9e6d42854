import { expect, test } from 'vitest';
import { parseScenario } from '../api/scenario-file.ts';
import type { Frame, ToPage } from '../protocol/messages.ts';
import { Session } from './session.ts';

const SCENARIO = `apiVersion: orrery/v1
kind: Scenario
metadata: {name: guess}
spec:
  title: Guess
  seed: 4
  cluster: {nodes: 3}
`;
const podYaml = (name: string, cpu: string): string => `apiVersion: v1
kind: Pod
metadata: {name: ${name}, labels: {app: web}}
spec:
  containers: [{name: c, image: "nginx:1.27", resources: {requests: {cpu: ${cpu}}}}]
`;
const SERVICE = `apiVersion: v1
kind: Service
metadata: {name: web}
spec: {selector: {app: web}, ports: [{port: 80}]}
`;

/** A session, all that it has posted, and a clock that a test moves. */
function begin() {
  const posted: ToPage[] = [];
  let wallMs = 0;
  const session = new Session(
    parseScenario(SCENARIO, 'guess'),
    (message) => posted.push(message),
    () => wallMs,
    {},
    new WeakSet(),
  );
  const run = (seconds: number): void => {
    for (let n = 0; n < seconds * 10; n++) {
      wallMs += 100;
      session.tick();
    }
  };
  run(1);
  return { session, posted, run };
}

/** Whether anything that was posted says that a Pod has to do with a node. */
function mentions(posted: readonly ToPage[], pod: string): string[] {
  const frames = posted.filter((message): message is Frame => message.type === 'frame');
  const found: string[] = [];
  for (const frame of frames) {
    for (const row of frame.pods) if (row.name === pod && row.node !== '') found.push(`row on ${row.node}`);
    for (const event of frame.events) if (event.name === pod) found.push(`event ${event.reason}`);
    for (const { requestedPods } of frame.nodes.map((node) => ({ requestedPods: node.cpuRequestedMilli })))
      if (requestedPods >= 700) found.push('a fuller node');
    for (const { from, to, text } of frame.messages)
      if (text.includes(pod) && (from.startsWith('node-') || to.startsWith('node-'))) found.push(`message ${text}`);
  }
  for (const message of posted) {
    if (message.type !== 'object') continue;
    const said = JSON.stringify([message.object, message.yaml, message.events]);
    if (said.includes('node-')) found.push('the inspector');
    if (message.decisions.some(({ chosen, ties }) => chosen !== '' || ties.length > 0)) found.push('a decision');
  }
  return found;
}

test('nothing that the page is told says where a Pod went before it is revealed', () => {
  const { session, posted, run } = begin();
  session.apply(SERVICE, () => undefined);
  run(1);
  session.predict(true);
  posted.length = 0;
  session.apply(podYaml('small', '700m'), () => undefined);
  session.follow({ resource: 'pods', namespace: 'default', name: 'small' });
  run(20);
  const last = posted.findLast((message): message is Frame => message.type === 'frame')!;
  expect(last.hidden).toEqual([{ namespace: 'default', name: 'small', atMs: expect.any(Number) as number }]);
  expect(mentions(posted, 'small')).toEqual([]);
  expect(session.whatIf({ type: 'what-if', id: 1, namespace: 'default', name: 'small', node: '', weights: {} })).toBe(
    null,
  );

  posted.length = 0;
  session.reveal('default/small');
  run(1);
  const found = mentions(posted, 'small');
  expect(found).toEqual(expect.arrayContaining(['event Scheduled', 'event Started', 'a fuller node', 'a decision']));
  expect(found.some((what) => what.startsWith('row on node-'))).toBe(true);
});

test('what was decided before is told as ever, and the end of the prediction tells all', () => {
  const { session, posted, run } = begin();
  session.apply(podYaml('early', '100m'), () => undefined);
  run(5);
  session.predict(true);
  posted.length = 0;
  session.apply(podYaml('late', '700m'), () => undefined);
  run(5);
  expect(mentions(posted, 'late')).toEqual([]);
  session.follow({ resource: 'pods', namespace: 'default', name: 'early' });
  run(1);
  expect(mentions(posted, 'late')).toEqual(['the inspector', 'a decision']);
  posted.length = 0;
  session.predict(false);
  run(1);
  expect(mentions(posted, 'late')).toContain('event Scheduled');
});

test('that no node fits is an outcome, too', () => {
  const { session, posted, run } = begin();
  session.predict(true);
  posted.length = 0;
  session.apply(podYaml('huge', '64'), () => undefined);
  session.follow({ resource: 'pods', namespace: 'default', name: 'huge' });
  run(5);
  const objects = posted.filter((message) => message.type === 'object');
  expect(objects.at(-1)).toMatchObject({ pending: null, moves: [], events: [] });
  expect(JSON.stringify(objects.map(({ object }) => object))).not.toContain('Unschedulable');
  session.reveal('default/huge');
  run(1);
  expect(JSON.stringify(posted)).toContain('3 Insufficient cpu');
});
