import type { Measure } from '../store/view-store.ts';

export interface Ruler {
  readonly x: number;
  readonly bottom: number;
  readonly top: number;
  /** What it counts, '' for a repeated ruler. */
  readonly title: string;
  readonly ticks: readonly { readonly y: number; readonly label: string; readonly big: boolean }[];
}

interface RulerInput {
  readonly x: number;
  readonly bottom: number;
  readonly scale: number;
  /** Where it ends, in units. */
  readonly top: number;
  readonly measure: Measure;
  readonly named: boolean;
}

const steps = [0.25, 0.5, 1, 2, 4, 5, 8, 10, 16, 20, 32, 50, 64, 100, 128, 256, 512, 1024];
const titles: Readonly<Record<Measure, string>> = { cpu: 'CPU', memory: 'GiB', pods: 'Pods' };

/** A ruler in whole steps, with room between the labels. */
export function rulerTicks(input: RulerInput): Ruler {
  const { x, bottom, scale, top, measure } = input;
  const whole = measure === 'pods' ? 1 : 0.25;
  const step =
    steps.find((candidate) => candidate >= whole && candidate * scale >= (measure === 'pods' ? 20 : 48)) ?? 2048;
  const minor = [step / 4, step / 2, step].find((candidate) => candidate >= whole && candidate * scale >= 5) ?? step;
  const ticks: { y: number; label: string; big: boolean }[] = [];
  for (let index = 0; index * minor <= top + 0.001; index++) {
    const value = index * minor;
    const big = Math.abs(value / step - Math.round(value / step)) < 0.001;
    ticks.push({ y: bottom - value * scale, label: big ? String(value) : '', big });
  }
  return { x, bottom, top: bottom - top * scale, title: input.named ? titles[measure] : '', ticks };
}
