import type { Selection } from '../store/view-store.ts';
import { type Box, boxesOf, boxOf } from './hit.ts';
import type { Scene } from './scene-model.ts';

const svgNamespace = 'http://www.w3.org/2000/svg';

function reticle(box: Box): string {
  const margin = 4;
  const arm = Math.min(9, box.w / 2, Math.max(4, box.h / 2));
  const [a, b, c, d] = [box.x - margin, box.y - margin, box.x + box.w + margin, box.y + box.h + margin];
  return `M${a} ${b + arm}V${b}H${a + arm}M${c - arm} ${b}H${c}V${b + arm}M${c} ${d - arm}V${d}H${c - arm}M${a + arm} ${d}H${a}V${d - arm}`;
}

function ring(box: Box): string {
  const [x, y, w, h] = [box.x - 2, box.y - 2, box.w + 4, box.h + 4];
  return `M${x} ${y}h${w}v${h}h${-w}z`;
}

function setPath(group: SVGGElement, name: string, d: string): void {
  let path = group.querySelector<SVGPathElement>(`.${name}`);
  if (path === null) {
    path = document.createElementNS(svgNamespace, 'path');
    path.setAttribute('class', name);
    group.append(path);
  }
  if (path.getAttribute('d') !== d) path.setAttribute('d', d);
}

/** Draws the selection's reticle and the keyboard's ring over the figure. */
export function drawOverlay(
  group: SVGGElement,
  scene: Scene,
  selection: Selection | null,
  cursor: Selection | null,
): void {
  const selected = selection === null ? null : boxOf(scene, selection);
  const focused = cursor === null ? null : boxOf(scene, cursor);
  setPath(group, 'kin', selection === null ? '' : boxesOf(scene, selection).map(ring).join(''));
  setPath(group, 'reticle', selected === null ? '' : reticle(selected));
  setPath(group, 'focus-ring', focused === null ? '' : ring(focused));
}
