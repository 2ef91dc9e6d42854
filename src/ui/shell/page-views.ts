import type { ComponentType } from 'react';
import { shell } from '../../language/en/shell.ts';
import type { PageLayout } from './use-layout.ts';

type Shown = ComponentType<{ readonly layout: PageLayout }>;

/** A view of the page besides the cluster's: a folder with a `page-view.tsx` that default-exports this. */
export interface PageView {
  readonly id: string;
  /** The key that shows it, and its place among the views. */
  readonly key: string;
  /** In the page's language; asked when it is shown. */
  readonly name: () => string;
  /** Loaded when it is first shown, where it is lazy. */
  readonly View: Shown;
}

const found = import.meta.glob<PageView>('../*/page-view.tsx', { eager: true, import: 'default' });

/** The views besides the cluster's, in order of their keys. */
export const pageViews: readonly PageView[] = Object.values(found).sort((a, b) => a.key.localeCompare(b.key, 'en'));

/** What the top bar lists: the cluster first. */
export const viewTabs: readonly Pick<PageView, 'id' | 'key' | 'name'>[] = [
  { id: 'cluster', key: '1', name: () => shell('cluster') },
  ...pageViews,
];
