import { type Process, sleep, type Waitable, wait } from '../../api/process.ts';
import type { Action, Scenario, Step } from '../../api/scenario.ts';
import { Future } from '../engine/future.ts';

import type { Print } from '../workstation/workstation.ts';

import { type ActionResult, type Cluster, type ClusterOptions, createCluster } from './cluster.ts';

/** What an input did: for kubectl what it printed, for others what there is to say. */
export interface StepOutput extends ActionResult {
  readonly type: Action['type'];
  /** Virtual time of the input since the cluster was up. */
  readonly atMs: number;
  /** The kubectl command line without the word kubectl; for other inputs what they do, in words. */
  readonly command: string;
}

/** An input that has begun; `result` settles when it is done. */
export interface BegunStep extends Step {
  readonly result: Waitable<ActionResult>;
}

/**
 * A run: the cluster of a scenario, its scripted inputs and those that a person adds. Scenario, seed and `begun` are
 * all it takes to repeat it.
 */
export interface ScenarioRun {
  readonly cluster: Cluster;
  /** The input log, in order. */
  readonly begun: readonly BegunStep[];
  /** Adds an input at the next whole millisecond. The caller runs the engine. `print` gets output as it comes. */
  act(action: Action, print?: Print): Waitable<ActionResult>;
  /** Leaves out those scripted inputs that have not begun. */
  drop(actions: ReadonlySet<Action>): void;
  /** Called when an input begins. */
  onStep(listener: (step: BegunStep) => void): void;
}

/** Exit status of a command that was interrupted, as a shell reports Ctrl-C. */
const INTERRUPTED = 130;
/** Commands that are still at work at the end of a run get this much more virtual time. */
const PATIENCE_MS = 600_000;

/** What a run gets from outside, whatever its scenario. */
export type Surroundings = Pick<ClusterOptions, 'epochMs' | 'descriptions' | 'onEdit'>;

/**
 * Builds the cluster of a scenario and schedules its objects and steps. The caller runs the engine.
 */
export function startScenario(scenario: Scenario, surroundings: Surroundings = {}): ScenarioRun {
  const cluster = createCluster({
    cluster: scenario.cluster,
    images: scenario.images,
    seed: scenario.seed,
    machines: scenario.machines ?? [],
    support: scenario.support,
    ...surroundings,
  });
  const { engine } = cluster;
  const begun: BegunStep[] = [];
  const listeners: ((step: BegunStep) => void)[] = [];
  const dropped = new Set<Action>();

  const begin = (action: Action, print?: Print): Waitable<ActionResult> => {
    const step: BegunStep = { atMs: engine.nowMs - cluster.upAtMs, action, result: cluster.act(action, print) };
    begun.push(step);
    for (const listener of listeners) listener(step);
    return step.result;
  };

  function* play(): Process {
    yield* wait(cluster.up);
    if (scenario.objects.trim() !== '') begin({ type: 'apply', yaml: scenario.objects });
    for (const { atMs, action } of scenario.steps) {
      const waitMs = cluster.upAtMs + atMs - engine.nowMs;
      if (waitMs > 0) yield* sleep(waitMs);
      if (!dropped.has(action)) begin(action);
    }
  }

  engine.spawn(play());
  return {
    cluster,
    begun,
    act: (action, print) => {
      const done = new Future<ActionResult>();
      const start = (): void => {
        const result = begin(action, print);
        result.onSettle(() => done.resolve(result.value));
      };
      engine.at(Math.ceil(engine.nowMs), start, undefined);
      return done;
    },
    drop: (actions) => {
      for (const action of actions) dropped.add(action);
    },
    onStep: (listener) => listeners.push(listener),
  };
}

/** Runs a scenario to its end. `problems` names the steps that could not be carried out. */
export function runScenario(
  scenario: Scenario,
  surroundings: Surroundings = {},
): { run: ScenarioRun; outputs: StepOutput[]; problems: string[] } {
  const run = startScenario(scenario, surroundings);
  const { cluster, begun } = run;
  const { engine } = cluster;
  while (!cluster.up.settled && engine.step());
  if (!cluster.up.settled) throw new Error('the cluster did not come up');
  const endMs = cluster.upAtMs + scenario.untilMs;
  engine.runUntil(endMs);
  while (begun.some((step) => !step.result.settled) && engine.nextTimeMs <= endMs + PATIENCE_MS) engine.step();

  const outputs = begun.map(outputOf);
  const problems = outputs
    .filter((output) => output.type !== 'kubectl' && output.type !== 'shell' && output.exitCode !== 0)
    .map(({ atMs, command, stderr }) =>
      `the step at ${atMs / 1000}s could not be carried out: ${command}\n${stderr}`.trimEnd(),
    );
  return { run, outputs, problems };
}

/** What an input printed, so far. */
export function outputOf({ action, atMs, result }: BegunStep): StepOutput {
  const done = result.settled ? result.value : { stdout: '', stderr: '', exitCode: INTERRUPTED };
  return { type: action.type, atMs, command: describeAction(action), ...done };
}

/** An action in the words of a command. */
export function describeAction(action: Action): string {
  switch (action.type) {
    case 'kubectl':
      return action.command;
    case 'apply':
      return 'apply -f -';
    case 'configureScheduler':
      return 'configure kube-scheduler';
    case 'shell':
      return action.line;
    case 'keys':
      return `keys ${JSON.stringify(action.data)}`;
    case 'complete':
      return `complete ${action.line.slice(0, action.cursor)}`;
    case 'edited':
      return action.text === null ? 'leave the editor' : 'save the edited text';
    case 'fault':
      return `${action.fault} ${action.target}`;
    case 'support':
      return 'switch' in action
        ? `support: switch ${action.switch} to ${action.to}`
        : `support: restart ${action.restart}`;
    case 'push':
      return `push ${action.image.name}`;
    case 'traffic':
      return `traffic ${action.name} to ${action.to} at ${action.rps}/s`;
  }
}
