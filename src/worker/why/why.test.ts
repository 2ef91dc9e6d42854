import { expect, test } from 'vitest';
import { chains } from './testing/chains.ts';
import { autoscaler, closed, priorityClass, quota, service, troubled, vip, web } from './testing/manifests.ts';
import { tellStory } from './testing/story.ts';

// Whole chains: who did what, from what is asked back to what a person typed. Names that chance makes are made plain.

const check = (name: string, lines: readonly string[]) => expect(lines, name).toEqual(chains[name]);

test('a Deployment that was scaled, rolled out and deleted', () => {
  const story = tellStory();
  story.apply(web());
  story.run(15);
  story.kubectl('scale deployment web --replicas=3');
  story.run(15);
  const [old] = story.names('ReplicaSet', 'web');
  check('ready', story.why('Deployment', 'web'));
  story.kubectl('set image deployment web c=nginx:1.28');
  story.run(30);
  const [pod] = story.names('Pod', 'web');
  check('rolled', story.why('ReplicaSet', old!));
  story.kubectl('delete deployment web');
  story.run(40);
  check('collected', story.why('Pod', pod!));
  check('never', story.why('Pod', 'nobody'));
});

test('a node that crashed: its taints, the eviction and the replacement', () => {
  const story = tellStory(2);
  story.apply(web(1));
  story.run(15);
  const [pod] = story.names('Pod', 'web');
  const node = story.nodeOf(pod!);
  story.perform({ type: 'fault', fault: 'node-crash', target: node });
  story.run(70);
  const cause = { at: 'dns', name: 'web.default', answer: 'no answer' } as const;
  check('nameless', story.lines({ about: 'loss', client: 'shoppers', cause, atMs: 1 }));
  story.run(330);
  check('node', story.why('Node', node, ''));
  check('evicted', story.why('Pod', pod!).slice(0, 5));
  check('replacement', story.why('Pod', story.names('Pod', 'web').find((name) => name !== pod)!));
});

test('preemption, and what waits for room', () => {
  const story = tellStory(1);
  story.apply(priorityClass);
  story.apply(web(3, ', resources: {requests: {cpu: "1"}}'));
  story.run(15);
  const before = story.names('Pod', 'web');
  story.apply(vip);
  story.run(40);
  const now = story.names('Pod', 'web');
  check('preempted', story.why('Pod', before.find((name) => !now.includes(name))!));
  check('pending', story.why('Pod', now.find((name) => story.nodeOf(name) === '')!));
  story.perform({ type: 'fault', fault: 'component-stop', target: 'kube-scheduler' });
  story.kubectl('run late --image=nginx:1.27');
  story.run(5);
  check('stopped', story.why('Pod', 'late'));
});

test('containers that are killed, and what the clock starts', () => {
  const story = tellStory(1);
  story.apply(troubled);
  story.run(75);
  check('liveness', story.why('Pod', 'sick'));
  check('memory', story.why('Pod', 'hungry').slice(1));
  check('cron', story.why('Job', story.names('Job', 'tick')[0]!));
});

test('what is refused, or selects nothing', () => {
  const story = tellStory(1);
  story.apply(service('wbe'));
  story.apply(quota);
  story.apply(web());
  story.run(15);
  check('quota', story.why('Deployment', 'web'));
  check('typo', story.why('Service', 'web'));
  story.kubectl('run two --image=nginx:1.27');
  check('refused', story.why('Pod', 'two'));
  check('elsewhere', story.why('Pod', story.names('Pod', 'coredns')[0]!));
});

test('a drain, a closed network, a namespace that goes', () => {
  const story = tellStory(2);
  story.apply(web(1));
  story.apply(service('web'));
  story.kubectl('create namespace team');
  story.kubectl('create deployment api --image=nginx:1.27 -n team');
  story.run(15);
  const [pod] = story.names('Pod', 'web');
  const [api] = story.names('Pod', 'api');
  story.kubectl('delete namespace team');
  story.run(20);
  story.kubectl(`drain ${story.nodeOf(pod!)} --ignore-daemonsets`);
  story.apply(closed);
  story.run(20);
  check('drained', story.why('Pod', pod!));
  check('emptied', story.why('Pod', api!, 'team'));
  const lost = { about: 'loss', client: 'shoppers', atMs: 1 } as const;
  const key = `default/${pod}`;
  const policies = ['default/closed'];
  check('policy', story.lines({ ...lost, cause: { at: 'policy', direction: 'Ingress', policies, pod: key, ip: '' } }));
  const target = {
    at: 'target',
    service: 'default/web',
    node: 'node-1',
    endpoints: 2,
    ip: '10.244.1.2',
    port: 80,
  } as const;
  check('stale', story.lines({ ...lost, cause: { ...target, pod: key, refused: false } }));
  check('unknown', story.lines({ ...lost, cause: { at: 'dns', name: 'wbe', answer: 'NXDOMAIN' } }));
  story.kubectl('scale deployment web --replicas=0');
  story.run(10);
  check('zero', story.why('Service', 'web'));
});

test('an autoscaler that follows the load', () => {
  const story = tellStory(1);
  story.apply(web(1, ', resources: {requests: {cpu: 10m}}'));
  story.apply(service('web'));
  story.apply(autoscaler);
  story.run(30);
  story.perform({ type: 'traffic', name: 'shoppers', to: 'http://web', rps: 60 });
  story.run(60);
  check('autoscaled', story.why('Deployment', 'web'));
});

test('an Event, a write and a request lead to the same cause', () => {
  const story = tellStory(1);
  story.apply(web(1));
  story.run(15);
  const scheduled = [...story.log.events.values()].find(
    ({ event: { reason, involvedObject } }) => reason === 'Scheduled' && involvedObject.name!.startsWith('web'),
  )!;
  check('event', story.lines({ about: 'event', uid: scheduled.event.metadata.uid! }));
  const [name] = story.names('ReplicaSet', 'web');
  const made = story.log.of({ kind: 'ReplicaSet', namespace: 'default', name: name! })[0]!;
  const written = story.lines({
    about: 'write',
    ref: { kind: 'ReplicaSet', namespace: 'default', name: name!, revision: made.revision },
  });
  check('write', written);
  expect(story.lines({ about: 'request', request: made.cause })).toEqual(written);
});
