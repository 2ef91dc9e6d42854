import { dns1123Subdomain, validPortName } from '../../../api/names.ts';
import type { AnyObject } from '../client/resource.ts';
import type { Command } from '../command.ts';
import type { FlagSpec, Flags } from '../flags.ts';
import { generatorCommand, newMetadata } from './generator.ts';

const TCP_FLAG: FlagSpec = { name: 'tcp', type: 'list' };

interface ServicePort {
  readonly name: string;
  readonly protocol: 'TCP';
  readonly port: number;
  readonly targetPort: number | string;
  readonly nodePort?: number;
}

/** `kubectl create service`. Models kubectl/pkg/cmd/create/create_service. */
export const createServiceCommand: Command = {
  name: 'service',
  aliases: ['svc'],
  commands: [
    serviceCommand('clusterip', 'ClusterIP', [{ name: 'clusterip', type: 'string' }]),
    serviceCommand('externalname', 'ExternalName', [{ name: 'external-name', type: 'string' }], ['external-name']),
    serviceCommand('loadbalancer', 'LoadBalancer', []),
    serviceCommand('nodeport', 'NodePort', [{ name: 'node-port', type: 'int', default: '0' }]),
  ],
};

function serviceCommand(
  name: string,
  type: string,
  flags: readonly FlagSpec[],
  required: readonly string[] = [],
): Command {
  return generatorCommand({
    name,
    flags: [TCP_FLAG, ...flags],
    required,
    failure: `failed to create ${type} service: `,
    *object(invocation, serviceName) {
      return serviceOf(invocation.flags, serviceName, type);
    },
  });
}

function serviceOf(flags: Flags, name: string, type: string): AnyObject {
  const headless = flags.string('clusterip') === 'None';
  const externalName = flags.string('external-name');
  if (!headless && type !== 'ExternalName' && flags.list('tcp').length === 0) {
    throw new Error('at least one tcp port specifier must be provided');
  }
  if (externalName && dns1123Subdomain(externalName).length > 0) {
    throw new Error(`invalid service external name ${externalName}`);
  }
  const nodePort = flags.int('node-port');
  const ports = flags.list('tcp').map((text) => portOf(text, nodePort));
  const clusterIP = flags.string('clusterip');
  return {
    kind: 'Service',
    apiVersion: 'v1',
    metadata: newMetadata(name, { app: name }),
    spec: {
      ...(ports.length ? { ports } : {}),
      selector: { app: name },
      ...(clusterIP ? { clusterIP } : {}),
      type,
      ...(externalName ? { externalName } : {}),
    },
    status: { loadBalancer: {} },
  };
}

/** `80`, `80:8080`, `80:http`. Models parsePorts. */
function portOf(text: string, nodePort: number): ServicePort {
  const [first, ...rest] = text.split(':') as [string, ...string[]];
  const target = rest.length ? rest.join(':') : undefined;
  const port = portNumber(first);
  return {
    name: target === undefined ? String(port) : `${port}-${target}`,
    protocol: 'TCP',
    port,
    targetPort: target === undefined ? port : targetOf(target),
    ...(nodePort > 0 ? { nodePort } : {}),
  };
}

function targetOf(text: string): number | string {
  if (/^\d+$/.test(text) && Number(text) <= 65535) return Number(text);
  const problems = validPortName(text);
  if (problems.length > 0) throw new Error(problems.join(','));
  return text;
}

function portNumber(text: string): number {
  const fail = (why: string): never => {
    throw new Error(`strconv.ParseUint: parsing ${JSON.stringify(text)}: ${why}`);
  };
  if (!/^\d+$/.test(text)) return fail('invalid syntax');
  return Number(text) > 65535 ? fail('value out of range') : Number(text);
}
