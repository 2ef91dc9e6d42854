import { lazy } from 'react';
import type { PageView } from '../shell/page-views.ts';

const View = lazy(() => import('./history-view.tsx'));

const view: PageView = { id: 'history', key: '7', name: 'History', View };

export default view;
