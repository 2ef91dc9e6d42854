import { shell } from '../../language/en/shell.ts';
import { part } from '../../widgets/part.tsx';
import type { PageView } from '../shell/page-views.ts';

const View = part(() => import('./objects-view.tsx'));

const view: PageView = { id: 'objects', key: '5', name: () => shell('objects'), View };

export default view;
