import { tokenColor } from '../store/token-color.ts';

/** The tokens that the canvas painter uses, read once a theme. */
export interface CanvasColors {
  readonly paper: string;
  readonly ink: string;
  readonly ink3: string;
  readonly grid: string;
  readonly lineInk: string;
  readonly line2: string;
  readonly alarm: string;
  readonly alarmFill: string;
  readonly alarmWash: string;
  readonly onAlarm: string;
  readonly good: string;
  /** By hue 0 to 6. */
  readonly solid: readonly string[];
  readonly edge: readonly string[];
  readonly wash: readonly string[];
  readonly on: readonly string[];
  readonly ramp: readonly string[];
  readonly sans: string;
  readonly mono: string;
}

let known: { theme: string; colors: CanvasColors } | null = null;

export function canvasColors(theme: string): CanvasColors {
  if (known?.theme === theme) return known.colors;
  const style = getComputedStyle(document.documentElement);
  const token = tokenColor;
  const hues = [0, 1, 2, 3, 4, 5, 6];
  const colors: CanvasColors = {
    paper: token('paper'),
    ink: token('ink'),
    ink3: token('ink-3'),
    grid: token('grid'),
    lineInk: token('line-ink'),
    line2: token('line-2'),
    alarm: token('alarm'),
    alarmFill: token('alarm-fill'),
    alarmWash: token('alarm-wash'),
    onAlarm: token('on-alarm'),
    good: token('good'),
    solid: hues.map((hue) => token(`o${hue}`)),
    edge: hues.map((hue) => token(`o${hue}-edge`)),
    wash: hues.map((hue) => token(`o${hue}-wash`)),
    on: hues.map((hue) => token(`o${hue}-on`)),
    ramp: [0, 1, 2, 3, 4, 5, 6, 7].map((step) => token(`h${step}`)),
    sans: style.getPropertyValue('--sans').trim(),
    mono: style.getPropertyValue('--mono').trim(),
  };
  known = { theme, colors };
  return colors;
}
