import { describe, expect, test } from 'vitest';
import { play } from './testing/play-scenario.ts';

describe('Jobs', () => {
  const printed = play('jobs');

  test('pi is computed, and goes a minute later', () => {
    expect(printed('logs job/pi')[0]).toMatch(/^3\.14159265358979\d{185}$/);
    expect(printed('get jobs')).toEqual([
      'NAME STATUS COMPLETIONS DURATION AGE',
      expect.stringMatching(/^pi Complete 1\/1 /),
    ]);
    expect(printed('get jobs', 1).some((line) => line.startsWith('pi '))).toBe(false);
  });

  test('each Pod of an indexed Job does its own part', () => {
    expect(printed('logs -l job-name=indexed')).toEqual([
      '[pod/indexed-0-*/worker] oof',
      '[pod/indexed-1-*/worker] rab',
      '[pod/indexed-2-*/worker] zab',
      '[pod/indexed-3-*/worker] xuq',
      '[pod/indexed-4-*/worker] zyx',
    ]);
    expect(printed('get job indexed')).toEqual(['0-4']);
    const pods = printed('get pods -l job-name=indexed').map((line) => line.replace(/ \d+s /, ' '));
    expect(pods).toEqual([
      'NAME READY STATUS RESTARTS AGE JOB-COMPLETION-INDEX',
      ...[0, 1, 2, 3, 4].map((index) => `indexed-${index}-* 0/1 Completed 0 ${index}`),
    ]);
  });

  test('Pods are tried again after 10, 20 and 40 s and then no more', () => {
    const lines = printed('get events').slice(1);
    const seconds = lines.map((line) => new Date(line.split(' ')[0]!).getTime() / 1000);
    expect(lines.map((line) => line.split(' ')[1])).toEqual([
      ...Array.from({ length: 4 }, () => 'SuccessfulCreate'),
      'BackoffLimitExceeded',
    ]);
    // Each Pod runs for 2 s and something, and is looked at after a second.
    const waits = seconds.slice(1, 4).map((second, i) => second - seconds[i]!);
    for (const [i, wait] of waits.entries()) {
      expect(wait).toBeGreaterThanOrEqual(10 * 2 ** i + 1);
      expect(wait).toBeLessThanOrEqual(10 * 2 ** i + 4);
    }
  });

  test('an exit code ends a Job that no retry would mend', () => {
    expect(printed('get job buggy -o jsonpath={.status.conditions[*]')).toEqual(['FailureTarget Failed']);
    expect(printed('get job buggy -o jsonpath={.status.conditions[1]')).toEqual([
      'Container main for pod default/buggy-* failed with exit code 42 matching FailJob rule at index 0',
    ]);
  });

  test('one index is enough for a success policy, and indexes fail on their own', () => {
    expect(printed('get job enough')).toEqual(['SuccessPolicy SuccessPolicy']);
    expect(printed('get job odd-only')).toEqual(['1,3,5/0,2,4']);
    const jobs = printed('get jobs', 2).map((line) => line.split(' ').slice(0, 3).join(' '));
    expect(jobs).toEqual([
      'NAME STATUS COMPLETIONS',
      'buggy Failed 0/12',
      'enough Complete 1/6',
      'indexed Complete 5/5',
      'odd-only Failed 3/6',
      'unlucky Failed 0/1',
    ]);
  });
});

describe('CronJobs', () => {
  const printed = play('cron-jobs');

  test('start Jobs at the full minute', () => {
    expect(printed('get cronjobs')).toEqual([
      'NAME SCHEDULE TIMEZONE SUSPEND ACTIVE LAST SCHEDULE AGE',
      'hello * * * * * <none> False 0 <none> 10s',
      'paused */1 * * * * Europe/Berlin True 0 <none> 10s',
      'report * * * * * <none> False 0 <none> 10s',
    ]);
    const jobs = printed('get jobs').map((line) => line.split(' ').slice(0, 3).join(' '));
    expect(jobs).toEqual(['NAME STATUS COMPLETIONS', 'hello-29460001 Complete 1/1', 'report-29460001 Running 0/1']);
    expect(printed('logs')).toEqual([
      expect.stringMatching(/^Mon Jan 5 08:01:0\d UTC 2026$/),
      'Hello from the Kubernetes cluster',
    ]);
  });

  test('one that must not overlap waits for the run before', () => {
    const owners = printed('get jobs -o custom-columns').slice(1);
    expect([...owners].sort()).toEqual(['hello 1', 'hello 1', 'hello 1', 'report 1', 'report 1', 'report <none>']);
    expect(printed('get events')[1]).toMatch(
      /^\d+ report Not starting job because prior execution is running and concurrency policy is Forbid$/,
    );
  });

  test('one that is suspended runs by hand', () => {
    expect(printed('create job')).toEqual(['job.batch/by-hand created']);
    expect(printed('wait')).toEqual(['job.batch/by-hand condition met']);
    const state = printed('get cronjobs', 1).map((line) => line.split(' ').slice(-4).join(' '));
    expect(state.slice(1)).toEqual([
      expect.stringMatching(/^True 0 .* 6m20s$/),
      'True 0 <none> 6m20s',
      expect.stringMatching(/^False \d .* 6m20s$/),
    ]);
  });

  test('their Jobs and Pods go with them', () => {
    expect(printed('get jobs,pods')).toEqual(['No resources found in default namespace.']);
  });
});

describe('the build system', () => {
  const printed = play('build-system');
  const columns = (lines: readonly string[], count: number): readonly string[] =>
    lines.slice(1).map((line) => line.split(' ').slice(0, count).join(' '));

  test('has four Pods that live long, each with its volume', () => {
    expect(columns(printed('get pods -l app!=build'), 3)).toEqual([
      expect.stringMatching(/^artifacts-\w+-\w+ 1\/1 Running$/),
      'db-0 1/1 Running',
      'db-1 1/1 Running',
      'db-2 1/1 Running',
    ]);
    expect(columns(printed('get pvc'), 2)).toEqual([
      'artifacts Bound',
      'data-db-0 Bound',
      'data-db-1 Bound',
      'data-db-2 Bound',
    ]);
  });

  test('builds in Pods that come by the clock, two at a time, and go', () => {
    expect(columns(printed('get jobs'), 3)).toEqual(['build-29460001 Complete 4/4']);
    expect(printed('logs')).toEqual([0, 1, 2, 3].flatMap((i) => [`app-${i}`, 'built']));
    const kept = columns(printed('get jobs', 1), 3);
    expect(kept.slice(0, 2)).toEqual(['build-29460004 Complete 4/4', 'build-29460005 Complete 4/4']);
    expect(kept).toHaveLength(3);
    expect(columns(printed('get pods -l app!=build', 1), 3)).toHaveLength(4);
  });

  test('keeps the data of a data base whose Pod is replaced', () => {
    expect(printed('exec db-1 -- redis-cli get build')).toEqual(['1']);
    expect(columns(printed('get pods -l app=db'), 4)).toEqual([
      'db-0 1/1 Running 0',
      'db-1 1/1 Running 0',
      'db-2 1/1 Running 0',
    ]);
  });
});
