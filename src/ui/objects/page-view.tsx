import { lazy } from 'react';
import type { PageView } from '../shell/page-views.ts';

const View = lazy(() => import('./objects-view.tsx'));

const view: PageView = { id: 'objects', key: '5', name: 'Objects', View };

export default view;
