import { LOW_PAGE, sizeWords, usePageSize } from '../store/page-size.ts';

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

/** Arrangement and words of size of what stands beside a lesson: where the page is small and low, they have its width in part only. */
export function useViewRoom(isTaught: boolean): { readonly layout: PageLayout; readonly words: string | undefined } {
  const layout = useLayout();
  const isBeside = usePageSize(({ width, height }) => isTaught && width <= 1000 && height <= LOW_PAGE);
  const words = usePageSize(({ width, height }) => (isBeside ? sizeWords({ width: width * 0.62, height }) : undefined));
  const beside = usePageSize(({ width }) => layoutFor(width * 0.62));
  return { layout: isBeside ? beside : layout, words };
}
