import type { Pod } from '../../../api/k8s/core-v1.gen.ts';
import type { Process } from '../../../api/process.ts';
import { PODS } from '../client/known.ts';
import { resourcePath } from '../client/resource.ts';
import { type Command, FILE_FLAGS } from '../command.ts';
import { usageError } from '../errors.ts';
import type { Invocation } from '../invocation.ts';
import { chosenContainer } from '../pod/containers.ts';
import { attachablePod, findOne } from '../pod/find.ts';
import { runStream, type StreamOptions, setupTty } from '../pod/stream.ts';

/** `kubectl exec`. Models kubectl/pkg/cmd/exec. */
export const execCommand: Command = {
  name: 'exec',
  flags: [
    ...FILE_FLAGS,
    { name: 'container', short: 'c', type: 'string' },
    { name: 'pod-running-timeout', type: 'duration', default: '1m0s' },
    { name: 'quiet', short: 'q', type: 'bool' },
    { name: 'stdin', short: 'i', type: 'bool' },
    { name: 'tty', short: 't', type: 'bool' },
  ],
  run: exec,
};

function* exec(invocation: Invocation): Process<void> {
  const { flags, args, dashAt, path } = invocation;
  const name = dashAt === 0 ? undefined : args[0];
  const command = dashAt < 0 ? [] : args.slice(dashAt);
  if (dashAt < 0 && (args.length > 1 || (args.length > 0 && flags.given('filename')))) {
    throw usageError(path, 'exec [POD] [COMMAND] is not supported anymore. Use exec [POD] -- [COMMAND] instead');
  }
  if (name === undefined && !flags.given('filename')) throw new Error('pod, type/name or --filename must be specified');
  if (command.length === 0) throw new Error('you must specify at least one command for the container');
  const found = yield* findOne(invocation, flags.given('filename') ? undefined : name);
  const pod = yield* attachablePod(invocation, found, flags.durationMs('pod-running-timeout'));
  checkRunning(pod, 'exec into a container');
  const container = chosenOrServers(invocation, pod);
  const stdin = flags.bool('stdin');
  const tty = setupTty(invocation, stdin, flags.bool('tty'));
  yield* execIn(invocation, pod, container, command, { stdin, tty });
}

/** A container that is named is left to the server to find. */
function chosenOrServers(invocation: Invocation, pod: Pod): string {
  const { flags } = invocation;
  return flags.string('container') || chosenContainer(invocation, pod, flags.bool('quiet')).name;
}

/** Throws kubectl's error for a Pod that has ended. */
export function checkRunning({ status }: Pod, what: string): void {
  const phase = status?.phase ?? '';
  if (phase === 'Succeeded' || phase === 'Failed') {
    throw new Error(`cannot ${what} in a completed pod; current phase is ${phase}`);
  }
}

/** Runs a command in a container of a Pod. Throws its exit code as an error. */
export function* execIn(
  invocation: Invocation,
  { metadata }: Pod,
  container: string,
  command: readonly string[],
  options: StreamOptions,
): Process<void> {
  const words = command.map((word) => `command=${encodeURIComponent(word)}`);
  const { stdin, tty } = options;
  const query = [
    ...words,
    `container=${encodeURIComponent(container)}`,
    ...(stdin ? ['stdin=true'] : []),
    'stdout=true',
    ...(tty ? ['tty=true'] : ['stderr=true']),
  ];
  const path = resourcePath(PODS, metadata.namespace ?? '', metadata.name ?? '', 'exec');
  yield* runStream(invocation, `${path}?${query.join('&')}`, options);
}
