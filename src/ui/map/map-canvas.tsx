import { type KeyboardEvent, type MouseEvent, useLayoutEffect, useMemo, useRef, useState } from 'react';
import { map } from '../../language/en/map.ts';
import type { PodRow } from '../../protocol/view.ts';
import { type Camera, useCamera } from '../scene/camera.ts';
import { canvasColors } from '../scene/canvas-colors.ts';
import { useSize } from '../scene/use-size.ts';
import { mirror } from '../store/cluster-store.ts';
import { useColorsName } from '../store/looks.ts';
import { pageZoom } from '../store/page-size.ts';
import { select, useView } from '../store/view-store.ts';
import { cellText, positionOf } from './cell-text.ts';
import { cellAt, layoutMap, type MapLayout, placeOf } from './layout.ts';
import type { At, Cell, MapModel } from './model.ts';
import { paintMap, paletteOf, vesselFrom } from './paint.ts';
import { newPixels } from './pixels.ts';

const mostZoom = 60;
const mostNames = 160;

const shareOf = (pod: PodRow) => {
  const node = mirror.nodes.get(pod.node);
  return node === undefined || node.cpuMilli === 0 ? 0 : pod.cpuMilli / node.cpuMilli;
};

/** Paints whenever what is shown, or how it is looked at, has changed. */
function usePainting(model: MapModel, layout: MapLayout, camera: Camera, theme: string) {
  const canvas = useRef<HTMLCanvasElement>(null);
  const image = useRef<ImageData | null>(null);
  useLayoutEffect(() => {
    const target = canvas.current;
    const context = target?.getContext('2d', { alpha: false });
    if (target === null || context === null || context === undefined) return;
    const begun = performance.now();
    const ratio = (window.devicePixelRatio || 1) * pageZoom();
    const [width, height] = [Math.round(layout.width * ratio), Math.round(layout.height * ratio)];
    if (width < 1 || height < 1) return;
    if (image.current?.width !== width || image.current.height !== height) {
      target.width = width;
      target.height = height;
      image.current = context.createImageData(width, height);
    }
    const palette = paletteOf(canvasColors(theme));
    paintMap(newPixels(width, height, image.current.data.buffer as ArrayBuffer), {
      ...{ model, layout, view: camera, ratio, palette, share: shareOf },
      podsOn: mirror.podsOn,
      hueOf: (pod) => mirror.owners.markOf(pod).hue,
    });
    context.putImageData(image.current, 0, 0);
    performance.measure('map-paint', { start: begun, end: performance.now() });
    if (performance.getEntriesByName('map-paint').length > 2000) performance.clearMeasures('map-paint');
  }, [model, layout, camera, theme]);
  return canvas;
}

interface Named {
  readonly cell: Cell;
  readonly left: number;
  readonly top: number;
}

/** The nodes in view, with the places of their names. */
function seenNames(
  model: MapModel,
  layout: MapLayout,
  place: (x: number, y: number) => Omit<Named, 'cell'>,
): readonly Named[] {
  const names: Named[] = [];
  for (const [group, { cells }] of model.groups.entries()) {
    for (const [index, cell] of cells.entries()) {
      const { x, y } = placeOf(layout, group, index);
      const { left, top } = place(x, y);
      const isSeen = left > -200 && left < layout.width && top > -20 && top < layout.height;
      if (isSeen && names.length < mostNames) names.push({ cell, left, top });
    }
  }
  return names;
}

/** Names of the groups, and of the nodes when they are large enough. */
function Names({
  model,
  layout,
  camera,
}: {
  readonly model: MapModel;
  readonly layout: MapLayout;
  readonly camera: Camera;
}) {
  const place = (x: number, y: number) => ({ left: x * camera.k + camera.x, top: y * camera.k + camera.y });
  const big = layout.pitch * camera.k >= vesselFrom + 12 && model.kind === 'Node';
  const names = big ? seenNames(model, layout, place) : [];
  return (
    <>
      {model.groups.map(({ name, cells, wrong, cordoned }, group) => {
        const room = layout.places[group];
        if (room === undefined) return null;
        const spot = place(room.x, room.y);
        const note = map(`group.${model.kind}`, { count: cells.length, wrong, cordoned });
        return (
          <p
            key={name}
            className="m-group"
            style={{ left: Math.max(2, spot.left), top: spot.top - 20, maxWidth: room.width * camera.k }}
          >
            <b>{name}</b> <span className={wrong > 0 ? 'alarm' : 'muted'}>{note}</span>
          </p>
        );
      })}
      {names.map(({ cell, left, top }) => (
        <span key={cell.id} className="m-name" style={{ left, top, width: layout.pitch * camera.k * 0.9 }}>
          {cell.name}
        </span>
      ))}
    </>
  );
}

/** Four corners around the cell that is selected, or where the keyboard is. */
function Reticle({
  at,
  layout,
  camera,
  className,
}: {
  readonly at: At;
  readonly layout: MapLayout;
  readonly camera: Camera;
  readonly className: string;
}) {
  if (layout.places[at.group] === undefined) return null;
  const { x, y } = placeOf(layout, at.group, at.index);
  const side = layout.pitch * camera.k;
  return (
    <i
      className={className}
      style={{ left: x * camera.k + camera.x - 3, top: y * camera.k + camera.y - 3, width: side + 5, height: side + 5 }}
    />
  );
}

