import { randomSuffix } from '../../../base/suffix.ts';
import type { Invocation } from '../invocation.ts';
import { generatorCommand, newMetadata } from './generator.ts';

/** `kubectl create deployment`. Models kubectl/pkg/cmd/create/create_deployment. */
export const createDeploymentCommand = generatorCommand({
  name: 'deployment',
  aliases: ['deploy'],
  flags: [
    { name: 'image', type: 'list' },
    { name: 'port', type: 'int', default: '-1' },
    { name: 'replicas', short: 'r', type: 'int', default: '1' },
  ],
  required: ['image'],
  failure: 'failed to create deployment: ',
  *object(invocation, name) {
    const { flags, args, dashAt } = invocation;
    const images = flags.list('image');
    const command = dashAt < 0 ? [] : args.slice(dashAt);
    if (images.length > 1 && command.length > 0) throw new Error('cannot specify multiple --image options and command');
    const port = flags.int('port');
    const containers = images.map((image) => ({
      name: containerName(invocation, image),
      image,
      ...(command.length ? { command } : {}),
      ...(port >= 0 ? { ports: [{ containerPort: port }] } : {}),
      resources: {},
    }));
    const labels = { app: name };
    return {
      kind: 'Deployment',
      apiVersion: 'apps/v1',
      metadata: newMetadata(name, labels),
      spec: {
        replicas: flags.int('replicas'),
        selector: { matchLabels: labels },
        template: { metadata: { creationTimestamp: null, labels }, spec: { containers } },
        strategy: {},
      },
      status: {},
    };
  },
});

/** The last part of an image's name, without tag and digest; one that needs changes gets a random suffix. */
function containerName({ env }: Invocation, image: string): string {
  const name = image.slice(image.lastIndexOf('/') + 1).split(/[:@]/)[0]!;
  return /[_.]/.test(name)
    ? `${name.replace(/[_.]/g, '-')}-${randomSuffix(env.engine.random.fork(`kubectl create ${env.nowMs()}`))}`
    : name;
}

/** `kubectl create namespace`. */
export const createNamespaceCommand = generatorCommand({
  name: 'namespace',
  aliases: ['ns'],
  flags: [],
  *object(_, name) {
    return { kind: 'Namespace', apiVersion: 'v1', metadata: newMetadata(name), spec: {}, status: {} };
  },
});
