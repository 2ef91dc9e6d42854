import { type Process, wait } from '../../api/process.ts';
import { encodeUtf8 } from '../../base/bytes.ts';
import type { Behaviour, StartLog } from '../images/image.ts';
import type {
  LoadedServer,
  ServerLine,
  ServerModel,
  SignalPlace,
  StartPlace,
  WorkerModel,
} from '../images/server-model.ts';
import type { Proc } from '../shell/kernel/proc.ts';
import { SIGCHLD, SIGINT, SIGQUIT, SIGTERM } from '../shell/kernel/signals.ts';

/** A server program that runs inside a container. */
export interface ListeningServer {
  readonly behaviour: Behaviour;
  /** Undefined for one of which only the behaviour is known. */
  readonly model: ServerModel | undefined;
  readonly startedMs: number;
  readonly proc: Proc;
  readonly words: readonly string[];
  /** It listens, with what it has read. Undefined before, and for servers that read nothing. */
  loaded: LoadedServer | undefined;
  workers: Proc[];
}

/** A server that starts, or that has been running and only now gets a process. */
export interface ServerStart {
  readonly behaviour: Behaviour;
  readonly model: ServerModel | undefined;
  readonly startedMs: number;
  /** Somebody looks into a container whose server has been running for a while. */
  readonly isAdopted: boolean;
  /** Its container's behaviour ends it: it is the main process. */
  readonly isMain: boolean;
  /** What it writes when it starts, where its model does not say it. */
  readonly startLog: StartLog;
  /** Tells who asks for its ports. */
  readonly onListening: (server: ListeningServer) => void;
  readonly place: (proc: Proc) => StartPlace;
}

interface Received {
  readonly signal: number;
  readonly sender: number;
}

/** The image's server as a program: it listens and reacts to signals until one ends it, or its time is over. */
export function* serverProgram(proc: Proc, start: ServerStart): Process<number> {
  const { behaviour, model, isAdopted } = start;
  const server: ListeningServer = {
    behaviour,
    model,
    startedMs: start.startedMs,
    proc,
    words: proc.argv,
    loaded: undefined,
    workers: [],
  };
  const loaded = model?.load?.(start.place(proc));
  if (loaded && 'exitCode' in loaded) {
    // Its entry point takes its time before.
    yield behaviour.startupMs;
    yield* writeAll(proc, loaded.log);
    return loaded.exitCode;
  }
  server.loaded = loaded;
  const received = listen(server);
  if (!isAdopted)
    yield* writeAll(
      proc,
      startLines(start, () => start.place(proc)),
    );
  if (proc.pid === 1) proc.kernel.pids.nextPid = Math.max(proc.kernel.pids.nextPid, model?.pidsUsed ?? 0);
  becomeMaster(server, start);
  start.onListening(server);
  if (!start.isMain && behaviour.exitAfterMs !== undefined) {
    const { engine, scope } = proc.kernel.options;
    engine.after(behaviour.exitAfterMs, () => received.add({ signal: 0, sender: 0 }), undefined, scope);
  }
  return yield* serve(server, start, received);
}

/** What a server writes when it starts. What its behaviour says, as a refusal, comes before what its model says. */
export function startLines(
  { behaviour, model, startLog }: Pick<ServerStart, 'behaviour' | 'model' | 'startLog'>,
  place: () => StartPlace,
): readonly ServerLine[] {
  const own = behaviour.startLog ?? model?.startLog;
  const log = own ?? startLog;
  return typeof log === 'function' ? log(place()) : log;
}

interface Queue {
  readonly waiting: Received[];
  add(one: Received): void;
}

function* serve(server: ListeningServer, start: ServerStart, received: Queue): Process<number> {
  const { proc, behaviour } = server;
  for (;;) {
    const next = received.waiting.shift();
    if (next?.signal === 0) return behaviour.exitCode;
    if (next) {
      const exitCode = yield* react(server, start, next);
      if (exitCode !== undefined) return exitCode;
      continue;
    }
    if (server.workers.some(({ alive }) => !alive)) yield* replaceDead(server, start);
    else yield* wait(proc.nextEvent());
  }
}

/** Signals wait in a queue: the process takes one after the other. */
function listen({ proc, behaviour, model }: ListeningServer): Queue {
  const queue: Queue = {
    waiting: [],
    add(one) {
      queue.waiting.push(one);
      proc.rouse();
    },
  };
  const known = model
    ? Object.keys(model.signals).map(Number)
    : behaviour.stopMs < Infinity
      ? [SIGTERM, SIGQUIT, SIGINT]
      : [];
  for (const signal of known) {
    proc.dispositions.set(signal, (_signal, sender) => queue.add({ signal, sender }));
  }
  return queue;
}

