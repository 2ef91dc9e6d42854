import type { Descriptions } from '../api/openapi.ts';
import type { Action } from '../api/scenario.ts';
import { SituationError } from '../api/situation/situation.ts';
import type { ToPage, ToWorker } from '../protocol/messages.ts';
import type { ActionResult } from '../sim/cluster/cluster.ts';
import { recordedSteps } from '../sim/export/recorded-steps.ts';
import { checkText } from './check-text.ts';
import { diffStream } from './diff-stream.ts';
import { exportSession } from './export-session.ts';
import { deedText, isDeed } from './flags.ts';
import { readScenario } from './read-scenario.ts';
import type { Session } from './session.ts';
import { TimeMachine } from './time/time-machine.ts';

// Hosts one simulation: the only onmessage, the only wall clock of the simulation.

/** About sixty frames a second. */
const FRAME_MS = 16;

const post = (message: ToPage): void => self.postMessage(message);
const wallMs = (): number => performance.now();

/** What the simulation answers to `complete`. */
interface Completions {
  readonly from: number;
  readonly words: readonly string[];
}

const time = new TimeMachine(post, wallMs);

/** A part of its own: the page does not wait for it, the simulation does. */
const texts = import('../api/openapi/descriptions.gen.json');

function receive(message: ToWorker): void {
  if (message.type === 'load') {
    const scenario = readScenario(message.scenario);
    if ('refused' in scenario) {
      post({ type: 'refused', id: message.id, message: scenario.refused });
      return;
    }
    try {
      time.load(scenario, message.situation);
    } catch (error) {
      if (!(error instanceof SituationError)) throw error;
      post({ type: 'refused', id: message.id, message: error.message });
      return;
    }
    const { name, title, seed, lesson = null } = scenario;
    post({ type: 'loaded', id: message.id, name, title, seed, lesson });
    return;
  }
  if (message.type === 'check') post({ type: 'checked', id: message.id, faults: checkText(message.scenario) });
  else if ('id' in message) carryOut(message);
  else steer(message);
}

type Call = Extract<ToWorker, { id: number }>;

const ignore = (): void => undefined;

/** What asks for no answer. */
function steer(message: Exclude<ToWorker, Call>): void {
  switch (message.type) {
    case 'seek':
      time.seek(message.toMs);
      break;
    case 'back':
      time.back();
      break;
    case 'switchBranch':
      time.switchTo(message.branch);
      break;
    case 'renameBranch':
      time.rename(message.branch, message.name);
      break;
    case 'keepUp':
      time.keepUp(message.toMs);
      break;
    case 'speed':
    case 'limit':
    case 'follow':
    case 'show':
    case 'journey':
    case 'tail':
    case 'audit':
    case 'caption':
    case 'measure':
      time.keep(message);
      break;
    default: {
      const session = time.session();
      if (session) steerRun(session, message);
    }
  }
}

type Steering = Extract<ToWorker, { type: 'play' | 'pause' | 'step' | 'predict' | 'reveal' | 'keys' | 'edited' }>;

function steerRun(to: Session, message: Steering): void {
  switch (message.type) {
    case 'play':
      to.play();
      break;
    case 'pause':
      to.pause();
      break;
    case 'step':
      to.step(message.unit);
      break;
    case 'predict':
      to.predict(message.on);
      break;
    case 'reveal':
      to.reveal(`${message.namespace}/${message.name}`);
      break;
    case 'keys':
      to.act({ type: 'keys', data: message.data }, ignore);
      break;
    case 'edited':
      to.act({ type: 'edited', text: message.text }, ignore);
      break;
  }
}

/** What is done to the cluster by a call; undefined for a call that only asks. */
function actionOf(message: Exclude<Call, { type: 'load' | 'check' }>): Action | undefined {
  switch (message.type) {
    case 'kubectl':
      return { type: 'kubectl', command: message.line };
    case 'shell':
      return { type: 'shell', line: message.line, columns: message.columns, rows: message.rows };
    case 'fault': {
      const { id: _id, ...action } = message;
      return action;
    }
    case 'apply':
      return { type: 'apply', yaml: message.yaml };
    case 'configureScheduler':
      return { type: 'configureScheduler', yaml: message.yaml };
    case 'support':
      return { type: 'support', ...message.deed };
    case 'push':
      return { type: 'push', image: message.image };
    case 'traffic':
      return { type: 'traffic', ...message.spec };
    default:
      return undefined;
  }
}

