import type { Process } from '../../../api/process.ts';
import { withLastApplied } from '../apply/last-applied.ts';
import { bodyOf } from '../client/api.ts';
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
import { createServiceAccountCommand, createTokenCommand } from './accounts.ts';
import { createCronJobCommand, createJobCommand } from './batch.ts';
import { createIngressCommand } from './ingress.ts';
import { createConfigMapCommand, createSecretCommand } from './key-values.ts';
import { createDisruptionBudgetCommand, createPriorityClassCommand, createQuotaCommand } from './policies.ts';
import {
  createClusterRoleBindingCommand,
  createClusterRoleCommand,
  createRoleBindingCommand,
  createRoleCommand,
} from './roles.ts';
import { createServiceCommand } from './services.ts';
import { createDeploymentCommand, createNamespaceCommand } from './workloads.ts';

/** `kubectl create`. Models kubectl/pkg/cmd/create. */
export const createCommand: Command = {
  name: 'create',
  flags: [
    ...FILE_FLAGS,
    ...PRINT_FLAGS,
    SELECTOR_FLAG,
    DRY_RUN_FLAG,
    VALIDATE_FLAG,
    FIELD_MANAGER_FLAG,
    { name: 'edit', type: 'bool', missing: true },
    { name: 'save-config', type: 'bool' },
    { name: 'windows-line-endings', type: 'bool', missing: true },
    { name: 'raw', type: 'string' },
  ],
  commands: [
    createClusterRoleCommand,
    createClusterRoleBindingCommand,
    createConfigMapCommand,
    createCronJobCommand,
    createDeploymentCommand,
    createIngressCommand,
    createJobCommand,
    createNamespaceCommand,
    createDisruptionBudgetCommand,
    createPriorityClassCommand,
    createQuotaCommand,
    createRoleCommand,
    createRoleBindingCommand,
    createSecretCommand,
    createServiceCommand,
    createServiceAccountCommand,
    createTokenCommand,
  ],
  run: createFromFiles,
};

function* createFromFiles(invocation: Invocation): Process<void> {
  const { flags, args, path, api } = invocation;
  if (args.length > 0) throw usageError(path, `Unexpected args: [${args.join(' ')}]`);
  if (!flags.given('filename')) throw new Error('must specify one of -f and -k');
  if (flags.string('raw')) {
    yield* createRaw(invocation);
    return;
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

/** `--raw`: the file as it is, to a path of the server. Models rawhttp.RawPost. */
function* createRaw({ flags, env, api, out }: Invocation): Process<void> {
  const [filename, ...more] = flags.list('filename');
  if (more.length > 0) throw new Error('--raw can only use a single local file or stdin');
  const text = filename === '-' ? (env.stdin ?? '') : env.files?.get(filename ?? '');
  if (text === undefined) throw new Error(`open ${filename}: no such file or directory`);
  const answer = bodyOf(yield* api.raw('POST', flags.string('raw'), undefined, text));
  out(typeof answer === 'string' ? answer : JSON.stringify(answer));
}
