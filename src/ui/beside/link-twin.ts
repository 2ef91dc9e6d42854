import type { OutcomeRow } from '../../protocol/outcome.ts';
import { useCluster } from '../store/cluster-store.ts';
import { call, echoDeeds, tell } from '../store/session.ts';
import { sameSelection, select, useView } from '../store/view-store.ts';
import { showOutcomes, useOutcomes } from './outcomes.ts';
import { type BesideRun, closeBeside } from './shown.ts';
import { type FromTwin, HELLO, type ToTwin } from './twin-wire.ts';

/** The page's run may be ahead by so much of what passes in as many ms of the wall clock, and by so much virtual time. */
const AHEAD_MS = 60;
/** How often both are asked what they have come to. */
const ASK_MS = 400;

/** Where a run beside has come to by what was done in both: it begins there when its frame is made anew, as for a hall. */
const acted = new WeakMap<BesideRun, NonNullable<BesideRun['situation']>>();
/** The run that was shown last. */
const last: { run?: BesideRun } = {};

/** Brings both runs to one moment, one selection, one look. Returns how to stop. */
function keepTogether(port: MessagePort, run: BesideRun): () => void {
  const send = (message: ToTwin): void => port.postMessage(message);
  const { scenario } = run;
  const situation = acted.get(run) ?? run.situation;
  let theirs: OutcomeRow | null = null;
  send({ do: 'begin', scenario, ...(situation ? { situation } : {}) });
  const lead = (): void => {
    const { nowMs, speed } = useCluster.getState();
    send({ do: 'keepUp', toMs: nowMs, speed });
  };
  const look = (): void => {
    const { theme, measure } = useView.getState();
    send({ do: 'look', theme, measure, palette: document.documentElement.dataset['palette'] ?? '' });
  };
  const ask = (): void => {
    send({ do: 'outcome' });
  };
  const compare = async (): Promise<void> => {
    const answer = await call({ type: 'outcome' });
    if (answer.type === 'outcome' && theirs) showOutcomes(answer.row, theirs);
  };
  port.onmessage = ({ data }: MessageEvent<FromTwin>) => {
    if (data.is === 'at') {
      useOutcomes.setState({ phase: data.phase, trouble: data.trouble });
      tell({ type: 'limit', toMs: data.nowMs + AHEAD_MS * Math.max(1, useCluster.getState().speed) });
    } else if (data.is === 'acted') {
      acted.set(run, data.situation);
    } else if (data.is === 'selected') {
      if (!sameSelection(useView.getState().selection, data.selection)) select(data.selection);
    } else if (data.is === 'outcome') {
      if (data.answer.type === 'outcome') theirs = data.answer.row;
      void compare();
    } else document.body.dispatchEvent(new KeyboardEvent('keydown', { ...data, bubbles: true, cancelable: true }));
  };
  look();
  lead();
  const stops = [
    useCluster.subscribe((state, before) => {
      if (state.nowMs !== before.nowMs || state.speed !== before.speed) lead();
      if (state.run !== before.run) closeBeside();
    }),
    useView.subscribe((state, before) => {
      if (state.selection !== before.selection) send({ do: 'select', selection: state.selection });
      if (state.theme !== before.theme || state.measure !== before.measure) look();
    }),
    echoDeeds((deed) => {
      if (useOutcomes.getState().both) send({ do: 'act', deed });
    }),
  ];
  const timer = setInterval(() => {
    const { nowMs } = useCluster.getState();
    const { here, there } = useOutcomes.getState();
    if (here?.atMs !== nowMs || there?.atMs !== nowMs) ask();
  }, ASK_MS);
  return () => {
    clearInterval(timer);
    for (const stop of stops) stop();
  };
}

/** Links the frame with the run beside to the page once it is there. Returns how to part them. */
export function linkTwin(frame: HTMLIFrameElement, run: BesideRun): () => void {
  const both = last.run === run && useOutcomes.getState().both;
  last.run = run;
  useOutcomes.setState({ here: null, there: null, phase: 'starting', trouble: '', both });
  // The page's run waits for the other.
  tell({ type: 'limit', toMs: useCluster.getState().nowMs });
  let part = (): void => undefined;
  const greet = (event: MessageEvent): void => {
    if (event.source !== frame.contentWindow || event.data !== HELLO) return;
    const { port1, port2 } = new MessageChannel();
    frame.contentWindow?.postMessage(HELLO, origin === 'null' ? '*' : origin, [port2]);
    const stop = keepTogether(port1, run);
    part = () => {
      stop();
      port1.close();
    };
  };
  addEventListener('message', greet);
  return () => {
    removeEventListener('message', greet);
    part();
    tell({ type: 'limit', toMs: null });
  };
}
