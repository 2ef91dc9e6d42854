import type { PodRow } from '../../protocol/view.ts';
import { fitName, fitOneOf, fitText } from '../../widgets/fit-text.ts';
import { measureText } from '../../widgets/measure-text.ts';
import { stateNames } from '../../widgets/pod-glyph.tsx';
import { figureText as fs } from './layout.ts';
import { podLabel } from './pod-text.ts';

export interface TextRun {
  readonly x: number;
  readonly y: number;
  readonly text: string;
  readonly className: string;
}

export interface SlabText {
  readonly runs: readonly TextRun[];
  /** Whether the state's glyph has room, and where. */
  readonly glyph: { readonly x: number; readonly y: number; readonly size: number; readonly plain: boolean } | null;
  /** The plate behind the text of an older revision, null for none. */
  readonly plate: { readonly x: number; readonly y: number; readonly w: number; readonly h: number } | null;
}

const shortStates: Readonly<Record<string, string>> = {
  crash: 'CrashLoop',
  imgpull: 'ImagePull',
  creating: 'Creating',
};

/** Two lines need this height, px. */
const oneLineBelow = 39;

const empty: SlabText = { runs: [], glyph: null, plate: null };

/** What the slab says below its name: why it waits, or its state, in the longest form that fits. */
function noteOf(pod: PodRow, width: number): string {
  if (pod.state === 'ready') return '';
  const said = pod.state === 'pending' ? shortReason(pod.reason) : pod.status;
  const name = stateNames[pod.state];
  return fitOneOf([said || name, name, shortStates[pod.state] ?? name], width, fs, 500);
}

/** The gist of a scheduler's message: the reason that most nodes gave. */
export function shortReason(reason: string): string {
  const counted = reason
    .replace(/\. preemption:.*$/, '')
    .replace(/^[^:]*: /, '')
    .split(/[,.] (?=\d)/);
  let best = '';
  let most = 0;
  for (const part of counted) {
    const match = /^(\d+) (?:node\(s\) )?(?:had |were )?(.+?)(?: \{.*)?\.?$/.exec(part.trim());
    if (match === null || Number(match[1]) <= most) continue;
    most = Number(match[1]);
    best = match[2]!;
  }
  return best;
}

function oneLine(pod: PodRow, w: number, h: number, tone: string, glyphSize: number): TextRun[] {
  const pad = Math.min(7, w * 0.08);
  const width = w - pad * 2 - (glyphSize > 0 ? glyphSize + 5 : 0);
  const y = h / 2 + fs * 0.36;
  if (pod.suffix === '') return [{ x: pad, y, text: fitName(podLabel(pod), width, fs), className: `nm ${tone}` }];
  const suffixWidth = measureText(pod.suffix, fs, 400, 'mono');
  let name = fitName(podLabel(pod), width - suffixWidth - 7, fs);
  if (name.includes('…')) name = '';
  const runs: TextRun[] = [];
  if (name !== '') runs.push({ x: pad, y, text: name, className: `nm ${tone}` });
  if (suffixWidth <= width) {
    const x = pad + (name === '' ? 0 : measureText(name, fs, 600) + 6);
    runs.push({ x, y, text: pod.suffix, className: `mono ${tone}` });
  }
  return runs;
}

function severalLines(pod: PodRow, w: number, h: number, tone: string): TextRun[] {
  const pad = Math.min(7, w * 0.08);
  const base = fs + 5.5;
  const runs = [{ x: pad, y: base, text: fitName(podLabel(pod), w - pad * 2 - 17, fs), className: `nm ${tone}` }];
  if (pod.suffix !== '') {
    runs.push({
      x: pad,
      y: base + fs * 1.36,
      text: fitText(pod.suffix, w - pad * 2, fs, 400, 'mono'),
      className: `mono ${tone}`,
    });
  }
  const note = h > fs * 4.6 ? noteOf(pod, w - pad * 2) : '';
  if (note !== '') {
    const alarming =
      pod.state === 'crash' || pod.state === 'imgpull' || pod.state === 'failed' || pod.state === 'evicted';
    runs.push({ x: pad, y: base + fs * 2.78, text: note, className: `note ${alarming ? 'alarm' : tone}` });
  }
  return runs;
}

function plateOf(pod: PodRow, runs: readonly TextRun[], w: number, one: boolean, h: number): SlabText['plate'] {
  if (pod.revisionAge === 0 || w <= 40 || runs.length === 0) return null;
  const widest = Math.max(
    ...runs.map(
      (run) =>
        run.x +
        measureText(
          run.text,
          fs,
          run.className.startsWith('nm') ? 600 : 400,
          run.className.startsWith('mono') ? 'mono' : 'sans',
        ),
    ),
  );
  const x = runs[0]!.x - 4;
  const width = Math.min(w - x - 2, widest - x + 4);
  return one
    ? { x, y: h / 2 - fs * 0.64, w: width, h: fs * 1.3 }
    : { x, y: 4, w: width, h: fs * 1.4 * runs.length + 2 };
}

/** Lays out a slab's text and glyph for its size: levels of detail 44, 16 and 8 px. */
export function slabText(pod: PodRow, w: number, h: number): SlabText {
  if (h < 8 || w < 8) return empty;
  const calm = pod.state === 'ready';
  if (h < 14 || w < 26) {
    if (calm || h < 11) return empty;
    const size = Math.min(10, h - 3);
    return { runs: [], glyph: { x: (w - size) / 2, y: (h - size) / 2, size, plain: true }, plate: null };
  }
  const tone = calm ? 'on' : 'ink';
  const one = h < oneLineBelow;
  const size = h < 18 ? 10 : 12;
  const glyph = calm ? null : { x: w - size - 5, y: one ? (h - size) / 2 : 6, size, plain: false };
  const runs = one ? oneLine(pod, w, h, tone, glyph === null ? 0 : size) : severalLines(pod, w, h, tone);
  return { runs, glyph, plate: plateOf(pod, runs, w, one, h) };
}
