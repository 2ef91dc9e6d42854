import type { Process } from '../../../api/process.ts';
import type { Command } from '../command.ts';
import type { Invocation } from '../invocation.ts';
import { requireFlag } from '../required-flag.ts';
import { createGenerated, GENERATE_FLAGS, nameArgument } from './generate.ts';

/** `kubectl create deployment`. Models kubectl/pkg/cmd/create/create_deployment. */
export const createDeploymentCommand: Command = {
  name: 'deployment',
  aliases: ['deploy'],
  flags: [
    ...GENERATE_FLAGS,
    { name: 'image', type: 'list' },
    { name: 'port', type: 'int', default: '-1' },
    { name: 'replicas', short: 'r', type: 'int', default: '1' },
  ],
  run: createDeployment,
};

function* createDeployment(invocation: Invocation): Process<void> {
  requireFlag(invocation, 'image');
  const { flags, args, dashAt } = invocation;
  const name = nameArgument(invocation);
  const images = flags.list('image');
  const command = dashAt < 0 ? [] : args.slice(dashAt);
  if (images.length > 1 && command.length > 0) throw new Error('cannot specify multiple --image options and command');
  const port = flags.int('port');
  const containers = images.map((image) => ({
    image,
    name: containerName(image),
    ...(command.length ? { command } : {}),
    ...(port >= 0 ? { ports: [{ containerPort: port }] } : {}),
    resources: {},
  }));
  const labels = { app: name };
  yield* createGenerated(
    invocation,
    {
      apiVersion: 'apps/v1',
      kind: 'Deployment',
      metadata: { creationTimestamp: null, labels, name },
      spec: {
        replicas: flags.int('replicas'),
        selector: { matchLabels: labels },
        strategy: {},
        template: { metadata: { creationTimestamp: null, labels }, spec: { containers } },
      },
      status: {},
    },
    'failed to create deployment: ',
  );
}

/** The last part of an image's name, without tag and digest, as a container's name. */
function containerName(image: string): string {
  const last = image.slice(image.lastIndexOf('/') + 1);
  return last.split(/[:@]/)[0]!.replace(/[^a-zA-Z0-9-]/g, '-');
}

/** `kubectl create namespace`. */
export const createNamespaceCommand: Command = {
  name: 'namespace',
  aliases: ['ns'],
  flags: GENERATE_FLAGS,
  run: (invocation) =>
    createGenerated(invocation, {
      apiVersion: 'v1',
      kind: 'Namespace',
      metadata: { creationTimestamp: null, name: nameArgument(invocation) },
      spec: {},
      status: {},
    }),
};
