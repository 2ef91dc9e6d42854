import { lazy } from 'react';
import { shell } from '../../language/en/shell.ts';
import type { PageView } from '../shell/page-views.ts';

const View = lazy(() => import('./history-view.tsx'));

const view: PageView = { id: 'history', key: '7', name: () => shell('history'), View };

export default view;
