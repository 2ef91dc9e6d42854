import { readFileSync } from 'node:fs';
import { describe, expect, test } from 'vitest';
import { parseScenario } from '../api/scenario-file.ts';
import { runScenario } from '../sim/cluster/scenario-run.ts';

/** What each command of a scenario gave, by the second at which it was given. */
function played(name: string): (seconds: number) => { stdout: string; stderr: string; exitCode: number } {
  const text = readFileSync(new URL(`../scenarios/${name}.yaml`, import.meta.url), 'utf8');
  const { outputs } = runScenario(parseScenario(text, name));
  return (seconds) => outputs.find(({ atMs }) => atMs === seconds * 1000)!;
}

describe('draining nodes within a budget', () => {
  const at = played('drain-with-budget');
  const allowed = (seconds: number): string => at(seconds).stdout.split('\n')[1]!.split(/ +/)[3]!;

  test('one member of three may go, and with it gone no other', () => {
    expect([30, 90, 150].map(allowed)).toEqual(['1', '0', '1']);
    expect(at(31).stdout).toMatch(
      /^node\/node-1 cordoned\n(evicting .*\n)+(pod\/.* evicted\n)+node\/node-1 drained\n$/,
    );
    expect(at(91).stdout).toBe('Pending\nRunning\nRunning\n');
  });

  test('the second drain tries again until its time is over, and leaves the node cordoned', () => {
    const { stderr, exitCode } = at(92);
    expect(exitCode).toBe(1);
    const refused =
      /error when evicting pods\/"zk-\d" -n "default" \(will retry after 5s\): Cannot evict pod as it would violate the pod's disruption budget\./g;
    expect(stderr.match(refused)).toHaveLength(3);
    expect(stderr).toContain('global timeout reached: 12s');
    expect(at(120).stdout.match(/SchedulingDisabled/g)).toHaveLength(2);
  });

  test('it succeeds once the first member is back, and all three run in the end', () => {
    expect(at(151).stdout).toMatch(
      /^node\/node-2 already cordoned\nevicting pod default\/zk-\d\npod\/zk-\d evicted\nnode\/node-2 drained\n$/,
    );
    expect(at(240).stdout.match(/1\/1 +Running/g)).toHaveLength(3);
  });
});

describe('eviction by a taint', () => {
  const at = played('taint-eviction');
  const pods = (seconds: number): string => at(seconds).stdout.replaceAll('pod/', '').trim().replaceAll('\n', ' ');
  test.each([
    ['a taint that only keeps new Pods away evicts nobody', 40, 'guest hasty patient resident'],
    ['a Pod without a toleration goes at once', 70, 'hasty patient resident'],
    ['a Pod with a time goes when it is over', 100, 'patient resident'],
    ['nobody goes after the taint has', 200, 'patient resident'],
    ['the time begins anew with the taint, and who tolerates it without one stays', 345, 'resident'],
  ])('%s', (_name, seconds, left) => expect(pods(seconds)).toBe(left));

  test('events tell of each eviction, and of the one that was called off', () => {
    expect(
      at(346)
        .stdout.trim()
        .split('\n')
        .map((line) => line.replace(/^\S+ +/, '')),
    ).toEqual([
      'Marking for deletion Pod default/guest',
      'Marking for deletion Pod default/hasty',
      'Cancelling deletion of Pod default/patient',
      'Marking for deletion Pod default/patient',
    ]);
  });
});
