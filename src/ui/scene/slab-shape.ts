import { wrongStates } from '../../widgets/pod-glyph.tsx';

/** Outline of a slab at the origin; `notch` cuts the top right corner. */
export function slabPath(w: number, h: number, notch: number): string {
  const r = Math.min(h < 10 ? 0.8 : 2, h / 2, w / 2);
  const corner = notch > 0 ? `H${w - notch}L${w} ${notch}` : `H${w - r}a${r} ${r} 0 0 1 ${r} ${r}`;
  return `M${r} 0${corner}V${h - r}a${r} ${r} 0 0 1 ${-r} ${r}H${r}a${r} ${r} 0 0 1 ${-r} ${-r}V${r}a${r} ${r} 0 0 1 ${r} ${-r}z`;
}

/** How much of the corner is cut off when something is wrong, px. */
export function notchOf(state: string, w: number, h: number): number {
  return wrongStates.has(state) ? Math.min(h > 34 ? 20 : 9, h * 0.45, w * 0.3) : 0;
}

const dashes: Readonly<Record<string, string>> = {
  pending: '4 3',
  imgpull: '4 3',
  evicted: '1.5 2.5',
  unknown: '1.5 2.5',
};

export function dashOf(state: string): string | undefined {
  return dashes[state];
}
