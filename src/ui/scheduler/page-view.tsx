import type { PageView } from '../shell/page-views.ts';
import { SchedulerView } from './scheduler-view.tsx';

const view: PageView = { id: 'scheduler', key: '3', name: 'Scheduler', View: SchedulerView };

export default view;
