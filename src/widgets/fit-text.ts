import { type FontFamily, measureText } from './measure-text.ts';

/** Shortens a text in its middle so that its end, which tells siblings apart, stays. '' when nothing fits. */
export function fitText(
  text: string,
  maxPx: number,
  sizePx: number,
  weight = 400,
  family: FontFamily = 'sans',
): string {
  if (measureText(text, sizePx, weight, family) <= maxPx) return text;
  for (let length = text.length - 1; length > 2; length--) {
    const head = Math.ceil(length * 0.62);
    const tail = length - head;
    const short = text.slice(0, head).replace(/[-.\s]+$/, '') + '…' + (tail > 1 ? text.slice(-tail) : '');
    if (measureText(short, sizePx, weight, family) <= maxPx) return short;
  }
  return '';
}

/** Shortens an owner's name by whole words first: ml-model-serving, ml-model, ml, m…. */
export function fitName(name: string, maxPx: number, sizePx: number): string {
  let short = name;
  while (measureText(short, sizePx, 600) > maxPx && short.includes('-')) {
    short = short.startsWith('kube-') ? short.slice(5) : short.slice(0, short.lastIndexOf('-'));
  }
  return measureText(short, sizePx, 600) <= maxPx ? short : fitText(short, maxPx, sizePx, 600);
}

/** The first of the texts that fits, else the last one cut at its end. */
export function fitOneOf(texts: readonly string[], maxPx: number, sizePx: number, weight = 400): string {
  for (const text of texts) if (measureText(text, sizePx, weight) <= maxPx) return text;
  let text = texts.at(-1) ?? '';
  while (text.length > 1 && measureText(text + '…', sizePx, weight) > maxPx) text = text.slice(0, -1);
  return text.length > 1 ? text + '…' : '';
}

/** A sentence without as many of its last words as do not fit; its first word is shortened if need be. */
export function fitWords(text: string, maxPx: number, sizePx: number, weight = 400): string {
  let short = text;
  while (short.includes(' ') && measureText(short, sizePx, weight) > maxPx)
    short = short.slice(0, short.lastIndexOf(' ')).replace(/[,;:]$/, '');
  return fitText(short, maxPx, sizePx, weight);
}
