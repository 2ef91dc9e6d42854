import { lazy } from 'react';
import { shell } from '../../language/en/shell.ts';
import type { PageView } from '../shell/page-views.ts';

const View = lazy(() => import('./objects-view.tsx'));

const view: PageView = { id: 'objects', key: '5', name: () => shell('objects'), View };

export default view;
