import type { Pod } from '../../../api/k8s/core-v1.gen.ts';
import type { Process } from '../../../api/process.ts';
import { goQuote } from '../../../base/go-quote.ts';
import { PODS } from '../client/known.ts';
import { resourcePath } from '../client/resource.ts';
import type { Command } from '../command.ts';
import { CodedError, textOf } from '../errors.ts';
import type { Invocation } from '../invocation.ts';
import { chosenContainer } from '../pod/containers.ts';
import { attachablePod, findOne } from '../pod/find.ts';
import { runStream, setupTty } from '../pod/stream.ts';

/** `kubectl attach`. Models kubectl/pkg/cmd/attach. */
export const attachCommand: Command = {
  name: 'attach',
  flags: [
    { name: 'container', short: 'c', type: 'string' },
    { name: 'pod-running-timeout', type: 'duration', default: '1m0s' },
    { name: 'quiet', short: 'q', type: 'bool' },
    { name: 'stdin', short: 'i', type: 'bool' },
    { name: 'tty', short: 't', type: 'bool' },
  ],
  run: attach,
};

function* attach(invocation: Invocation): Process<void> {
  const { flags, args } = invocation;
  if (args.length === 0) throw new Error('at least 1 argument is required for attach');
  if (args.length > 2) {
    throw new Error(
      `expected POD, TYPE/NAME, or TYPE NAME, (at most 2 arguments) saw ${args.length}: [${args.join(' ')}]`,
    );
  }
  if (args.length === 2 && args[0]!.includes('/')) {
    throw new Error(`the server doesn't have a resource type ${goQuote(args[0]!)}`);
  }
  const found = yield* findOne(invocation, args.length === 2 ? `${args[0]}/${args[1]}` : args[0]);
  const pod = yield* attachablePod(invocation, found, flags.durationMs('pod-running-timeout'));
  const phase = pod.status?.phase;
  if (phase === 'Succeeded' || phase === 'Failed') {
    throw new Error(`cannot attach a container in a completed pod; current phase is ${phase}`);
  }
  yield* attachTo(invocation, pod, 'kubectl attach');
}

/** Connects to the main process of a container; `command` is how to come back to it. */
export function* attachTo(invocation: Invocation, pod: Pod, command: string): Process<void> {
  const { flags, err, out } = invocation;
  const quiet = flags.bool('quiet');
  const stdin = flags.bool('stdin');
  const container = containerToAttach(invocation, pod);
  let tty = flags.bool('tty');
  if (tty && !container.tty) {
    tty = false;
    if (!quiet) err(`error: Unable to use a TTY - container ${container.name} did not allocate one\n`);
  } else if (container.tty) tty = true;
  const raw = setupTty(invocation, stdin, tty) && stdin;
  if (!quiet) err("If you don't see a command prompt, try pressing enter.\n");
  const query = [
    `container=${encodeURIComponent(container.name)}`,
    ...(stdin ? ['stdin=true'] : []),
    'stdout=true',
    ...(raw ? ['tty=true'] : ['stderr=true']),
  ];
  const path = resourcePath(PODS, pod.metadata.namespace ?? '', pod.metadata.name ?? '', 'attach');
  try {
    yield* runStream(invocation, `${path}?${query.join('&')}`, { stdin, tty: raw });
  } catch (error) {
    // How the process ended is no matter of the connection to it.
    if (!(error instanceof CodedError)) throw error;
  }
  if (quiet || !raw || pod.spec?.restartPolicy !== 'Always') return;
  const again = `'${command} ${pod.metadata.name} -c ${container.name} -i -t'`;
  const isEphemeral = pod.spec.ephemeralContainers?.some(({ name }) => name === container.name);
  out(
    isEphemeral
      ? `Session ended, the ephemeral container will not be restarted but may be reattached using ${again} if it is still running\n`
      : `Session ended, resume using ${again} command when the pod is running\n`,
  );
}

function containerToAttach(invocation: Invocation, pod: Pod): { readonly name: string; readonly tty?: boolean } {
  try {
    return chosenContainer(invocation, pod, invocation.flags.bool('quiet'));
  } catch (error) {
    throw new Error(`cannot attach to the container: ${textOf(error)}`);
  }
}
