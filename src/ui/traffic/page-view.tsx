import { lazy } from 'react';
import { shell } from '../../language/en/shell.ts';
import type { PageView } from '../shell/page-views.ts';

const View = lazy(() => import('./traffic-view.tsx'));

const view: PageView = { id: 'traffic', key: '4', name: () => shell('traffic'), View };

export default view;
