import { lazy } from 'react';
import { shell } from '../../language/en/shell.ts';
import type { PageView } from '../shell/page-views.ts';

const View = lazy(() => import('./map-view.tsx'));

const view: PageView = { id: 'map', key: '6', name: () => shell('map'), View };

export default view;
