import { ApiError } from '../../../api/status.ts';
import { encodeUtf8 } from '../../../base/bytes.ts';
import { ERROR, RESIZE, STDERR, STDIN, STDOUT } from '../../apiserver/channels.ts';
import type { LogLine } from '../../containers/container-log.ts';
import type { ContainerWorld } from '../../containers/container-world.ts';
import { type OpenFile, openSink, openText } from '../../shell/kernel/open-file.ts';
import { Pipe } from '../../shell/kernel/pipe.ts';
import type { Proc } from '../../shell/kernel/proc.ts';
import { createTty, type Tty } from '../../shell/kernel/tty.ts';
import type { KubeletState, PodRecord } from '../kubelet-state.ts';
import { execProblem } from '../run-in-container.ts';
import { containerOf, type RuntimeContainer } from '../runtime-container.ts';
import { createLink, type Link } from './link.ts';
import { followLog } from './log.ts';
import type { KubeletRequest, KubeletResponse } from './requests.ts';

type ExecRequest = KubeletRequest & { what: 'exec' | 'attach' };

/** Runs a command in a container, or connects to its main process. Throws ApiError. */
export function serveExec(kubelet: KubeletState, record: PodRecord, request: ExecRequest): KubeletResponse {
  const made = containerOf(kubelet.runtime.sandboxes.get(record.uid), request.container);
  if (made?.state !== 'running') {
    throw new ApiError(
      500,
      'InternalError',
      `unable to upgrade connection: container not found ("${request.container}")`,
    );
  }
  return request.what === 'exec' ? exec(kubelet, made, request) : attach(kubelet, made, request);
}

function exec(kubelet: KubeletState, made: RuntimeContainer, request: ExecRequest): KubeletResponse {
  const world = kubelet.runtime.worldOf(made);
  const input = new Pipe();
  let tty: Tty | undefined;
  let proc: Proc | string = '';
  const link = createLink(
    kubelet,
    request.client!,
    {
      data: (channel, data) => take(channel, data, input, tty),
      close: (channel) => void (channel === STDIN && endInput(input, tty)),
      end: () => endInput(input, tty),
    },
    'exec',
  );
  const files = new Map<number, OpenFile>();
  if (request.tty) {
    tty = createTty(world.kernel, (data) => link.send(STDOUT, data));
    for (const fd of [0, 1, 2]) files.set(fd, tty.file);
  } else {
    files.set(0, request.stdin ? input.reader : openText(''));
    files.set(
      1,
      openSink((data) => link.send(STDOUT, data)),
    );
    files.set(
      2,
      openSink((data) => link.send(STDERR, data)),
    );
  }
  proc = world.run(request.command.map(encodeUtf8), files, tty);
  // What is done inside may change what probes find.
  kubelet.runtime.onChange?.(made.sandbox.podUid);
  if (typeof proc === 'string') {
    const message = `error executing command in container: ${execProblem(made, proc)}`;
    const status = {
      metadata: {},
      status: 'Failure',
      message: `Internal error occurred: ${message}`,
      reason: 'InternalError',
    };
    finish(link, { ...status, details: { causes: [{ message }] }, code: 500 });
    return { body: '', connection: link.connection };
  }
  const { exited } = proc;
  const ended = proc;
  exited.onSettle(() => finish(link, exitStatus(ended.exitCode)));
  return { body: '', connection: link.connection };
}

function attach(kubelet: KubeletState, made: RuntimeContainer, { client, stdin }: ExecRequest): KubeletResponse {
  const world: ContainerWorld = kubelet.runtime.worldOf(made);
  const watch = (stream: 'stdout' | 'stderr', data: string): void =>
    link.send(stream === 'stdout' || world.tty ? STDOUT : STDERR, data);
  let unfollow = (): void => {};
  const link = createLink(
    kubelet,
    client!,
    {
      data: (channel, data) => void (stdin && take(channel, data, world.input, world.tty)),
      close: (channel) => void (channel === STDIN && stdin && world.input?.end()),
      end: () => {
        world.watchers.delete(watch);
        unfollow();
      },
    },
    'attach',
  );
  // What servers write beside their processes, such as lines for requests, is in the log alone.
  const isServer = made.behaviour !== undefined && !world.tty;
  if (!isServer) world.watchers.add(watch);
  const tell = (line: LogLine | undefined): void => {
    if (line && isServer) watch(line.stream, `${line.text}\n`);
    if (line) return;
    world.watchers.delete(watch);
    // The runtime's attach says nothing of how the process ended.
    finish(link, exitStatus(0));
  };
  unfollow = isServer ? followLog(kubelet, made.log, tell) : made.log.follow(tell);
  return { body: '', connection: link.connection };
}

function take(channel: number, data: string, input: Pipe | undefined, tty: Tty | undefined): void {
  if (channel === STDIN) {
    if (tty) tty.input(data);
    else input?.feed(data);
  } else if (channel === RESIZE && tty) {
    const size = /"Width":(\d+).*"Height":(\d+)/.exec(data);
    if (size) tty.resize(Number(size[1]), Number(size[2]));
  }
}

function endInput(input: Pipe, tty: Tty | undefined): void {
  input.end();
  tty?.hangUp();
}

function finish(link: Link, status: object): void {
  link.send(ERROR, encodeUtf8(JSON.stringify(status)));
  link.close();
}

/** How a command ended, as the error channel says it. Models remotecommand (the v4 protocol's status). */
function exitStatus(exitCode: number): object {
  if (exitCode === 0) return { metadata: {}, status: 'Success' };
  return {
    metadata: {},
    status: 'Failure',
    message: `command terminated with non-zero exit code: exit status ${exitCode}`,
    reason: 'NonZeroExitCode',
    details: { causes: [{ reason: 'ExitCode', message: String(exitCode) }] },
  };
}
