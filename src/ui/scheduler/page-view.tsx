import { shell } from '../../language/en/shell.ts';
import type { PageView } from '../shell/page-views.ts';
import { SchedulerView } from './scheduler-view.tsx';

const view: PageView = { id: 'scheduler', key: '3', name: () => shell('scheduler'), View: SchedulerView };

export default view;
