import { describe, expect, test } from 'vitest';
import { createApiWorld } from '../../testing/api-world.ts';
import { kubectlSession } from '../testing/api-session.ts';
import { completeKubectl } from './complete.ts';

const world = createApiWorld();
const run = kubectlSession(world);
for (const line of [
  'create namespace shop',
  'create serviceaccount default -n shop',
  'run web --image=nginx',
  'run worker --image=busybox',
  'run till --image=nginx -n shop',
  'create deployment cart --image=nginx',
]) {
  const { exitCode, stderr } = run(line);
  if (exitCode !== 0) throw new Error(`${line}: ${stderr}`);
}

function complete(line: string, files: Readonly<Record<string, string>> = {}): readonly string[] {
  const process = completeKubectl(line.split(' '), {
    transport: (request) => world.api.handle(request),
    engine: world.engine,
    host: world.host,
    scope: world.host.scope,
    nowMs: () => world.engine.unixMs,
    namespace: 'default',
    files: new Map(Object.entries(files)),
    cache: {},
  });
  return world.settle(world.engine.spawn(process));
}

const cases: readonly [name: string, line: string, expected: readonly string[]][] = [
  ['commands', 'ro', ['rollout']],
  ['subcommands', 'rollout st', ['status']],
  ['resource types', 'get deploy', ['deployments']],
  ['a second resource type after a comma', 'get po,deploy', ['po,deployments']],
  ['names of a type', 'get pods w', ['web', 'worker']],
  ['names by a short name', 'describe po we', ['web']],
  ['no name twice', 'delete pod web w', ['worker']],
  ['names behind a slash', 'get pod/w', ['pod/web', 'pod/worker']],
  ['names in the namespace of the line', 'get pods -n shop ', ['till']],
  ['namespaces', 'get pods -n sh', ['shop']],
  ['the types that can be scaled', 'scale dep', ['deployment']],
  ['flags', 'get --show-l', ['--show-labels']],
  ['values of a flag', 'get pods -o ya', ['yaml']],
  ['values after an equals sign', 'get pods --output=j', ['--output=json', '--output=jsonpath=']],
  ['Pods whose log may be read', 'logs w', ['web', 'worker']],
  ['Pods for a command in one', 'exec -it wo', ['worker']],
  ['what has Pods behind a slash', 'logs deployments/', ['deployments/cart']],
  ['commands for access', 'auth c', ['can-i']],
  ['nothing for an unknown type', 'get nonsense ', []],
  ['nothing behind the double dash', 'exec web -- ', []],
];

describe('completion of a kubectl line', () => {
  for (const [name, line, expected] of cases) test(name, () => expect(complete(line)).toEqual(expected));

  test('files', () => expect(complete('apply -f w', { 'web.yaml': '', 'db.yaml': '' })).toEqual(['web.yaml']));
});
