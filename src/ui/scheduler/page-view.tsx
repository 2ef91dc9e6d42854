import { lazy } from 'react';
import { shell } from '../../language/en/shell.ts';
import type { PageView } from '../shell/page-views.ts';

const View = lazy(() => import('./scheduler-view.tsx'));

const view: PageView = { id: 'scheduler', key: '3', name: () => shell('scheduler'), View };

export default view;
