import { type KeyboardEvent, type PointerEvent, useRef } from 'react';
import { pageZoom } from '../store/page-size.ts';
import { resizePanel, type Side, togglePanel, useView } from '../store/view-store.ts';

interface SplitterProps {
  readonly side: Side;
  readonly label: string;
  /** The size now, for a drag to start from. */
  readonly sizeOf: () => number;
  readonly min: number;
  readonly max: () => number;
}

/** A draggable edge between panels; double-click folds the panel, arrow keys move the edge. */
export function Splitter({ side, label, sizeOf, min, max }: SplitterProps) {
  const start = useRef<{ at: number; size: number } | null>(null);
  const size = useView((state) => state.sizes[side]);
  const along = (event: PointerEvent) =>
    (side === 'left' || side === 'split' ? event.clientX : side === 'right' ? -event.clientX : -event.clientY) /
    pageZoom();
  const resize = (px: number) => resizePanel(side, Math.max(min, Math.min(max(), px)));
  // The two parts of the dock do not fold: they go back to their shares.
  const reset = () => (side === 'split' ? resizePanel(side, 0) : togglePanel(side));
  const press = (event: KeyboardEvent) => {
    const grow = side === 'left' || side === 'split' ? 'ArrowRight' : side === 'right' ? 'ArrowLeft' : 'ArrowUp';
    const shrink = side === 'left' || side === 'split' ? 'ArrowLeft' : side === 'right' ? 'ArrowRight' : 'ArrowDown';
    if (event.key === 'Enter') reset();
    else if (event.key === grow) resize(sizeOf() + 16);
    else if (event.key === shrink) resize(sizeOf() - 16);
    else return;
    event.preventDefault();
    event.stopPropagation();
  };
  return (
    // biome-ignore lint/a11y/useSemanticElements: hr cannot take the focus as a separator that moves
    <div
      className={`splitter ${side}`}
      role="separator"
      tabIndex={0}
      aria-label={label}
      aria-orientation={side === 'dock' ? 'horizontal' : 'vertical'}
      aria-valuenow={size > 0 ? size : Math.round(sizeOf())}
      aria-valuemin={min}
      aria-valuemax={Math.round(max())}
      onPointerDown={(event) => {
        start.current = { at: along(event), size: sizeOf() };
        event.currentTarget.setPointerCapture(event.pointerId);
      }}
      onPointerMove={(event) => {
        if (start.current !== null) resize(start.current.size + along(event) - start.current.at);
      }}
      onPointerUp={() => {
        start.current = null;
      }}
      onDoubleClick={reset}
      onKeyDown={press}
    />
  );
}
