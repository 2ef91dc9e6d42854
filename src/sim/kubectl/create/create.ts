import type { Process } from '../../../api/process.ts';
import { withLastApplied } from '../apply/last-applied.ts';
import {
  type Command,
  DRY_RUN_FLAG,
  FIELD_MANAGER_FLAG,
  FILE_FLAGS,
  PRINT_FLAGS,
  SELECTOR_FLAG,
  VALIDATE_FLAG,
} from '../command.ts';
import { dryRunOf, fieldValidation, writeQuery } from '../dry-run.ts';
import { throwAll, usageError, withSource } from '../errors.ts';
import type { Invocation } from '../invocation.ts';
import { checkOutput, printResult } from '../print/result.ts';
import { targetOf } from '../resource/info.ts';
import { readManifests } from '../resource/manifests.ts';
import { createConfigMapCommand, createSecretCommand } from './key-values.ts';
import { createDeploymentCommand, createNamespaceCommand } from './workloads.ts';

/** `kubectl create`. Models kubectl/pkg/cmd/create. */
export const createCommand: Command = {
  name: 'create',
  missing: [
    ...[
      'clusterrole',
      'clusterrolebinding',
      'cronjob',
      'ingress',
      'job',
      'poddisruptionbudget',
      'priorityclass',
      'quota',
    ],
    ...['role', 'rolebinding', 'service', 'serviceaccount', 'token', 'pdb', 'sa', 'svc', 'cj', 'ing'],
  ],
  flags: [
    ...FILE_FLAGS,
    ...PRINT_FLAGS,
    SELECTOR_FLAG,
    DRY_RUN_FLAG,
    VALIDATE_FLAG,
    FIELD_MANAGER_FLAG,
    { name: 'save-config', type: 'bool' },
    { name: 'raw', type: 'string', missing: true },
  ],
  commands: [createDeploymentCommand, createNamespaceCommand, createConfigMapCommand, createSecretCommand],
  run: createFromFiles,
};

function* createFromFiles(invocation: Invocation): Process<void> {
  const { flags, args, path, api } = invocation;
  if (!flags.given('filename')) {
    if (args.length > 0) throw usageError(path, `Unexpected args: [${args.join(' ')}]`);
    throw new Error('must specify one of -f and -k');
  }
  const dryRun = dryRunOf(flags);
  const validation = fieldValidation(flags.string('validate'));
  checkOutput(invocation);
  const manifests = yield* readManifests(invocation.env, invocation.mapper, {
    filenames: flags.list('filename'),
    recursive: flags.bool('recursive'),
    validate: validation !== 'Ignore',
    namespace: invocation.namespace,
    labelSelector: flags.string('selector'),
    enforceNamespace: invocation.namespaceGiven,
  });
  const errors: unknown[] = [...manifests.errors];
  for (const info of manifests.infos) {
    const object = flags.bool('save-config') ? withLastApplied(info.object) : info.object;
    const { name: _, ...collection } = targetOf(info);
    const query = writeQuery(dryRun, flags.string('field-manager') || 'kubectl-create', flags.string('validate'));
    try {
      const created = dryRun === 'client' ? object : yield* api.create(collection, object, query);
      printResult(invocation, { ...info, name: created.metadata?.name ?? info.name }, created, 'created', dryRun);
    } catch (error) {
      errors.push(withSource('creating', info.source, error));
    }
  }
  if (manifests.infos.length === 0 && errors.length === 0) throw new Error('no objects passed to create');
  throwAll(errors);
}
