import { create } from 'zustand';
import type {
  ControlPlaneRow,
  JourneyNews,
  JourneyRow,
  JourneyWrite,
  RequestDetail,
} from '../../protocol/control-plane.ts';
import type { DeedSaid } from '../../protocol/deed.ts';
import { useCluster } from '../store/cluster-store.ts';
import { call, tell } from '../store/session.ts';
import { showPage } from '../store/view-store.ts';

/** Of all messages, how many are kept. */
const mostRows = 1200;

/** What the Control plane view knows and shows. */
interface JourneyState {
  /** What is followed: the newest command, every message, or one message by id. */
  readonly mode: 'newest' | 'all' | number;
  /** The run in which that was chosen: ids of messages mean nothing in another one. */
  readonly epoch: number;
  readonly root: number;
  readonly title: string;
  readonly said: DeedSaid | undefined;
  readonly rows: readonly JourneyRow[];
  readonly writes: readonly JourneyWrite[];
  readonly cut: boolean;
  /** The request whose detail is shown, 0 for none. */
  readonly request: number;
  readonly detail: RequestDetail | null;
  /** Key of the step that is pointed out in the figure, '' for the newest. */
  readonly step: string;
  readonly tab: 'journey' | 'components';
  /** The component pointed out in the list of components. */
  readonly component: string;
  readonly state: ControlPlaneRow | null;
}

const nothing = {
  root: 0,
  title: '',
  said: undefined,
  rows: [],
  writes: [],
  cut: false,
  request: 0,
  detail: null,
  step: '',
};

export const useJourney = create<JourneyState>(() => ({
  mode: 'newest',
  epoch: 0,
  ...nothing,
  tab: 'journey',
  component: '',
  state: null,
}));

/** Follows something else. */
export function followJourney(mode: JourneyState['mode']): void {
  useJourney.setState({ mode, ...nothing, epoch: useCluster.getState().epoch });
  tell({ type: 'journey', root: mode });
}

/** Shows the Control plane view with a request, its answer and what it led to. */
export function openRequest(id: number): void {
  const { epoch } = useCluster.getState();
  useJourney.setState({ mode: id, ...nothing, epoch, tab: 'journey', step: `r${id}` });
  showPage('control-plane');
  void showRequest(id);
}

/** Takes in what the worker tells of the journey. */
export function takeJourney(news: JourneyNews): void {
  useJourney.setState((before) => {
    // A request that is followed by itself is open already.
    const kept = news.reset && news.root !== before.mode ? nothing : {};
    const rows = [...(news.reset ? [] : before.rows), ...news.rows].slice(-mostRows);
    const writes = [...(news.reset ? [] : before.writes), ...news.writes].slice(-mostRows);
    return { ...kept, root: news.root, title: news.title, said: news.said, rows, writes, cut: news.cut };
  });
}

/** Shows a request with its answer; 0 shows none. */
export async function showRequest(request: number): Promise<void> {
  useJourney.setState({ request, detail: null });
  if (request === 0) return;
  const answer = await call({ type: 'request', request });
  if (answer.type === 'request' && useJourney.getState().request === request)
    useJourney.setState({ detail: answer.detail });
}

/** Shows a component in the list of components. */
export function showComponent(component: string): void {
  useJourney.setState({ tab: 'components', component });
}
