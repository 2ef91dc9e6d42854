import { shell } from '../../language/en/shell.ts';
import { part } from '../../widgets/part.tsx';
import type { PageView } from '../shell/page-views.ts';

const View = part(() => import('./scheduler-view.tsx'));

const view: PageView = { id: 'scheduler', key: '3', name: () => shell('scheduler'), View };

export default view;