function carryOut(message: Exclude<Call, { type: 'load' | 'check' }>): void {
  const { id } = message;
  if (message.type === 'situation') {
    const situation = time.situation(message.branch, message.apply);
    if (situation) post({ type: 'situation', id, situation });
    else post({ type: 'refused', id, message: 'nothing runs yet' });
    return;
  }
  if (message.type === 'record') {
    const { log = [], atMs = 0 } = time.situation() ?? {};
    post({
      type: 'recorded',
      id,
      steps: recordedSteps(log.filter((step) => step !== null).filter((step) => step.atMs <= atMs)),
    });
    return;
  }
  if (message.type === 'outcome') {
    const row = time.outcome();
    if (row) post({ type: 'outcome', id, row });
    else post({ type: 'refused', id, message: 'on its way' });
    return;
  }
  if (message.type === 'undo') {
    const deed = time.undo();
    post({ type: 'undone', id, deed: deed ? deedText(deed.action) : null });
    return;
  }
  const action = actionOf(message);
  const deed = message.type === 'play-deeds' || (action && isDeed(action));
  const session = deed ? time.sessionForDeed() : time.session();
  if (!session) return;
  const refusal = action && session.lesson.refusal(action);
  if (refusal === undefined) answer(session, message, action);
  else refuse(message, refusal);
}

/** An exercise does not allow it. */
function refuse(
  message: Exclude<Call, { type: 'load' | 'check' | 'record' | 'undo' | 'situation' }>,
  stderr: string,
): void {
  const { id } = message;
  if (message.type === 'apply') post({ type: 'applied', id, results: [{ line: 1, output: '', stderr, errors: [] }] });
  else {
    if (message.type === 'shell') post({ type: 'printed', id, stream: 'stderr', data: stderr });
    post({ type: 'output', id, stdout: '', stderr, exitCode: 1 });
  }
}

function answer(
  to: Session,
  message: Exclude<Call, { type: 'load' | 'check' | 'record' | 'undo' | 'situation' }>,
  action: Action | undefined,
): void {
  const { id } = message;
  const reply = (result: ActionResult): void => post({ type: 'output', id, ...result });
  if (message.type === 'until') runUntil(to, id, message.condition);
  else if (message.type === 'diff')
    diffStream(
      message.yaml,
      (look, next) => to.act(look, next),
      (results) => post({ type: 'diffed', id, results }),
    );
  else if (message.type === 'apply') to.apply(message.yaml, (results) => post({ type: 'applied', id, results }));
  else if (action?.type === 'shell')
    to.shell(action, (stream, data) => post({ type: 'printed', id, stream, data }), reply);
  else if (action) to.act(action, reply);
  else if (message.type === 'complete') {
    const { line, cursor } = message;
    to.act({ type: 'complete', line, cursor }, ({ stdout }) =>
      post({ type: 'completions', id, ...(JSON.parse(stdout) as Completions) }),
    );
  } else if (isViewCall(message)) to.views.receive(message);
  else if (message.type === 'play-deeds' || message.type === 'evaluate') to.lesson.receive(message);
  else if (message.type === 'export') post({ type: 'exported', id, text: exportSession(to, message.form) });
  else if (message.type === 'what-if') post({ type: 'what-if', id, row: to.whatIf(message) });
}

type ViewCall = Extract<Call, { type: 'request' | 'write' | 'why' | 'related' | 'names' }>;

const isViewCall = (message: Call): message is ViewCall =>
  ['request', 'write', 'why', 'related', 'names'].includes(message.type);

function runUntil(to: Session, id: number, condition: string): void {
  try {
    to.runUntil(condition, (how) => post({ type: 'reached', id, how, atMs: to.nowMs }));
  } catch (error) {
    post({ type: 'refused', id, message: error instanceof Error ? error.message : String(error) });
  }
}

/** A failure inside the simulation is a bug: the page is told, and keeps what the person wrote. */
function guard(work: () => void): void {
  try {
    work();
  } catch (error) {
    time.close();
    post({
      type: 'crashed',
      message: error instanceof Error ? `${error.message}\n${error.stack ?? ''}` : String(error),
    });
  }
}

void texts.then((loaded) => {
  time.descriptions = loaded.default as unknown as Descriptions;
});
self.onmessage = (event: MessageEvent<ToWorker>): void => {
  void texts.then(() => guard(() => receive(event.data)));
};

function frame(): void {
  const begunMs = wallMs();
  guard(() => time.tick());
  // What a replay has yet to do is all that the page waits for. A large cluster is always behind: its work is part of the frame.
  setTimeout(frame, time.isReplaying ? 0 : Math.max(0, FRAME_MS - (wallMs() - begunMs)));
}
frame();
