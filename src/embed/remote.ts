import { scenarioChoices } from '../ui/shell/scenarios.ts';
import { mirror, onDelta, useCluster } from '../ui/store/cluster-store.ts';
import { call, startRun } from '../ui/store/session.ts';
import { select } from '../ui/store/view-store.ts';
import { seek, setRunning, setSpeed } from '../ui/timeline/run-control.ts';
import type { EmbedOptions } from './options.ts';
import type { Answer, FrameCall, FrameState, GoalState, News, Question } from './wire.ts';

/** The page around is told of changes at most so often. */
const EVERY_MS = 250;

const goalStates = (): GoalState[] =>
  (useCluster.getState().goals?.goals ?? []).map(({ id, state }) => ({ id, state }));

export function frameState(): FrameState {
  const { run, phase, nowMs, running, speed } = useCluster.getState();
  return {
    goals: goalStates(),
    scenario: run?.name ?? '',
    phase,
    nowMs,
    running,
    speed,
    nodes: [...mirror.nodes.values()].map(({ name, ready }) => ({ name, ready })),
    pods: [...mirror.pods.values()].map(({ namespace, name, state, node }) => ({ namespace, name, state, node })),
  };
}

/** The number that a call must give. */
function numberOf(value: unknown, name: string): number {
  if (typeof value !== 'number' || !Number.isFinite(value)) throw new Error(`${name}: must be a number`);
  return value;
}

function textOf(value: unknown, name: string): string {
  if (typeof value !== 'string') throw new Error(`${name}: must be a string`);
  return value;
}

/** Links are rare in frames: what reads and writes them is loaded when one comes. */
const situations = () => import('../ui/share/situations.ts');

async function load({ text, scenario, link }: Extract<FrameCall, { do: 'load' }>): Promise<FrameState> {
  if (link !== undefined) await (await situations()).openSituation(textOf(link, 'link'));
  else if (text !== undefined) await startRun(() => Promise.resolve(textOf(text, 'text')));
  else {
    const choice = scenarioChoices.find(({ file }) => file === `${textOf(scenario, 'scenario')}.yaml`);
    if (!choice) throw new Error(`scenario: there is none of the name ${scenario}`);
    await startRun(choice.load);
  }
  const { phase, trouble } = useCluster.getState();
  if (phase === 'refused') throw new Error(trouble);
  return frameState();
}

/** Carries out what is asked. Throws an Error with what is wrong. */
async function carryOut(question: FrameCall): Promise<unknown> {
  switch (question.do) {
    case 'load':
      return await load(question);
    case 'run':
    case 'pause':
      setRunning(question.do === 'run');
      return null;
    case 'speed':
      setSpeed(numberOf(question.speed, 'speed'));
      return null;
    case 'seek':
      seek(numberOf(question.toMs, 'toMs'));
      return null;
    case 'select': {
      const { kind, namespace, name } = question;
      select({ kind: textOf(kind, 'kind'), namespace: textOf(namespace, 'namespace'), name: textOf(name, 'name') });
      return null;
    }
    case 'apply': {
      const answer = await call({ type: 'apply', yaml: textOf(question.yaml, 'yaml') });
      if (answer.type !== 'applied') throw new Error(answer.type === 'refused' ? answer.message : 'not applied');
      return answer.results;
    }
    case 'kubectl': {
      const answer = await call({ type: 'kubectl', line: textOf(question.line, 'line') });
      if (answer.type !== 'output') throw new Error(answer.type === 'refused' ? answer.message : 'no output');
      const { stdout, stderr, exitCode } = answer;
      return { stdout, stderr, exitCode };
    }
    case 'getState':
      return frameState();
    case 'getLink':
      return await (await situations()).linkNow();
    default:
      throw new Error(`do: unknown call ${JSON.stringify((question as { do?: unknown }).do)}`);
  }
}

const changing: ReadonlySet<string> = new Set(['apply', 'kubectl', 'load']);

function isQuestion(data: unknown): data is Question {
  const question = data as Partial<Question> | null;
  return typeof data === 'object' && question?.orrery === 1 && typeof question.id === 'number' && 'do' in question;
}

/** Tells the page around what happens, as long as the frame lives. */
function tellNews(send: (news: News) => void): void {
  let lastMs = 0;
  let timer = 0;
  const tellState = () => {
    timer = 0;
    lastMs = performance.now();
    send({ orrery: 1, event: 'state', state: frameState() });
  };
  useCluster.subscribe((state, before) => {
    if (timer !== 0 || (state.pods === before.pods && state.running === before.running && state.phase === before.phase))
      return;
    timer = window.setTimeout(tellState, Math.max(0, EVERY_MS - (performance.now() - lastMs)));
  });
  let said = '[]';
  useCluster.subscribe(({ goals }, before) => {
    if (goals === before.goals || goals === null) return;
    const solved = goals.solvedMs !== null;
    const states = goalStates();
    const now = JSON.stringify([states, solved]);
    if (now === said) return;
    said = now;
    send({ orrery: 1, event: 'goals', goals: states, solved });
  });
  const told = new Map<string, number>();
  onDelta((delta) => {
    if (delta.reset) told.clear();
    if (!delta.events) return;
    for (const { uid, reason, type, kind, name, message, count } of mirror.events.values()) {
      if (told.get(uid) === count) continue;
      told.set(uid, count);
      send({ orrery: 1, event: 'event', reason, type, kind, name, message });
    }
  });
}

/**
 * Lets the page around the frame steer it by messages, and tells it what happens. Only the window around is heard, and
 * only while it is of the origin that the address names; without one, of the frame's own.
 */
export function beRemote(options: EmbedOptions): void {
  if (window.parent === window) return;
  const origin = options.origin ?? location.origin;
  const send = (message: Answer | News): void => window.parent.postMessage(message, origin);
  addEventListener('message', (event: MessageEvent<unknown>) => {
    if (event.source !== window.parent || event.origin !== origin || !isQuestion(event.data)) return;
    const { id } = event.data;
    const refused = options.readOnly && changing.has(event.data.do);
    const value = refused ? Promise.reject(new Error('this frame is read-only')) : carryOut(event.data);
    value.then(
      (done) => send({ orrery: 1, id, ok: true, value: done }),
      (error: unknown) =>
        send({ orrery: 1, id, ok: false, error: error instanceof Error ? error.message : String(error) }),
    );
  });
  addEventListener('keydown', (event) => {
    if (event.key !== 'Escape' || event.defaultPrevented) return;
    (document.activeElement as HTMLElement | null)?.blur();
    window.parent.focus();
    send({ orrery: 1, event: 'leave' });
  });
  tellNews(send);
  send({ orrery: 1, event: 'ready' });
}
