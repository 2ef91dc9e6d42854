import { type Process, sleep, type Waitable, wait } from '../../api/process.ts';
import type { Action, ImageSpec } from '../../api/scenario.ts';
import type { HttpRequest, HttpResponse } from '../apiserver/request.ts';
import { spawnGuarded } from '../client/guard.ts';
import type { Engine } from '../engine/engine.ts';
import type { Future } from '../engine/future.ts';
import type { Scope } from '../engine/scope.ts';
import type { Trace } from '../engine/trace.ts';
import { FaultError, type FaultTargets } from '../faults/fault.ts';
import { findFaults } from '../faults/find-faults.ts';
import type { KubectlEnv } from '../kubectl/env.ts';
import { kubectl } from '../kubectl/kubectl.ts';
import { splitCommandLine } from '../kubectl/split-command-line.ts';
import type { Host } from '../network/network.ts';
import type { Traffic } from '../traffic/traffic.ts';
import type { FaultPort } from '../workstation/fault-command.ts';
import { filesOf, HOME } from '../workstation/files.ts';
import type { KubectlBase } from '../workstation/kubectl-program.ts';
import type { SchedulerRecords } from '../workstation/orrery-program.ts';
import { createSentManifests, type SentManifests } from '../workstation/sent-manifests.ts';
import { createWorkstation, type Print, type Workstation } from '../workstation/workstation.ts';
import { CONFIGURED, readConfiguration, splitConfigurations } from './scheduler-configuration.ts';

/** What an input did: for kubectl what it printed; for others an error text and exit code 1 if it was impossible. */
export interface ActionResult {
  readonly stdout: string;
  readonly stderr: string;
  readonly exitCode: number;
  /** Of a line of the terminal: the manifests that it sent and the API server took. */
  readonly manifests?: readonly unknown[];
}

/** Carries out inputs. */
export interface Actor {
  /** `print` gets the output of a terminal's line as it comes. */
  act(action: Action, print?: Print): Waitable<ActionResult>;
  /** The computer on which people type. */
  readonly workstation: Workstation;
  /** How many inputs are still at work, lines of the terminal aside. */
  pending(): number;
}

export interface ActorOptions extends FaultTargets {
  readonly engine: Engine;
  readonly trace: Trace;
  /** The computer that kubectl runs on. */
  readonly operator: Host;
  readonly http: (request: HttpRequest, scope: Scope) => Future<HttpResponse>;
  readonly traffic: Traffic;
  /** Puts an image into the registry. Throws Error for a name that is none. */
  readonly push: (image: ImageSpec) => void;
  /** What the scheduler tells of a Pod. */
  readonly records: SchedulerRecords;
  /** Opens the page's editor. */
  readonly onEdit?: ((path: string, text: string) => void) | undefined;
}

/** Address of the API server as kubeconfig has it, for messages. */
const SERVER = '192.168.10.2:6443';
const DONE: ActionResult = { stdout: '', stderr: '', exitCode: 0 };

/** Makes what carries out the inputs of a cluster. Each is a message in the trace, the cause of all that follows. */
export function createActor(options: ActorOptions): Actor {
  const { engine, trace, operator } = options;
  const faults = faultPort(options);
  const base = kubectlBase(options);
  const { records, onEdit } = options;
  const sent = createSentManifests();
  const workstation = createWorkstation({
    ...{ engine, scope: operator.scope, records, faults, onEdit },
    kubectl: (scope) => sent.listening(base(scope)),
  });
  let pending = 0;

  const runKubectl = (argv: readonly string[], stdin: string | undefined): Process<ActionResult> => {
    const scope = operator.scope.child('kubectl');
    const files = filesOf(workstation.kernel.fs, HOME);
    const env: KubectlEnv = {
      ...base(scope),
      scope,
      cwd: HOME,
      files,
      listen: workstation.listen,
      ...(stdin === undefined ? {} : { stdin }),
    };
    return closing(scope, kubectl(argv, env));
  };
  const perform = (action: Action, print: Print | undefined): Process<ActionResult> => {
    switch (action.type) {
      case 'kubectl':
        return runKubectl(splitCommandLine(action.command), action.stdin);
      case 'apply':
        return applied(action.yaml, options, (yaml) => runKubectl(['apply', '-f', '-'], yaml));
      case 'configureScheduler':
        return configured(action.yaml, options);
      case 'shell':
        return typed(workstation, sent, action, print);
      case 'keys':
        return atOnce(() => workstation.keys(action.data));
      case 'complete':
        return completion(workstation, action);
      case 'edited':
        return atOnce(() => workstation.edited(action.text));
      case 'fault':
        return atOnce(() => faults.inject(action));
      case 'traffic':
        return atOnce(() => options.traffic.set(action));
      case 'support':
        return atOnce(() => options.machines.deed(action));
      case 'push':
        return atOnce(() => options.push(action.image));
    }
  };
  return {
    pending: () => pending,
    workstation,
    act(action, print) {
      const before = engine.cause;
      engine.cause = trace.record('input', operator.name, '', engine.nowMs, action);
      const result = spawnGuarded(engine, operator.scope, perform(action, print));
      // A line of the terminal may run for as long as the person likes.
      if (action.type !== 'shell') {
        pending++;
        result.onSettle(() => pending--);
      }
      engine.cause = before;
      return result;
    },
  };
}

