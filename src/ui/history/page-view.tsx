import { shell } from '../../language/en/shell.ts';
import { part } from '../../widgets/part.tsx';
import type { PageView } from '../shell/page-views.ts';

const View = part(() => import('./history-view.tsx'));

const view: PageView = { id: 'history', key: '7', name: () => shell('history'), View };

export default view;
