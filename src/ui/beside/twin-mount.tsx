import '../../widgets/widgets.css';
import '../shell/shell.css';
import './beside.css';
import { StrictMode } from 'react';
import { createRoot } from 'react-dom/client';
import { speak } from '../../language/language.ts';
import { firstLanguage } from '../shell/choose-language.ts';
import { dressPage } from '../shell/start-page.ts';
import { FigureStage } from '../shell/work-area.tsx';
import { useCluster } from '../store/cluster-store.ts';
import { call, type Deed, startRun, tell } from '../store/session.ts';
import { sameSelection, select, setTheme, useView } from '../store/view-store.ts';
import { setSpeed } from '../timeline/run-control.ts';
import { type FromTwin, HELLO, type ToTwin } from './twin-wire.ts';

/** Does what the person did in the other run, and tells what has been done here since the start. */
async function act(deed: Deed, send: (message: FromTwin) => void): Promise<void> {
  await call(deed);
  const answer = await call({ type: 'situation' });
  if (answer.type === 'situation') send({ is: 'acted', situation: answer.situation });
}

function receive(message: ToTwin, send: (message: FromTwin) => void): void {
  switch (message.do) {
    case 'begin':
      void startRun(() => Promise.resolve(message.scenario), message.situation);
      break;
    case 'keepUp':
      if (useCluster.getState().speed !== message.speed) setSpeed(message.speed);
      tell({ type: 'keepUp', toMs: message.toMs });
      break;
    case 'select':
      if (!sameSelection(useView.getState().selection, message.selection)) select(message.selection);
      break;
    case 'look':
      if (useView.getState().theme !== message.theme) setTheme(message.theme);
      document.documentElement.dataset['palette'] = message.palette;
      useView.setState({ measure: message.measure });
      break;
    case 'act':
      void act(message.deed, send);
      break;
    case 'outcome':
      void call({ type: 'outcome' }).then((answer) => {
        if (answer.type === 'outcome' || answer.type === 'refused') send({ is: 'outcome', answer });
      });
  }
}

/** Talks with the page around through a port of it. */
function serve(port: MessagePort): void {
  const send = (message: FromTwin): void => port.postMessage(message);
  port.onmessage = (event: MessageEvent<ToTwin>) => receive(event.data, send);
  useCluster.subscribe(({ nowMs, phase, trouble }, before) => {
    if (nowMs !== before.nowMs || phase !== before.phase) send({ is: 'at', nowMs, phase, trouble });
  });
  useView.subscribe(({ selection }, before) => {
    if (selection !== before.selection) send({ is: 'selected', selection });
  });
  addEventListener('keydown', (event) => {
    const { key, code, shiftKey } = event;
    if (event.defaultPrevented || event.ctrlKey || event.metaKey || event.altKey || key === 'Tab') return;
    event.preventDefault();
    send({ is: 'key', key, code, shiftKey });
  });
}

/** Shows the figure of a run beside that of the page around. It has a worker of its own, which ends with the frame. */
export async function mount(): Promise<void> {
  await speak(firstLanguage(location.search)).catch(() => undefined);
  document.documentElement.classList.add('framed');
  dressPage();
  createRoot(document.getElementById('root')!).render(
    <StrictMode>
      <main className="twin-page">
        <FigureStage canAct={false} />
      </main>
    </StrictMode>,
  );
  addEventListener('message', (event) => {
    const port = event.ports[0];
    if (event.source === parent && event.data === HELLO && port) serve(port);
  });
  parent.postMessage(HELLO, origin === 'null' ? '*' : origin);
}
