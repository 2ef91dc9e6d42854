export type FontFamily = 'sans' | 'mono';

let context: CanvasRenderingContext2D | null = null;
const families: Record<FontFamily, string> = { sans: '', mono: '' };
let widths = new Map<string, number>();

/** Width of a text in px, measured once a text and font. */
export function measureText(text: string, sizePx: number, weight = 400, family: FontFamily = 'sans'): number {
  const key = `${weight}|${sizePx}|${family}|${text}`;
  const known = widths.get(key);
  if (known !== undefined) return known;
  context ??= document.createElement('canvas').getContext('2d');
  if (context === null) return text.length * sizePx * 0.56;
  if (families[family] === '') {
    families[family] =
      getComputedStyle(document.documentElement).getPropertyValue(`--${family}`).trim() || 'sans-serif';
  }
  context.font = `${weight} ${sizePx}px ${families[family]}`;
  const width = context.measureText(text).width;
  if (widths.size > 20_000) widths = new Map();
  widths.set(key, width);
  return width;
}

/** Forgets all widths: the web fonts have arrived. */
export function forgetTextWidths(): void {
  widths = new Map();
}
