import { shell } from '../../language/en/shell.ts';
import type { PageView } from '../shell/page-views.ts';
import { TrafficView } from './traffic-view.tsx';

const view: PageView = { id: 'traffic', key: '4', name: () => shell('traffic'), View: TrafficView };

export default view;
