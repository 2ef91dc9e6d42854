import { shell } from '../../language/en/shell.ts';
import { part } from '../../widgets/part.tsx';
import type { PageView } from '../shell/page-views.ts';

const View = part(() => import('./traffic-view.tsx'));

const view: PageView = { id: 'traffic', key: '4', name: () => shell('traffic'), View };

export default view;
