import { expect, test } from 'vitest';
import type { ManagedFieldsEntry } from '../../../api/k8s/meta-v1.gen.ts';
import { createApiWorld } from '../../testing/api-world.ts';
import { kubectlSession } from '../testing/api-session.ts';

const cm = (data: string): string => `apiVersion: v1\nkind: ConfigMap\nmetadata: {name: c}\ndata: {${data}}\n`;
const ADVICE = `Please review the fields above--they currently have other managers. Here
are the ways you can resolve this warning:
* If you intend to manage all of these fields, please re-run the apply
  command with the \`--force-conflicts\` flag.
* If you do not intend to manage all of the fields, please edit your
  manifest to remove references to the fields that should keep their
  current managers.
* You may co-own fields by updating your manifest to match the existing
  value; in this case, you'll become the manager if the other manager(s)
  stop managing the field (remove it from their configuration).
See https://kubernetes.io/docs/reference/using-api/server-side-apply/#conflicts
`;

test('a conflict names the other manager and how to go on, and can be forced', () => {
  const run = kubectlSession(createApiWorld());
  expect(run('apply --server-side -f -', cm('a: "1"')).stdout).toBe('configmap/c serverside-applied\n');
  expect(run('apply --server-side --field-manager me -f -', cm('a: "2"'))).toEqual({
    stdout: '',
    stderr: `error: Apply failed with 1 conflict: conflict with "kubectl": .data.a\n${ADVICE}`,
    exitCode: 1,
  });
  const forced = run('apply --server-side --field-manager me --force-conflicts -f -', cm('a: "2"'));
  expect(forced.stdout).toBe('configmap/c serverside-applied\n');
});

test('what client-side apply owned goes over to the server-side applier, its annotation stays true', () => {
  const run = kubectlSession(createApiWorld());
  run('apply -f -', cm('a: "1", b: "1"'));
  expect(run('apply --server-side -f -', cm('a: "2"'))).toEqual({
    stdout: 'configmap/c serverside-applied\n',
    stderr: '',
    exitCode: 0,
  });
  const { data, metadata } = JSON.parse(run('get cm c -o json --show-managed-fields').stdout) as {
    data: unknown;
    metadata: { managedFields: ManagedFieldsEntry[] };
  };
  expect([data, metadata.managedFields.map(({ manager, operation }) => `${manager} ${operation}`)]).toEqual([
    { a: '2' },
    // It applied what was there already: an entry without a time, which stands first.
    ['kubectl-last-applied Apply', 'kubectl Apply'],
  ]);
  expect(run('get cm c -o yaml').stdout).not.toContain('managedFields');
});

test.each([
  ['apply --force-conflicts -f -', 'error: --force-conflicts only works with --server-side\n'],
  [
    'apply --server-side --dry-run=client -f -',
    "error: --dry-run=client doesn't work with --server-side (did you mean --dry-run=server instead?)\n",
  ],
  [
    'apply --server-side --validate=false -f -',
    'Error from server: failed to create typed patch object (default/c; /v1, Kind=ConfigMap): .data.a: expected string, got &value.valueUnstructured{Value:1}\n',
  ],
])('%s is refused', (command, stderr) => {
  expect(kubectlSession(createApiWorld())(command, cm('a: 1')).stderr).toBe(stderr);
});
