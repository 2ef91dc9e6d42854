import type { Process } from '../../../api/process.ts';
import { goQuote } from '../../../base/go-quote.ts';
import type { AnyObject, ApiResource } from '../client/resource.ts';
import { type Command, FILE_FLAGS, SELECTOR_FLAG } from '../command.ts';
import { GENERATE_FLAGS } from '../create/generate.ts';
import { withOverrides } from '../create/overrides.ts';
import { dryRunOf, writeQuery } from '../dry-run.ts';
import { throwAll } from '../errors.ts';
import type { Invocation } from '../invocation.ts';
import { checkOutput, printResult } from '../print/result.ts';
import { fetchAll, select } from '../resource/select.ts';
import { podSpecOf } from '../set/pod-spec.ts';

/** `kubectl expose`: a Service for the Pods of another object. Models kubectl/pkg/cmd/expose. */
export const exposeCommand: Command = {
  name: 'expose',
  flags: [
    ...FILE_FLAGS,
    ...GENERATE_FLAGS,
    { ...SELECTOR_FLAG, short: '' },
    { name: 'cluster-ip', type: 'string' },
    { name: 'external-ip', type: 'string' },
    { name: 'labels', short: 'l', type: 'string' },
    { name: 'load-balancer-ip', type: 'string' },
    { name: 'name', type: 'string' },
    { name: 'overrides', type: 'string' },
    { name: 'override-type', type: 'string', default: 'merge' },
    { name: 'port', type: 'string' },
    { name: 'protocol', type: 'string' },
    { name: 'session-affinity', type: 'string' },
    { name: 'target-port', type: 'string' },
    { name: 'type', type: 'string' },
  ],
  run: expose,
};

function* expose(invocation: Invocation): Process<void> {
  const { flags, api, mapper } = invocation;
  const dryRun = dryRunOf(flags);
  checkOutput(invocation);
  const wanted = flags.string('selector');
  const selection = yield* select({
    ...invocation,
    flags: { ...flags, string: (name) => (name === 'selector' ? '' : flags.string(name)) },
  });
  const errors: unknown[] = [...selection.errors];
  const infos = yield* fetchAll(invocation, { ...selection, labelSelector: '' }, errors);
  throwAll(errors);
  const resource = yield* mapper.byName('services');
  for (const info of infos) {
    const selector = wanted ? wantedSelector(wanted) : selectorOf(info.object, info.resource);
    const name = flags.string('name') || info.name.slice(0, 63);
    const service = withOverrides(serviceOf(invocation, info.object, name, selector), flags);
    const namespace = info.namespace;
    const query = writeQuery(dryRun, flags.string('field-manager') || 'kubectl-expose');
    const body = dryRun === 'client' ? service : { ...service, metadata: { ...service.metadata, namespace } };
    const created = dryRun === 'client' ? body : yield* api.create({ resource, namespace }, body, query);
    printResult(invocation, { resource, namespace, name, source: '' }, created, 'exposed', dryRun);
  }
}

function serviceOf(
  { flags }: Invocation,
  object: AnyObject,
  name: string,
  selector: Readonly<Record<string, string>>,
): AnyObject {
  const protocol = flags.string('protocol') || 'TCP';
  const target = flags.string('target-port');
  const ports = portsOf(flags.string('port'), object).map((port, _, all) => ({
    ...(all.length > 1 ? { name: `port-${all.indexOf(port) + 1}` } : {}),
    port,
    protocol,
    targetPort: target ? (/^\d+$/.test(target) ? Number(target) : target) : port,
  }));
  const labels = flags.string('labels') ? wantedSelector(flags.string('labels')) : object.metadata?.labels;
  const type = flags.string('type');
  const clusterIP = flags.string('cluster-ip');
  const loadBalancerIP = flags.string('load-balancer-ip');
  const affinity = flags.string('session-affinity');
  return {
    apiVersion: 'v1',
    kind: 'Service',
    metadata: { creationTimestamp: null, ...(labels ? { labels } : {}), name },
    spec: {
      ...(clusterIP ? { clusterIP } : {}),
      ...(flags.string('external-ip') ? { externalIPs: [flags.string('external-ip')] } : {}),
      ports,
      selector,
      ...(affinity ? { sessionAffinity: affinity } : {}),
      ...(loadBalancerIP ? { loadBalancerIP } : {}),
      ...(type ? { type } : {}),
    },
    status: { loadBalancer: {} },
  };
}

/** A number as Go's Atoi reads it. */
function portNumber(text: string): number {
  if (!/^[+-]?\d+$/.test(text)) throw new Error(`strconv.Atoi: parsing ${goQuote(text)}: invalid syntax`);
  return Number(text);
}

function portsOf(given: string, object: AnyObject): number[] {
  if (given) return given.split(',').map(portNumber);
  const spec = object['spec'] as { readonly ports?: readonly { readonly port: number }[] } | undefined;
  const own =
    object.kind === 'Service'
      ? (spec?.ports ?? []).map((port) => port.port)
      : (podSpecOf(object)?.containers ?? []).flatMap((each) => (each.ports ?? []).map((port) => port.containerPort));
  if (own.length === 0) throw new Error("couldn't find port via --port flag or introspection");
  return own;
}

function selectorOf(object: AnyObject, { kind, group }: ApiResource): Readonly<Record<string, string>> {
  const spec = object['spec'] as { readonly selector?: Readonly<Record<string, unknown>> } | undefined;
  if (kind === 'Pod') {
    const labels = object.metadata?.labels;
    if (!labels || Object.keys(labels).length === 0) {
      throw new Error(
        "couldn't retrieve selectors via --selector flag or introspection: the pod has no labels and cannot be exposed",
      );
    }
    return labels;
  }
  if (kind === 'Service' || kind === 'ReplicationController') {
    if (!spec?.selector) {
      throw new Error(
        "couldn't retrieve selectors via --selector flag or introspection: the service has no pod selector set",
      );
    }
    return spec.selector as Readonly<Record<string, string>>;
  }
  if (kind !== 'Deployment' && kind !== 'ReplicaSet') {
    throw new Error(`cannot expose a ${kind}${group ? `.${group}` : ''}`);
  }
  const matchExpressions = spec?.selector?.['matchExpressions'] as readonly unknown[] | undefined;
  if (matchExpressions?.length) {
    throw new Error(
      'couldn\'t retrieve selectors via --selector flag or introspection: couldn\'t convert expressions - "[]" to map-based selector format',
    );
  }
  return (spec?.selector?.['matchLabels'] ?? {}) as Readonly<Record<string, string>>;
}

function wantedSelector(text: string): Record<string, string> {
  return Object.fromEntries(text.split(',').map((pair) => pair.split('=', 2) as [string, string]));
}
