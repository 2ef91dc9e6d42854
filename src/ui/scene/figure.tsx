import './figure.css';
import './pods.css';
import {
  type KeyboardEvent,
  type PointerEvent,
  useCallback,
  useEffect,
  useLayoutEffect,
  useMemo,
  useRef,
  useState,
} from 'react';
import { figure } from '../../language/en/figure.ts';
import { mirror, onDelta, useCluster } from '../store/cluster-store.ts';
import { pageZoom } from '../store/page-size.ts';
import { inspect, select, useView } from '../store/view-store.ts';
import { type Camera, offsetOf, useCamera } from './camera.ts';
import { CanvasScene } from './canvas-scene.tsx';
import { hitScene, selectionOf, vesselAt } from './hit.ts';
import { TryCard } from './later.tsx';
import { type Direction, moveCursor } from './navigate.ts';
import { nodeSentence } from './node-text.ts';
import { drawOverlay } from './overlay.ts';
import { podTitle } from './pod-text.ts';
import { createSceneModel, type Scene, type SceneInput } from './scene-model.ts';
import { SvgScene } from './svg-scene.tsx';
import { useTravellers } from './travellers.ts';
import { tryKey } from './try-keys.ts';
import { createTwin } from './twin.ts';
import { type Aim, useDragPod } from './use-drag-pod.ts';
import { useLongPress } from './use-long-press.ts';
import { type Size, useSize } from './use-size.ts';

/** SVG moves some hundred Pods well; a node counts for three. */
const mostSvgWeight = 430;
const arrows: Readonly<Record<string, Direction>> = {
  ArrowLeft: 'left',
  ArrowRight: 'right',
  ArrowUp: 'up',
  ArrowDown: 'down',
  Home: 'first',
  End: 'last',
};

/** Keeps the hidden twin up to date, and tells which of its elements the keyboard is on. */
function useTwin(withData: boolean) {
  const root = useRef<HTMLDivElement>(null);
  const cursor = useView((state) => state.cursor);
  const twin = useRef<ReturnType<typeof createTwin> | null>(null);
  useEffect(() => {
    if (root.current === null) return;
    twin.current ??= createTwin(root.current, mirror);
    const made = twin.current;
    let later = 0;
    const work = () => {
      later = made.update(null, withData) ? requestAnimationFrame(work) : 0;
    };
    const stop = onDelta((delta) => {
      if (made.update(delta, withData) && later === 0) later = requestAnimationFrame(work);
    });
    work();
    return () => {
      stop();
      cancelAnimationFrame(later);
    };
  }, [withData]);
  return { root, active: twin.current?.idOf(cursor) };
}

/** Whether there are too many Pods for SVG; it takes a tenth fewer to go back. */
function useManyPods(): boolean {
  const many = useRef(false);
  return useCluster(() => {
    const weight = mirror.pods.size + 3 * mirror.nodes.size;
    many.current = weight > (many.current ? mostSvgWeight * 0.9 : mostSvgWeight);
    return many.current;
  });
}

function useFigureKeys(panel: { readonly current: HTMLElement | null }, zoomBy: (factor: number) => void) {
  return (event: KeyboardEvent) => {
    if (event.ctrlKey || event.metaKey || event.altKey || event.target !== panel.current) return;
    const direction = arrows[event.key];
    if (tryKey(event.key)) event.preventDefault();
    else if (direction !== undefined) {
      event.preventDefault();
      useView.setState(({ cursor }) => ({ cursor: moveCursor(mirror, cursor, direction) }));
    } else if (event.key === 'Enter') {
      event.preventDefault();
      select(useView.getState().cursor);
    } else if (event.key === 'z') zoomBy(1.5);
    else if (event.key === 'Z') zoomBy(1 / 1.5);
  };
}

/** Where the pointer is in the figure, and what lies there. */
function aimAt(panel: HTMLElement, scene: Scene, camera: Camera, { clientX, clientY }: Point): Aim {
  const box = panel.getBoundingClientRect();
  const offset = offsetOf(camera, scene.layout);
  const zoom = pageZoom();
  const x = (clientX - box.left) / zoom - offset.x;
  const y = (clientY - box.top) / zoom - offset.y;
  return { x, y, hit: hitScene(scene, x, y), vessel: vesselAt(scene, x, y) };
}

type Point = Pick<Touch, 'clientX' | 'clientY'>;

/** Whether a press is for a button over the picture. */
const isOnButton = ({ target }: { readonly target: EventTarget }) => (target as Element).closest('button') !== null;

