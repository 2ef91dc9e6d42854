import { describe, expect, test } from 'vitest';
import { play } from './testing/play-scenario.ts';

describe('debugging a running Pod', () => {
  const printed = play('debug-running-pod');

  test('an image without a shell runs none', () => {
    expect(printed('exec silent -- sh')[0]).toMatch(
      /unable to start container process: exec: "sh": executable file not found in \$PATH: unknown$/,
    );
  });

  test('an ephemeral container sees the processes and files of the container that it is aimed at', () => {
    const processes = printed('logs silent').map((line) => line.replace(/^\d+ /, ''));
    expect(processes).toEqual(['PID USER TIME COMMAND', ...['/pause', 'sh -c ps; sleep 20', 'ps'].map(asRoot)]);
    expect(printed('exec silent -c debugger')).toContain('pause');
    expect(printed('get pod silent')[1]).toBe('silent 1/1 Running 0 20s');
  });

  test('it is started with events of its own and never restarted', () => {
    expect(printed('get events').slice(1)).toEqual(['spec.containers{silent}', 'spec.ephemeralContainers{debugger}']);
    expect(printed('get pod silent -o jsonpath={.status.ephemeralContainerStatuses[0].state}')[0]).toMatch(
      /^{"running"/,
    );
    expect(printed('get pod silent -o jsonpath', 1)).toEqual(['Completed']);
  });

  test('containers of a Pod may share their processes', () => {
    const processes = printed('exec shared -c shell -- ps').map((line) => line.split(' ').slice(0, 2).join(' '));
    expect(processes).toEqual([
      'PID USER',
      '1 65535',
      '2 root',
      '3 101',
      '4 101',
      '5 101',
      '6 101',
      '7 root',
      '8 root',
    ]);
    expect(printed('exec shared -c shell -- head')).toEqual(['', 'user nginx;']);
    expect(printed('get pods')).toEqual(['No resources found in default namespace.']);
  });
});

describe('containers that fail', () => {
  const printed = play('containers-that-fail');

  test('a command that says so has its container replaced after three failures in a row and the grace period', () => {
    expect(printed('get events --field-selector involvedObject.name=ill').slice(0, 2)).toEqual([
      'N WHAT',
      "3 Liveness probe failed: cat: can't open '/tmp/healthy': No such file or directory",
    ]);
    expect(printed('get pod ill')[1]).toMatch(/^ill 1\/1 Running 1 \(\d+s ago\) 90s$/);
  });

  test('too much memory kills a container whole; more than any machine has is never scheduled', () => {
    expect(printed('get pod greedy')).toEqual(['137 OOMKilled']);
    expect(printed('get events --field-selector involvedObject.name=huge')[1]).toMatch(
      /^0\/2 nodes are available: 2 Insufficient memory\./,
    );
  });

  test('a startup probe keeps the others back', () => {
    expect(printed('get pods').at(-1)).toBe('slow 0/1 Running 0 20s');
    expect(printed('get pod slow')[1]).toBe('slow 1/1 Running 0 52s');
  });

  test('a Pod ends at its deadline, and a container leaves a message', () => {
    expect(printed('get pod brief')).toEqual([
      'Failed DeadlineExceeded: Pod was active on the node longer than the specified deadline',
    ]);
    expect(printed('get pod last-words')).toEqual(['7 Sleep expired']);
  });

  test('an image that crashes after it was ready gets through an update; going back mends it', () => {
    const shops = printed('get pods', 1).slice(1);
    expect(shops.map((line) => line.split(' ').slice(1, 4).join(' '))).toEqual(Array(3).fill('1/1 Running 0'));
    expect(printed('get deployment shop')[1]).toMatch(/^shop \d\/3 3 \d 75s$/);
  });
});

describe('configuration', () => {
  const printed = play('configuration');

  test('comes as variables: single ones, all of an object, of the Pod itself, made of others', () => {
    expect(printed("exec reader -- sh -c 'echo")).toEqual([
      '3 my-app node-1 1 33554432 very 39528$vdg7Jb',
      'reader has 3 lives and $(NOTHING)',
    ]);
  });

  test('comes as files: all keys, chosen ones, one beside others, of several sources', () => {
    expect(printed("exec reader -- sh -c 'ls /etc/game")).toEqual(['lives', 'ui.properties', '3color=purple3']);
    expect(printed("exec reader -- sh -c 'ls -l").at(-1)).toBe('39528$vdg7Jb');
    expect(printed("exec reader -- sh -c 'find").slice(-2)).toEqual(['my-apprack="rack-22"', 'zone="us-est-coast"']);
    expect(printed("exec reader -- sh -c 'cat /etc/podinfo").slice(-2)).toEqual(['250', '64']);
    expect(printed("exec reader -- sh -c 'echo x")[0]).toBe("sh: can't create /etc/game/lives: Read-only file system");
  });

  test('a change reaches files after a while, but neither single files nor variables; some cannot be changed', () => {
    expect(printed('exec reader -- cat')).toEqual(['3']);
    expect(printed("exec reader -- sh -c 'cat /etc/game")).toEqual(['9', '3', '3', 'rack="rack-23"']);
    expect(printed('patch configmap fixed')[0]).toMatch(/Forbidden: field is immutable when `immutable` is set$/);
  });

  test('a container waits for a Secret that is not there', () => {
    expect(printed('get pod waits')[1]).toBe('waits 0/1 CreateContainerConfigError 0 5s');
    expect(printed('get pod waits -o')).toEqual(['secret "later" not found']);
    expect(printed('logs waits')).toEqual(['got value']);
  });
});

describe('how Pods start and stop', () => {
  const printed = play('start-and-stop');
  const rows = (nth: number): readonly string[] =>
    printed('get pods', nth).map((line) => line.split(' ').slice(0, 3).join(' '));

  test('init containers run in order, with a sidecar beside the later ones, and leave files to the others', () => {
    expect(printed('get pod staged', 0)[1]).toBe('staged 0/2 Init:0/3 0 4s');
    expect(printed('get pod staged', 1)[1]).toBe('staged 1/2 Init:2/3 0 9s');
    expect(printed('logs staged')).toEqual(['page']);
    expect(printed('exec staged')).toEqual(['started', 'page']);
    expect(printed('get events')).toEqual(['WHAT', 'PostStartHook failed']);
  });

  test('a readiness gate is opened by somebody else', () => {
    expect(printed('get pod staged', 2)[1]).toMatch(/^staged 2\/2 Running .* 0\/1$/);
    expect(printed('get pod staged', 3)[1]).toMatch(/^staged 2\/2 Running .* 1\/1$/);
  });

  test('a hook delays the end, and a container deaf to SIGTERM takes the whole grace period', () => {
    expect(rows(0).slice(1)).toEqual(['staged 2/2 Terminating', 'stubborn 1/1 Terminating']);
    expect(rows(1).slice(1)).toEqual(['stubborn 1/1 Terminating']);
    expect(rows(2)).toEqual(['No resources found']);
  });
});

function asRoot(command: string): string {
  return `root 0:00 ${command}`;
}
