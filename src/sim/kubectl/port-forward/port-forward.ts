import type { Pod, Service } from '../../../api/k8s/core-v1.gen.ts';
import type { Process } from '../../../api/process.ts';
import { PODS } from '../client/known.ts';
import { resourcePath } from '../client/resource.ts';
import type { Command } from '../command.ts';
import { usageError } from '../errors.ts';
import type { Invocation } from '../invocation.ts';
import { attachablePod, findOne } from '../pod/find.ts';
import { forward } from './forward.ts';
import { parsePort, podPorts, servicePorts } from './ports.ts';

/** `kubectl port-forward`. Models kubectl/pkg/cmd/portforward. */
export const portForwardCommand: Command = {
  name: 'port-forward',
  flags: [
    { name: 'address', type: 'list' },
    { name: 'pod-running-timeout', type: 'duration', default: '1m0s' },
  ],
  run: portForward,
};

function* portForward(invocation: Invocation): Process<void> {
  const { args, path, flags, api } = invocation;
  if (args.length < 2) throw usageError(path, 'TYPE/NAME and list of ports are required for port-forward');
  const found = yield* findOne(invocation, args[0]);
  const { metadata } = yield* attachablePod(invocation, found, flags.durationMs('pod-running-timeout'));
  const target = { resource: PODS, namespace: metadata.namespace ?? '', name: metadata.name ?? '' };
  const pod = (yield* api.get(target)) as unknown as Pod;
  const isService = found.resource.kind === 'Service' && found.resource.group === '';
  const ports = isService
    ? servicePorts(args.slice(1), found.object as unknown as Service, pod)
    : podPorts(args.slice(1), pod);
  if (pod.status?.phase !== 'Running') {
    throw new Error(`unable to forward port because pod is not running. Current status=${pod.status?.phase ?? ''}`);
  }
  const addresses = addressesOf(flags.list('address'));
  const parsed = ports.map(parsePort);
  yield* forward(invocation, resourcePath(PODS, target.namespace, target.name, 'portforward'), parsed, addresses);
}

function addressesOf(given: readonly string[]): readonly string[] {
  for (const address of given) {
    if (address !== 'localhost' && !/^\d+(\.\d+){3}$/.test(address) && !address.includes(':')) {
      throw new Error(`${address} is not a valid IP`);
    }
  }
  return given.length > 0 ? [...new Set(given)].sort() : ['localhost'];
}