/** What the pointer is on and then says, what it selects, and the Pods that it drags in thought. */
function usePointer(panel: { readonly current: HTMLElement | null }, current: () => Scene, camera: Camera) {
  const aim = (event: Point) => aimAt(panel.current!, current(), camera, event);
  const drag = useDragPod(aim);
  const inspectAt = (event: Point) => {
    const { hit } = aim(event);
    if (hit !== null) inspect(selectionOf(hit));
  };
  const press = useLongPress(inspectAt);
  const hover = (event: PointerEvent) => {
    if (event.pointerType === 'touch') return;
    const { hit } = aim(event);
    const element = panel.current!;
    element.style.cursor = hit === null ? '' : 'pointer';
    const node = hit !== null && !('pod' in hit) ? mirror.nodes.get(hit.name) : undefined;
    element.title = hit === null ? '' : 'pod' in hit ? podTitle(hit.pod) : node === undefined ? '' : nodeSentence(node);
  };
  return {
    onPointerDown: (event: PointerEvent) => {
      if (isOnButton(event)) return;
      drag.down(event);
      press.down(event);
    },
    onPointerMove: (event: PointerEvent) => {
      press.move(event);
      if (!drag.move(event)) hover(event);
    },
    onPointerUp: () => {
      press.up();
      drag.up();
    },
    onPointerCancel: () => {
      press.up();
      drag.cancel();
    },
    onContextMenu: (event: React.MouseEvent) => {
      event.preventDefault();
      inspectAt(event);
    },
    onClick: (event: React.MouseEvent) => {
      if (drag.wasDrag() || isOnButton(event)) return;
      const { hit } = aim(event);
      select(hit === null ? null : selectionOf(hit));
    },
  };
}

/** The camera; a press on a Pod takes up the Pod and leaves the picture where it is. */
function useFigureCamera(
  panel: { readonly current: HTMLElement | null },
  size: Size,
  most: number,
  current: () => Scene,
) {
  const now = useRef<Camera>({ k: 1, x: 0, y: 0 });
  const mayPan = (press: Point) => {
    const { hit } = aimAt(panel.current!, current(), now.current, press);
    return hit === null || !('pod' in hit);
  };
  const control = useCamera(panel, size, most, mayPan);
  now.current = control.camera;
  return control;
}

/** The cluster figure: nodes as vessels, Pods as slabs, on the API server's line. */
export function Figure() {
  const panel = useRef<HTMLDivElement>(null);
  const overlay = useRef<SVGGElement>(null);
  const size = useSize(panel);
  const model = useMemo(() => createSceneModel(mirror), []);
  const measure = useView((state) => state.measure);
  const epoch = useCluster((state) => state.epoch);
  const many = useManyPods();
  const latest = useRef<SceneInput | null>(null);
  const current = useCallback(() => model.update(latest.current!), [model]);
  const { camera, zoomBy, reset } = useFigureCamera(panel, size, many ? 16 : 8, current);
  latest.current = { ...size, zoom: camera.k, measure, epoch };
  const [focused, setFocused] = useState(false);
  const twin = useTwin(many);
  const refresh = useCallback((scene: Scene) => {
    const { selection, cursor } = useView.getState();
    const keyboard = panel.current?.matches(':focus-visible') === true;
    if (overlay.current !== null) drawOverlay(overlay.current, scene, selection, keyboard ? cursor : null);
  }, []);
  useTravellers(overlay, current, many);
  useEffect(() => useView.subscribe(() => refresh(current())), [refresh, current]);
  useLayoutEffect(() => refresh(current()));
  const keys = useFigureKeys(panel, zoomBy);

  const pointer = usePointer(panel, current, camera);
  return (
    <div
      ref={panel}
      className="fig"
      role="tree"
      aria-label={figure('cluster')}
      aria-activedescendant={focused ? twin.active : undefined}
      tabIndex={0}
      data-testid="figure"
      onKeyDown={keys}
      onFocus={() => setFocused(true)}
      onBlur={() => setFocused(false)}
      {...pointer}
    >
      {size.width > 0 &&
        (many ? (
          <CanvasScene size={size} camera={camera} overlay={overlay} current={current} onDrawn={refresh} />
        ) : (
          <LiveSvg current={current} camera={camera} overlay={overlay} onDrawn={refresh} />
        ))}
      {camera.k > 1.01 && (
        <button type="button" className="btn sm zoom-out" onClick={reset} title={figure('showAll')}>
          {figure('zoomed', { percent: Math.round(camera.k * 100) })}
        </button>
      )}
      <TryCard />
      <div ref={twin.root} className="twin" role="presentation" />
    </div>
  );
}

interface LiveSvgProps {
  readonly current: () => Scene;
  readonly camera: Camera;
  readonly overlay: React.RefObject<SVGGElement | null>;
  readonly onDrawn: (scene: Scene) => void;
}

/** Redraws when rows have changed. */
function LiveSvg({ current, camera, overlay, onDrawn }: LiveSvgProps) {
  useCluster((state) => state.pods);
  useCluster((state) => state.nodes);
  const scene = current();
  const { x, y } = offsetOf(camera, scene.layout);
  useLayoutEffect(() => onDrawn(scene), [scene, onDrawn]);
  return (
    <div className="camera" style={{ transform: `translate(${x}px,${y}px)` }}>
      <SvgScene scene={scene} overlay={overlay} />
    </div>
  );
}