/** The selected cell; of a Pod on a map of nodes its node. */
function useSelectedAt(model: MapModel): At | null {
  const selection = useView((state) => state.selection);
  return useMemo(() => {
    if (selection === null) return null;
    if (selection.kind === 'Pod' && model.kind === 'Node') {
      const node = mirror.findPod(selection.namespace, selection.name)?.node;
      return node === undefined ? null : model.whereIs(node);
    }
    if (selection.kind !== model.kind) return null;
    const { namespace, name } = selection;
    return model.whereIs(model.kind === 'Node' ? name : (mirror.findPod(namespace, name)?.uid ?? ''));
  }, [model, selection]);
}

function moved(model: MapModel, layout: MapLayout, from: At, key: string): At | null {
  const perRow = layout.places[from.group]?.perRow ?? 1;
  const step = { ArrowLeft: -1, ArrowRight: 1, ArrowUp: -perRow, ArrowDown: perRow }[key];
  if (step === undefined) return null;
  const index = from.index + step;
  if (index >= 0 && index < model.groups[from.group]!.cells.length) return { group: from.group, index };
  const group = from.group + Math.sign(step);
  const cells = model.groups[group]?.cells.length ?? 0;
  return cells === 0 ? from : { group, index: step > 0 ? 0 : cells - 1 };
}

/** How far the picture must move so that a cell is in view. */
function outside(layout: MapLayout, camera: Camera, at: At): readonly [number, number] {
  const { x, y } = placeOf(layout, at.group, at.index);
  const side = layout.pitch * camera.k;
  const past = (start: number, room: number) =>
    start < 0 ? -start + side : start + side > room ? room - start - 2 * side : 0;
  return [past(x * camera.k + camera.x, layout.width), past(y * camera.k + camera.y, layout.height)];
}

/** What a screen reader is told of all cells: the one where the keyboard is. */
function CellOption({
  model,
  at,
  selected,
}: {
  readonly model: MapModel;
  readonly at: At;
  readonly selected: At | null;
}) {
  const group = model.groups[at.group];
  const cell = group?.cells[at.index];
  const ofGroup = model.groups.length > 1 && group !== undefined ? `${group.name}: ` : '';
  return (
    <span
      className="hidden-text"
      role="option"
      id="map-cell"
      tabIndex={-1}
      aria-selected={selected?.group === at.group && selected.index === at.index}
      aria-posinset={positionOf(model, at.group, at.index)}
      aria-setsize={model.count}
    >
      {cell === undefined ? map('nothing') : ofGroup + cellText(cell)}
    </span>
  );
}

/** The cells on a canvas, with the cursor, names and what is under the pointer. */
export function MapCanvas({ model }: { readonly model: MapModel }) {
  const box = useRef<HTMLDivElement>(null);
  const size = useSize(box);
  const layout = useMemo(() => layoutMap(model, size.width, size.height), [model, size]);
  const { camera, zoomBy, reset, panBy } = useCamera(box, size, mostZoom, () => true);
  const theme = useColorsName();
  const canvas = usePainting(model, layout, camera, theme);
  const selected = useSelectedAt(model);
  const [cursor, setCursor] = useState<At | null>(null);
  const [over, setOver] = useState<At | null>(null);
  const under = (event: MouseEvent) => {
    const area = event.currentTarget.getBoundingClientRect();
    const zoom = pageZoom();
    const x = ((event.clientX - area.left) / zoom - camera.x) / camera.k;
    return cellAt(layout, model, x, ((event.clientY - area.top) / zoom - camera.y) / camera.k);
  };
  const cellOf = (at: At | null) => (at === null ? undefined : model.groups[at.group]?.cells[at.index]);
  const choose = (at: At | null) => {
    const cell = cellOf(at);
    if (cell === undefined) return;
    setCursor(at);
    select({ kind: cell.kind, namespace: cell.namespace, name: cell.name });
  };
  const here = cursor ?? selected ?? { group: 0, index: 0 };
  const zooms: Readonly<Record<string, () => void>> = { z: () => zoomBy(1.5), Z: () => zoomBy(1 / 1.5), '0': reset };
  const press = (event: KeyboardEvent) => {
    const next = moved(model, layout, here, event.key);
    const zoom = zooms[event.key];
    if (next !== null) {
      setCursor(next);
      const [dx, dy] = outside(layout, camera, next);
      if (dx !== 0 || dy !== 0) panBy(dx / camera.k, dy / camera.k);
    } else if (event.key === 'Enter') choose(here);
    else if (zoom !== undefined) zoom();
    else return;
    event.preventDefault();
    event.stopPropagation();
  };
  const hover = (next: At | null) => {
    if (next?.group !== over?.group || next?.index !== over?.index) setOver(next);
  };
  const told = cellOf(over ?? cursor) ?? cellOf(selected);
  return (
    <>
      <div
        className="map-box"
        ref={box}
        role="listbox"
        tabIndex={0}
        aria-label={map(model.kind === 'Node' ? 'nodes' : 'pods')}
        aria-activedescendant="map-cell"
        data-testid="map"
        data-pitch={Math.round(layout.pitch * camera.k * 10) / 10}
        onKeyDown={press}
        onClick={(event) => choose(under(event))}
        onMouseMove={(event) => hover(under(event))}
        onMouseLeave={() => hover(null)}
      >
        <canvas ref={canvas} />
        <Names model={model} layout={layout} camera={camera} />
        {selected !== null && <Reticle at={selected} layout={layout} camera={camera} className="m-reticle" />}
        {cursor !== null && <Reticle at={cursor} layout={layout} camera={camera} className="m-cursor" />}
        <CellOption model={model} at={here} selected={selected} />
      </div>
      <p className="map-told">{told === undefined ? map('howToZoom') : cellText(told)}</p>
    </>
  );
}
