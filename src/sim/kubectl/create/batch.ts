import type { Process } from '../../../api/process.ts';
import type { AnyObject } from '../client/resource.ts';
import type { Invocation } from '../invocation.ts';
import { readArguments } from '../resource/arguments.ts';
import { generatorCommand, newMetadata } from './generator.ts';

/** `kubectl create job`. Models kubectl/pkg/cmd/create/create_job. */
export const createJobCommand = generatorCommand({
  name: 'job',
  flags: [
    { name: 'image', type: 'string' },
    { name: 'from', type: 'string' },
  ],
  failure: 'failed to create job: ',
  *object(invocation, name) {
    const { flags } = invocation;
    const [image, from] = [flags.string('image'), flags.string('from')];
    if ((image === '') === (from === '')) throw new Error('either --image or --from must be specified');
    const command = commandOf(invocation);
    if (from === '') return jobOf(newMetadata(name), { template: templateOf(name, image, command, 'Never') });
    if (command.length > 0) throw new Error('cannot specify --from and command');
    return jobFrom(name, yield* cronJobOf(invocation, from));
  },
});

function commandOf({ args, dashAt }: Invocation): readonly string[] {
  return dashAt < 0 ? args.slice(1) : args.slice(dashAt);
}

function jobOf(metadata: AnyObject['metadata'], spec: unknown): AnyObject {
  return { kind: 'Job', apiVersion: 'batch/v1', ...(metadata ? { metadata } : {}), spec, status: {} };
}

function templateOf(name: string, image: string, command: readonly string[], restartPolicy: string): unknown {
  const container = { name, image, ...(command.length ? { command } : {}), resources: {} };
  return { metadata: { creationTimestamp: null }, spec: { containers: [container], restartPolicy } };
}

function* cronJobOf(invocation: Invocation, from: string): Process<AnyObject> {
  const named = yield* readArguments(invocation.mapper, [from]);
  if (named.type !== 'objects') throw new Error('from must be an existing cronjob');
  const { resource, name } = named.objects[0]!;
  const object = yield* invocation.api.get({ resource, namespace: invocation.namespace, name });
  if (resource.kind !== 'CronJob') throw new Error(`unknown object type *${resource.version}.${resource.kind}`);
  return object;
}

/** A Job as the CronJob's controller would make it, marked as made by hand. */
function jobFrom(name: string, cronJob: AnyObject): AnyObject {
  const template = (cronJob['spec'] as { readonly jobTemplate: AnyObject }).jobTemplate;
  const labels = template.metadata?.labels;
  const annotations = { ...template.metadata?.annotations, 'cronjob.kubernetes.io/instantiate': 'manual' };
  const owner = {
    apiVersion: 'batch/v1',
    kind: 'CronJob',
    name: cronJob.metadata?.name,
    uid: cronJob.metadata?.uid,
    controller: true,
  };
  const metadata = { ...newMetadata(name, labels), annotations, ownerReferences: [owner] };
  return jobOf(metadata, template['spec']);
}

/** `kubectl create cronjob`. Models kubectl/pkg/cmd/create/create_cronjob. */
export const createCronJobCommand = generatorCommand({
  name: 'cronjob',
  aliases: ['cj'],
  flags: [
    { name: 'image', type: 'string' },
    { name: 'schedule', type: 'string' },
    { name: 'restart', type: 'string', default: 'OnFailure' },
  ],
  required: ['image', 'schedule'],
  failure: 'failed to create cronjob: ',
  *object(invocation, name) {
    const { flags } = invocation;
    const template = templateOf(name, flags.string('image'), commandOf(invocation), flags.string('restart'));
    const jobTemplate = { metadata: newMetadata(name), spec: { template } };
    return {
      kind: 'CronJob',
      apiVersion: 'batch/v1',
      metadata: newMetadata(name),
      spec: { schedule: flags.string('schedule'), jobTemplate },
      status: {},
    };
  },
});