function becomeMaster(server: ListeningServer, start: ServerStart): void {
  const { proc, model } = server;
  proc.memoryBytes = memoryShare(server, 0);
  if (!model) return;
  const workers = model.workers?.(start.place(proc)) ?? [];
  proc.comm = model.comm;
  const isByEntryPoint = server.words[0]?.endsWith('docker-entrypoint.sh') && proc.credentials.uid === 0;
  if (model.uid !== undefined && isByEntryPoint) proc.credentials = { uid: model.uid, gid: model.uid };
  const title = model.title?.(proc.argv);
  if (title !== undefined) proc.argv = [title];
  proc.memoryBytes = memoryShare(server, workers.length);
  server.workers = takeWorkers(server, workers);
}

/** What each of its processes holds of its memory. */
function memoryShare({ behaviour }: ListeningServer, workers: number): number {
  return Math.floor(behaviour.memoryBytes / (workers + 1));
}

function takeWorkers(server: ListeningServer, models: readonly WorkerModel[]): Proc[] {
  const { proc, model } = server;
  return models.map(({ title, uid }) => {
    const { kernel, env, cwd } = proc;
    const credentials = { uid, gid: uid };
    const worker = kernel.create({ argv: [title], env, cwd, credentials, files: proc.files, parent: proc });
    worker.group = proc.group;
    worker.comm = model!.comm;
    worker.memoryBytes = proc.memoryBytes;
    for (const signal of [SIGTERM, SIGQUIT]) worker.dispositions.set(signal, () => kernel.end(worker, 0));
    return worker;
  });
}

function* react(
  server: ListeningServer,
  start: ServerStart,
  { signal, sender }: Received,
): Process<number | undefined> {
  const { proc, model, behaviour } = server;
  const reaction = model?.signals[signal] ?? {
    ends: { afterMs: behaviour.stopMs, exitCode: behaviour.stopExitCode },
  };
  const before = server.workers;
  if (reaction.reloads) {
    const again = model?.load?.(start.place(proc));
    const isBroken = again !== undefined && 'exitCode' in again;
    if (isBroken) {
      yield* writeAll(proc, [...(reaction.log?.(placeOf(server, signal, sender, [])) ?? []).slice(0, 1), ...again.log]);
      return undefined;
    }
    server.loaded = again;
    server.workers = takeWorkers(server, model?.workers?.(start.place(proc)) ?? []);
  }
  const added = reaction.reloads ? server.workers.map(({ pid }) => pid) : [];
  const place = { ...placeOf(server, signal, sender, added), workers: before.map(({ pid }) => pid) };
  yield* writeAll(proc, reaction.log?.(place) ?? []);
  if (reaction.reloads) for (const one of before) proc.kernel.end(one, 0);
  if (!reaction.ends) return undefined;
  yield server.loaded?.stopMs ?? reaction.ends.afterMs;
  for (const one of before) proc.kernel.end(one, 0);
  return reaction.ends.exitCode;
}

function* replaceDead(server: ListeningServer, start: ServerStart): Process<void> {
  const { proc, model } = server;
  const at = server.workers.findIndex(({ alive }) => !alive);
  const dead = server.workers[at]!;
  const fresh = takeWorkers(server, (model?.workers?.(start.place(proc)) ?? []).slice(at, at + 1));
  server.workers = server.workers.flatMap((one, i) => (i === at ? fresh : [one]));
  const added = fresh.map(({ pid }) => pid);
  const place = { ...placeOf(server, SIGCHLD, dead.pid, added), workers: [dead.pid], killedBy: dead.killedBy };
  yield* writeAll(proc, model?.workerDied?.(place) ?? []);
}

function placeOf(
  { proc, workers, loaded }: ListeningServer,
  signal: number,
  sender: number,
  added: number[],
): SignalPlace {
  const { unixMs } = proc.kernel;
  const own = loaded?.stopMs === undefined ? {} : { stopMs: loaded.stopMs };
  return { unixMs, pid: proc.pid, signal, sender, workers: workers.map(({ pid }) => pid), newWorkers: added, ...own };
}

function* writeAll(proc: Proc, lines: readonly ServerLine[]): Process<void> {
  const beganMs = proc.kernel.nowMs;
  for (const line of lines) {
    const { text, stream = 'stdout', afterMs = 0 } = typeof line === 'string' ? { text: line } : line;
    const waitMs = beganMs + afterMs - proc.kernel.nowMs;
    if (waitMs > 0) yield waitMs;
    const fd = stream === 'stdout' ? 1 : 2;
    if (proc.files.has(fd)) yield* proc.write(fd, `${encodeUtf8(text)}\n`);
  }
}
