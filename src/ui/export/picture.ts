import { fontRules } from './fonts.ts';
import { STYLE_PROPERTIES } from './style-properties.ts';

/** Pixels of a PNG for each of the page. */
const SCALE = 2;

/** The element of the view that is shown: for the cluster its figure alone. */
function shownFigure(): HTMLElement {
  const found =
    document.querySelector<HTMLElement>('.view:not([hidden]) .fig-box') ??
    document.querySelector<HTMLElement>('.view:not([hidden]) > *');
  if (found === null) throw new Error('no view is shown');
  return found;
}

/** How an element looks now, as the text of a style attribute. */
function styleText(style: CSSStyleDeclaration): string {
  return STYLE_PROPERTIES.map((name) => [name, style.getPropertyValue(name)] as const)
    .filter(([, value]) => value !== '' && value !== 'none' && value !== 'normal' && value !== 'auto')
    .concat([['overflow', /auto|scroll/.test(style.overflow) ? 'hidden' : style.overflow] as const])
    .concat([['fill', style.fill] as const, ['stroke', style.stroke] as const, ['animation', 'none'] as const])
    .map(([name, value]) => `${name}:${value}`)
    .join(';');
}

/** A copy that needs no style sheet: every element carries its own looks, canvases are images of what is on them. */
function stillOf(element: Element): Element | null {
  const style = getComputedStyle(element);
  if (style.display === 'none' && element.closest('svg') === null) return null;
  const copy =
    element instanceof HTMLCanvasElement ? document.createElement('img') : (element.cloneNode(false) as Element);
  if (element instanceof HTMLCanvasElement) copy.setAttribute('src', element.toDataURL());
  copy.removeAttribute('class');
  copy.setAttribute('style', styleText(style));
  if (element instanceof HTMLInputElement) copy.setAttribute('value', element.value);
  for (const child of element.childNodes) {
    if (child instanceof Text) copy.append(child.data);
    else if (child instanceof Element) {
      const still = stillOf(child);
      if (still !== null) copy.append(still);
    }
  }
  return copy;
}

const svgNamespace = 'http://www.w3.org/2000/svg';

async function svgOf(figure: HTMLElement, title: string): Promise<{ text: string; width: number; height: number }> {
  const { width, height } = figure.getBoundingClientRect();
  const svg = document.createElementNS(svgNamespace, 'svg');
  for (const [name, value] of Object.entries({ width, height, viewBox: `0 0 ${width} ${height}` }))
    svg.setAttribute(name, String(value));
  const named = document.createElementNS(svgNamespace, 'title');
  named.textContent = title;
  const fonts = document.createElementNS(svgNamespace, 'style');
  fonts.textContent = await fontRules();
  const paper = document.createElementNS(svgNamespace, 'rect');
  const colour = getComputedStyle(document.documentElement).getPropertyValue('--paper').trim();
  for (const [name, value] of Object.entries({ width, height, fill: colour || '#fff' }))
    paper.setAttribute(name, String(value));
  const frame = document.createElementNS(svgNamespace, 'foreignObject');
  frame.setAttribute('width', '100%');
  frame.setAttribute('height', '100%');
  const still = stillOf(figure) as HTMLElement;
  Object.assign(still.style, { position: 'static', margin: '0', width: `${width}px`, height: `${height}px` });
  frame.append(still);
  svg.append(named, fonts, paper, frame);
  return { text: new XMLSerializer().serializeToString(svg), width, height };
}

/**
 * The view that is shown as a picture of its own, with its styles and fonts in it and the title of the run. What is drawn
 * on a canvas is pixels in an SVG too.
 */
export async function picture(form: 'svg' | 'png', title: string): Promise<Blob> {
  const { text, width, height } = await svgOf(shownFigure(), title);
  if (form === 'svg') return new Blob([text], { type: 'image/svg+xml' });
  const image = new Image();
  image.src = `data:image/svg+xml;charset=utf-8,${encodeURIComponent(text)}`;
  await image.decode();
  const canvas = document.createElement('canvas');
  canvas.width = Math.round(width * SCALE);
  canvas.height = Math.round(height * SCALE);
  canvas.getContext('2d')!.drawImage(image, 0, 0, canvas.width, canvas.height);
  return new Promise((resolve, reject) =>
    canvas.toBlob(
      (blob) => (blob === null ? reject(new Error('the picture is too large')) : resolve(blob)),
      'image/png',
    ),
  );
}
