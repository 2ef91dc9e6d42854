import type { Process } from '../../../api/process.ts';
import { goQuote } from '../../../base/go-quote.ts';
import { PODS } from '../client/known.ts';
import type { AnyObject } from '../client/resource.ts';
import type { Command } from '../command.ts';
import { createGenerated, GENERATE_FLAGS } from '../create/generate.ts';
import { newMetadata } from '../create/generator.ts';
import { withOverrides } from '../create/overrides.ts';
import { deleteInfos } from '../delete/delete.ts';
import { dryRunOf } from '../dry-run.ts';
import { usageError } from '../errors.ts';
import { isImageReference } from '../image-reference.ts';
import type { Invocation } from '../invocation.ts';
import { requireFlag } from '../required-flag.ts';
import { attachToNewPod } from './attached.ts';

/** `kubectl run`: one Pod. Models kubectl/pkg/cmd/run. */
export const runCommand: Command = {
  name: 'run',
  flags: [
    ...GENERATE_FLAGS,
    { name: 'annotations', type: 'array' },
    { name: 'command', type: 'bool' },
    { name: 'env', type: 'array' },
    { name: 'expose', type: 'bool' },
    { name: 'image', type: 'string' },
    { name: 'image-pull-policy', type: 'string' },
    { name: 'labels', short: 'l', type: 'string' },
    { name: 'port', type: 'string' },
    { name: 'restart', type: 'string', default: 'Always' },
    { name: 'attach', type: 'bool' },
    { name: 'cascade', type: 'string', missing: true },
    { name: 'force', type: 'bool', missing: true },
    { name: 'grace-period', type: 'int', default: '-1', missing: true },
    { name: 'timeout', type: 'duration', missing: true },
    { name: 'wait', type: 'bool', missing: true },
    { name: 'leave-stdin-open', type: 'bool' },
    { name: 'overrides', type: 'string' },
    { name: 'override-type', type: 'string', default: 'merge' },
    { name: 'privileged', type: 'bool' },
    { name: 'quiet', short: 'q', type: 'bool' },
    { name: 'pod-running-timeout', type: 'duration', default: '1m0s' },
    { name: 'rm', type: 'bool' },
    { name: 'stdin', short: 'i', type: 'bool' },
    { name: 'tty', short: 't', type: 'bool' },
  ],
  run: runPod,
};

function* runPod(invocation: Invocation): Process<void> {
  requireFlag(invocation, 'image');
  const { flags, args, path } = invocation;
  const name = args[0];
  if (name === undefined) throw usageError(path, 'NAME is required for run');
  checkImage(flags.string('image'));
  const restart = flags.string('restart');
  if (!['Always', 'OnFailure', 'Never'].includes(restart)) throw usageError(path, `invalid restart policy: ${restart}`);
  const attaches = checkAttach(invocation);
  if (flags.bool('expose')) {
    if (!flags.string('port')) throw usageError(path, '--port must be set when exposing a service');
    yield* createGenerated(invocation, serviceFor(name, portNumber(flags.string('port'))), MANAGED);
    if (!['', 'name'].includes(flags.string('output'))) invocation.out('---\n');
  }
  const pod = withOverrides(podFor(invocation, name, restart), flags);
  if (!attaches) yield* createGenerated(invocation, pod, MANAGED);
  else yield* runAttached(invocation, pod);
}

const MANAGED = { manager: 'kubectl-run' } as const;

/** Throws kubectl's errors for flags that do not go together; returns whether the Pod is attached to. */
function checkAttach({ flags, path }: Invocation): boolean {
  const stdin = flags.bool('stdin');
  if (flags.bool('tty') && !stdin) {
    throw usageError(path, '-i/--stdin is required for containers with -t/--tty=true');
  }
  const attaches = flags.given('attach') ? flags.bool('attach') : stdin;
  if (flags.bool('rm') && !attaches) throw usageError(path, '--rm should only be used for attached containers');
  if (attaches && dryRunOf(flags) !== 'none') {
    throw usageError(
      path,
      "--dry-run=[server|client] can't be used with attached containers options (--attach, --stdin, or --tty)",
    );
  }
  return attaches;
}

function* runAttached(invocation: Invocation, pod: AnyObject): Process<void> {
  const { flags, namespace } = invocation;
  const name = pod.metadata?.name ?? '';
  yield* createGenerated({ ...invocation, out: () => {} }, pod, MANAGED);
  try {
    yield* attachToNewPod(invocation, name);
  } finally {
    if (flags.bool('rm')) {
      const quiet = flags.bool('quiet') ? { ...invocation, out: () => {} } : invocation;
      const options = { gracePeriod: -1, propagation: 'Background', dryRun: 'none', ignoreNotFound: true } as const;
      yield* deleteInfos(quiet, [{ resource: PODS, namespace, name, source: '' }], options, []);
    }
  }
}

/** A number as Go's Atoi reads it. */
function portNumber(text: string): number {
  if (!/^[+-]?\d+$/.test(text)) throw new Error(`strconv.Atoi: parsing ${goQuote(text)}: invalid syntax`);
  return Number(text);
}

function checkImage(image: string): void {
  if (!isImageReference(image)) throw new Error(`Invalid image name ${goQuote(image)}: invalid reference format`);
}

function podFor({ flags, args }: Invocation, name: string, restartPolicy: string): AnyObject {
  const words = args.slice(1);
  const annotations = pairs(flags.list('annotations'));
  const env = flags.list('env').map((pair) => {
    const equals = pair.indexOf('=');
    if (equals < 1) throw new Error(`invalid env: ${pair}`);
    return { name: pair.slice(0, equals), value: pair.slice(equals + 1) };
  });
  const port = flags.string('port');
  const pullPolicy = flags.string('image-pull-policy');
  const container = {
    name,
    image: flags.string('image'),
    ...(words.length && flags.bool('command') ? { command: words } : {}),
    ...(words.length && !flags.bool('command') ? { args: words } : {}),
    ...(port ? { ports: [{ containerPort: portNumber(port) }] } : {}),
    ...(env.length ? { env } : {}),
    resources: {},
    ...(pullPolicy ? { imagePullPolicy: pullPolicy } : {}),
    ...(flags.bool('privileged') ? { securityContext: { privileged: true } } : {}),
    ...(flags.bool('stdin') ? { stdin: true } : {}),
    ...(flags.bool('stdin') && !flags.bool('leave-stdin-open') ? { stdinOnce: true } : {}),
    ...(flags.bool('tty') ? { tty: true } : {}),
  };
  const labels = flags.string('labels') ? pairs(flags.string('labels').split(',')) : { run: name };
  return {
    kind: 'Pod',
    apiVersion: 'v1',
    metadata: {
      ...newMetadata(name, labels),
      ...(Object.keys(annotations).length ? { annotations } : {}),
    },
    spec: { containers: [container], restartPolicy, dnsPolicy: 'ClusterFirst' },
    status: {},
  };
}

function serviceFor(name: string, port: number): AnyObject {
  return {
    apiVersion: 'v1',
    kind: 'Service',
    metadata: { creationTimestamp: null, name },
    spec: { ports: [{ port, protocol: 'TCP', targetPort: port }], selector: { run: name } },
    status: { loadBalancer: {} },
  };
}

function pairs(list: readonly string[]): Record<string, string> {
  return Object.fromEntries(
    list.map((pair) => {
      const equals = pair.indexOf('=');
      if (equals < 1) throw new Error(`unexpected label spec: ${pair}`);
      return [pair.slice(0, equals), pair.slice(equals + 1)];
    }),
  );
}
