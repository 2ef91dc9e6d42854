import { lazy } from 'react';
import type { PageView } from '../shell/page-views.ts';

const View = lazy(() => import('./map-view.tsx'));

const view: PageView = { id: 'map', key: '6', name: 'Map', View };

export default view;