/** Where faults are brought about, by scenarios, by mouse and in the terminal alike. */
function faultPort(options: ActorOptions): FaultPort {
  const faults = findFaults();
  return {
    names: [...faults.keys()],
    inject(action) {
      const fault = faults.get(action.fault);
      if (!fault) throw new FaultError(`there is no fault ${action.fault}`);
      const heal = fault.inject(options, action);
      if (heal && action.durationMs !== undefined) options.engine.after(action.durationMs, heal, undefined);
    },
  };
}

/** Gives the scheduler a configuration. */
function configured(yaml: string, { controlPlane }: FaultTargets): Process<ActionResult> {
  return atOnce(() => controlPlane.configureScheduler(readConfiguration(yaml), yaml));
}

/** Applies a stream; a configuration of the scheduler in it goes to the scheduler. */
function* applied(
  yaml: string,
  targets: FaultTargets,
  apply: (yaml: string) => Process<ActionResult>,
): Process<ActionResult> {
  const { configurations, rest } = splitConfigurations(yaml);
  for (const text of configurations) {
    const result = yield* configured(text, targets);
    if (result.exitCode !== 0) return result;
  }
  const objects = configurations.length > 0 && rest === '' ? DONE : yield* apply(rest);
  return { ...objects, stdout: CONFIGURED.repeat(configurations.length) + objects.stdout };
}

/** What kubectl finds on the operator's computer, whoever runs it there. */
function kubectlBase({ engine, operator, http }: ActorOptions): (scope: Scope) => KubectlBase {
  const cache: KubectlEnv['cache'] = {};
  return (scope) => ({
    transport: function* (request) {
      return yield* wait(http(request, scope));
    },
    engine,
    host: operator,
    nowMs: () => engine.unixMs,
    namespace: 'default',
    server: SERVER,
    cache,
  });
}

/** Runs a line of the terminal; its output is kept as well. */
function* typed(
  workstation: Workstation,
  sent: SentManifests,
  { line, ...size }: Extract<Action, { type: 'shell' }>,
  print: Print = () => undefined,
): Process<ActionResult> {
  const printed = { stdout: '', stderr: '' };
  sent.take();
  const exitCode = yield* wait(
    workstation.run(line, size, (stream, text) => {
      printed[stream] += text;
      print(stream, text);
    }),
  );
  return { ...printed, exitCode, manifests: sent.take() };
}

/** What may stand before the cursor, as JSON: `{from, words}`. */
function* completion(
  workstation: Workstation,
  { line, cursor }: Extract<Action, { type: 'complete' }>,
): Process<ActionResult> {
  return { ...DONE, stdout: JSON.stringify(yield* workstation.complete(line, cursor)) };
}

/** Ends a command's process with it, and whatever watches it has open. */
function* closing(scope: Scope, process: Process<ActionResult>): Process<ActionResult> {
  const result = yield* process;
  scope.kill();
  return result;
}

function* atOnce(run: () => void): Process<ActionResult> {
  yield* sleep(0);
  try {
    run();
    return DONE;
  } catch (error) {
    // A target that does not exist, or a URL that is none.
    return { stdout: '', stderr: `error: ${(error as Error).message}\n`, exitCode: 1 };
  }
}
