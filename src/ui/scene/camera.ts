import { select as d3Select, zoom as d3Zoom, type ZoomBehavior, type ZoomTransform, zoomIdentity } from 'd3';
import { type RefObject, useEffect, useRef, useState } from 'react';
import { usePageSize } from '../store/page-size.ts';
import type { FigureLayout } from './layout.ts';
import type { Size } from './use-size.ts';

export interface Camera {
  readonly k: number;
  readonly x: number;
  readonly y: number;
}

/** Powers of two a turn of the wheel zooms by; a pinch on a touchpad arrives as small turns. */
function wheelSteps(event: WheelEvent): number {
  const px = event.deltaMode === 1 ? event.deltaY * 25 : event.deltaMode === 2 ? event.deltaY * 500 : event.deltaY;
  return -px * (Math.abs(px) < 40 ? 0.01 : 0.002);
}

/** Where the figure's origin is on the screen. */
export function offsetOf(camera: Camera, layout: FigureLayout): { readonly x: number; readonly y: number } {
  return { x: camera.x + layout.shiftX, y: camera.y + layout.shiftY };
}

const still: Camera = { k: 1, x: 0, y: 0 };

export interface CameraControl {
  readonly camera: Camera;
  /** Zooms about the middle. */
  zoomBy(factor: number): void;
  reset(): void;
  panBy(dx: number, dy: number): void;
}

/** How near a caption brings an object. */
const CLOSE = 2;

/** Brings what a selector finds to the middle; nothing shows the whole figure. */
function lookAt(target: HTMLElement, selector: string, zoom: ZoomBehavior<HTMLElement, unknown>): void {
  const found = selector === '' ? null : target.querySelector(selector);
  const now = (target as HTMLElement & { __zoom?: ZoomTransform }).__zoom ?? zoomIdentity;
  if (found === null) {
    zoom.transform(d3Select(target), zoomIdentity);
    return;
  }
  const [box, host] = [found.getBoundingClientRect(), target.getBoundingClientRect()];
  const [x, y] = now.invert([box.x + box.width / 2 - host.x, box.y + box.height / 2 - host.y]);
  const there = zoomIdentity
    .translate(host.width / 2, host.height / 2)
    .scale(CLOSE)
    .translate(-x, -y);
  zoom.transform(d3Select(target), there);
}

/**
 * Zoom with ⌃ wheel or pinch, pan by dragging or by wheel once zoomed in. Text keeps its size; the figure grows.
 * `mayPan` says whether a press begins to move the picture, rather than something in it.
 */
export function useCamera(
  element: RefObject<HTMLElement | null>,
  size: Size,
  most: number,
  mayPan: (event: MouseEvent | Touch) => boolean,
): CameraControl {
  const [camera, setCamera] = useState<Camera>(still);
  const behavior = useRef<ZoomBehavior<HTMLElement, unknown> | null>(null);
  // d3 reckons in px of the screen.
  const screen = usePageSize((state) => state.zoom);
  const pan = useRef(mayPan);
  pan.current = mayPan;
  useEffect(() => {
    const target = element.current;
    if (target === null || size.width === 0) return;
    const zoom = d3Zoom<HTMLElement, unknown>()
      .scaleExtent([1, most])
      .extent([
        [0, 0],
        [size.width * screen, size.height * screen],
      ])
      .translateExtent([
        [0, 0],
        [size.width * screen, size.height * screen],
      ])
      .clickDistance(4)
      .wheelDelta(wheelSteps)
      .filter((event: Event) => {
        if (event instanceof WheelEvent) return event.ctrlKey || event.metaKey;
        if (event.type === 'dblclick' || (event instanceof MouseEvent && event.button !== 0)) return false;
        const press = event instanceof MouseEvent ? event : (event as TouchEvent).touches?.[0];
        return press === undefined || pan.current(press);
      })
      .on('zoom', (event: { transform: ZoomTransform }) => {
        const { k } = event.transform;
        const [x, y] = [event.transform.x / screen, event.transform.y / screen];
        setCamera((before) => (before.k === k && before.x === x && before.y === y ? before : { k, x, y }));
      });
    behavior.current = zoom;
    const selection = d3Select(target);
    selection.call(zoom);
    const wheel = (event: WheelEvent) => {
      if (event.ctrlKey || event.metaKey) return;
      const current = (target as HTMLElement & { __zoom?: ZoomTransform }).__zoom ?? zoomIdentity;
      if (current.k === 1) return;
      event.preventDefault();
      zoom.translateBy(selection, -event.deltaX / current.k, -event.deltaY / current.k);
    };
    const look = (event: Event) => lookAt(target, (event as CustomEvent<string>).detail, zoom);
    target.addEventListener('wheel', wheel, { passive: false });
    target.addEventListener('orrery-look', look);
    return () => {
      target.removeEventListener('orrery-look', look);
      target.removeEventListener('wheel', wheel);
      selection.on('.zoom', null);
    };
  }, [element, size.width, size.height, most, screen]);
  const withZoom = (action: (zoom: ZoomBehavior<HTMLElement, unknown>, target: HTMLElement) => void) => {
    if (behavior.current !== null && element.current !== null) action(behavior.current, element.current);
  };
  return {
    camera,
    zoomBy: (factor) => withZoom((zoom, target) => zoom.scaleBy(d3Select(target), factor)),
    reset: () => withZoom((zoom, target) => zoom.transform(d3Select(target), zoomIdentity)),
    panBy: (dx, dy) => withZoom((zoom, target) => zoom.translateBy(d3Select(target), dx * screen, dy * screen)),
  };
}
