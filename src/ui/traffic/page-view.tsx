import type { PageView } from '../shell/page-views.ts';
import { TrafficView } from './traffic-view.tsx';

const view: PageView = { id: 'traffic', key: '4', name: 'Traffic', View: TrafficView };

export default view;
