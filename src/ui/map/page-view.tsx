import { shell } from '../../language/en/shell.ts';
import { part } from '../../widgets/part.tsx';
import type { PageView } from '../shell/page-views.ts';

const View = part(() => import('./map-view.tsx'));

const view: PageView = { id: 'map', key: '6', name: () => shell('map'), View };

export default view;
