import { lazy } from 'react';
import type { PageView } from '../shell/page-views.ts';

const View = lazy(() => import('./control-plane-view.tsx'));

const view: PageView = { id: 'control-plane', key: '2', name: 'Control plane', View };

export default view;
