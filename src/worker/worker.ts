import type { Descriptions } from '../api/openapi.ts';
import type { Scenario } from '../api/scenario.ts';
import type { ToPage, ToWorker } from '../protocol/messages.ts';
import type { ActionResult } from '../sim/cluster/cluster.ts';
import { readScenario, Session } from './session.ts';

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

let session: Session | undefined;

/** A part of its own: the page does not wait for it, the simulation does. */
const texts = import('../api/openapi/descriptions.gen.json');
let descriptions: Descriptions = {};

function load(scenario: Scenario): void {
  session = undefined;
  session = new Session(scenario, post, wallMs, descriptions);
}

/** Runs the same inputs again up to an earlier time; what came after is forgotten. */
function seek(from: Session, toMs: number): void {
  if (toMs >= from.nowMs) {
    from.runTo(toMs);
    return;
  }
  const scripted = from.scenario.steps.filter(({ atMs }) => atMs > toMs);
  const steps = [...from.inputs.filter(({ atMs }) => atMs <= toMs), ...scripted];
  load({ ...from.scenario, objects: '', steps });
  session?.veil.predict(from.veil.now);
  session?.runTo(toMs);
}

function receive(message: ToWorker): void {
  if (message.type === 'load') {
    const scenario = readScenario(message.scenario);
    if ('refused' in scenario) {
      post({ type: 'refused', id: message.id, message: scenario.refused });
      return;
    }
    load(scenario);
    post({ type: 'loaded', id: message.id, name: scenario.name, title: scenario.title, seed: scenario.seed });
    return;
  }
  if (!session) return;
  if ('id' in message) carryOut(session, message);
  else steer(session, message);
}

type Call = Extract<ToWorker, { id: number }>;

const ignore = (): void => undefined;

/** What asks for no answer. */
function steer(to: Session, message: Exclude<ToWorker, Call>): void {
  switch (message.type) {
    case 'play':
      to.play();
      break;
    case 'pause':
      to.pause();
      break;
    case 'speed':
      to.setSpeed(message.speed);
      break;
    case 'step':
      to.step(message.unit);
      break;
    case 'seek':
      seek(to, message.toMs);
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
    case 'follow':
      to.follow(message.ref);
      break;
    case 'show':
    case 'journey':
      to.views.receive(message);
      break;
  }
}

function carryOut(to: Session, message: Exclude<Call, { type: 'load' }>): void {
  const reply = (result: ActionResult): void => {
    post({ type: 'output', id: message.id, ...result });
  };
  switch (message.type) {
    case 'apply':
      to.apply(message.yaml, (results) => post({ type: 'applied', id: message.id, results }));
      break;
    case 'shell': {
      const { id, line, columns, rows } = message;
      to.shell(
        { type: 'shell', line, columns, rows },
        (stream, data) => post({ type: 'printed', id, stream, data }),
        reply,
      );
      break;
    }
    case 'complete': {
      const { id, line, cursor } = message;
      to.act({ type: 'complete', line, cursor }, ({ stdout }) =>
        post({ type: 'completions', id, ...(JSON.parse(stdout) as Completions) }),
      );
      break;
    }
    case 'request':
      to.views.receive(message);
      break;
    case 'what-if':
      post({ type: 'what-if', id: message.id, row: to.whatIf(message) });
      break;
    case 'kubectl':
      to.act({ type: 'kubectl', command: message.line }, reply);
      break;
    case 'fault': {
      const { id: _id, ...action } = message;
      to.act(action, reply);
      break;
    }
    case 'configureScheduler':
      to.act({ type: 'configureScheduler', yaml: message.yaml }, reply);
      break;
    case 'support':
      to.act({ type: 'support', ...message.deed }, reply);
      break;
    case 'traffic':
      to.act({ type: 'traffic', ...message.spec }, reply);
      break;
  }
}

/** A failure inside the simulation is a bug: the page is told, and keeps what the person wrote. */
function guard(work: () => void): void {
  try {
    work();
  } catch (error) {
    session = undefined;
    post({
      type: 'crashed',
      message: error instanceof Error ? `${error.message}\n${error.stack ?? ''}` : String(error),
    });
  }
}

void texts.then((loaded) => {
  descriptions = loaded.default as unknown as Descriptions;
});
self.onmessage = (event: MessageEvent<ToWorker>): void => {
  void texts.then(() => guard(() => receive(event.data)));
};

function frame(): void {
  guard(() => session?.tick());
  setTimeout(frame, FRAME_MS);
}
frame();
