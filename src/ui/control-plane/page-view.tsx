import { shell } from '../../language/en/shell.ts';
import { part } from '../../widgets/part.tsx';
import type { PageView } from '../shell/page-views.ts';

const View = part(() => import('./control-plane-view.tsx'));

const view: PageView = { id: 'control-plane', key: '2', name: () => shell('controlPlane'), View };

export default view;
