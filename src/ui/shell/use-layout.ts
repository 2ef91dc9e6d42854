import { usePageSize } from '../store/page-size.ts';

/** desk: three columns. tablet: one column with a tabbed dock. phone: the figure, with sheets over it. */
export type PageLayout = 'desk' | 'tablet' | 'phone';

/** The arrangement for a width of the page, px. */
export function layoutFor(width: number): PageLayout {
  if (width <= 600) return 'phone';
  return width <= 1100 ? 'tablet' : 'desk';
}

export function useLayout(): PageLayout {
  return usePageSize(({ width }) => layoutFor(width));
}
