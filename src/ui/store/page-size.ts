import { create } from 'zustand';

/** How large the page is to those who lay it out. */
export interface PageSize {
  /** By how much everything is magnified: for larger text, and for a hall. */
  readonly zoom: number;
  /** Of the window, in the page's own px: those of the screen divided by `zoom`. */
  readonly width: number;
  readonly height: number;
}

export const usePageSize = create<PageSize>(() => ({ zoom: 1, width: innerWidth, height: innerHeight }));

/** px of the screen in one of the page. What comes with pointer events, and boxes that the browser tells, are px of the screen. */
export function pageZoom(): number {
  return usePageSize.getState().zoom;
}

/** Up to this height there is room for the figure or for a panel, px. */
export const LOW_PAGE = 540;

/** Sizes at which styles change: the page is at most so wide, or high. */
const steps: readonly (readonly [word: string, of: 'width' | 'height', most: number])[] = [
  ['w1400', 'width', 1400],
  ['w1100', 'width', 1100],
  ['w1040', 'width', 1040],
  ['w1000', 'width', 1000],
  ['w760', 'width', 760],
  ['w600', 'width', 600],
  ['h800', 'height', 800],
  ['h540', 'height', LOW_PAGE],
];

/** The words that styles ask for by `[data-size~="w600"]`. */
export function sizeWords(size: Pick<PageSize, 'width' | 'height'>): string {
  const words = steps.flatMap(([word, of, most]) => (size[of] <= most ? [word] : []));
  return (size.width >= 1800 ? ['wide', ...words] : words).join(' ');
}

let text = 1;
let asked: (width: number) => number = () => 1;

function measure(): void {
  const zoom = Math.round(text * Math.max(1, asked(innerWidth)) * 1000) / 1000;
  const size = { zoom, width: Math.floor(innerWidth / zoom), height: Math.floor(innerHeight / zoom) };
  const before = usePageSize.getState();
  const { documentElement } = document;
  const words = sizeWords(size);
  if (documentElement.dataset.size !== words) documentElement.dataset.size = words;
  if (before.zoom === zoom && before.width === size.width && before.height === size.height) return;
  documentElement.style.setProperty('--page-w', `${size.width}px`);
  documentElement.style.setProperty('--page-h', `${size.height}px`);
  document.getElementById('root')?.style.setProperty('zoom', String(zoom));
  usePageSize.setState(size);
}

/** Magnifies the page beyond what the size of text asks for: `magnify` gives by how much, for a width of the window. */
export function magnifyPage(magnify: (width: number) => number): void {
  asked = magnify;
  measure();
}

/**
 * Keeps the page as large as its text is wanted: the browser's own size of text is 16 px, and the page is drawn for
 * that, so a root of 32 px magnifies it by two, and one of 12 px makes it smaller by a quarter.
 */
export function watchPageSize(): void {
  const probe = document.createElement('div');
  probe.style.cssText = 'position:absolute;visibility:hidden;width:100rem;height:0;left:-200rem';
  document.body.append(probe);
  const look = () => {
    text = Math.min(4, Math.max(0.75, probe.offsetWidth / 1600));
    measure();
  };
  new ResizeObserver(look).observe(probe);
  addEventListener('resize', measure);
  look();
}
