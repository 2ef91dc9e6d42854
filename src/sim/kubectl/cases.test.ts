import { describe, expect, test } from 'vitest';
import { createApiWorld } from '../testing/api-world.ts';
import cases from '../testing/testdata/cases/kubectl.json' with { type: 'json' };
import { kubectlSession } from './testing/api-session.ts';

interface Case {
  readonly id: string;
  readonly given: { readonly objects: readonly unknown[] };
  readonly when: { readonly commands: readonly { readonly kubectl: string; readonly stdin?: unknown }[] };
  readonly then: {
    readonly results: readonly { readonly exitCode: number; readonly stdout?: string; readonly stderr?: string }[];
  };
}

/** Commands that need controllers, or that this simulation does not have yet. */
const ELSEWHERE =
  /^(rollout (status|history|undo)|autoscale|drain|wait|replace|logs|exec|explain|top|get (events|pdb|rs))/;
const ELSEWHERE_TOO = /^create (job|cronjob|quota|serviceaccount)|readyReplicas|jsonpath=\{\.spec\.template/;

/** The cases give patches and templates as a shell leaves them: without quotes around. */
function quoted(commandLine: string): string {
  return commandLine.replace(/(-p |jsonpath=)(\S.*)$/, (_, flag: string, value: string) => `${flag}'${value}'`);
}

describe.each(cases as unknown as readonly Case[])('$id', ({ given, when, then }) => {
  const run = kubectlSession(createApiWorld(), 'demo');
  run('create namespace demo');
  if (given.objects.length > 0)
    run('create -f -', JSON.stringify({ apiVersion: 'v1', kind: 'List', items: given.objects }));
  run('create -f -', 'apiVersion: v1\nkind: Node\nmetadata: {name: n2}\n');
  const steps = when.commands
    .map(({ kubectl, stdin }, i) => ({ command: kubectl, stdin, wanted: then.results[i]! }))
    .filter(({ command }) => !ELSEWHERE.test(command) && !ELSEWHERE_TOO.test(command));
  if (steps.length === 0) test.skip('needs more than an API server', () => {});
  test.each(steps)('$command', ({ command, stdin, wanted }) => {
    const text = typeof stdin === 'string' ? stdin : JSON.stringify(stdin ?? '');
    expect(run(quoted(command), text)).toEqual({ stdout: '', stderr: '', ...wanted });
  });
});
