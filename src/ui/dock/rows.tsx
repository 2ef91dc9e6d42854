import { useVirtualizer } from '@tanstack/react-virtual';
import { type ReactNode, useEffect, useRef, useState } from 'react';
import { dock } from '../../language/en/dock.ts';

interface RowsProps {
  readonly label: string;
  readonly count: number;
  readonly height: number;
  readonly keyOf: (index: number) => string | number;
  readonly children: (index: number) => ReactNode;
}

/** So near to the end one reads along. */
const nearPx = 30;

/** A long list of which only what is seen is made. It stays at its end as rows come, until one scrolls up. */
export function Rows({ label, count, height, keyOf, children }: RowsProps) {
  const scroller = useRef<HTMLDivElement>(null);
  const [follows, setFollows] = useState(true);
  const virtual = useVirtualizer({
    count,
    getScrollElement: () => scroller.current,
    estimateSize: () => height,
    getItemKey: keyOf,
    overscan: 8,
  });
  useEffect(() => {
    if (follows && count > 0) virtual.scrollToIndex(count - 1, { align: 'end' });
  }, [follows, count, virtual]);
  const scroll = () => {
    const box = scroller.current;
    if (box !== null) setFollows(box.scrollHeight - box.scrollTop - box.clientHeight < nearPx);
  };
  return (
    <div className="rows-box">
      {/* biome-ignore lint/a11y/useSemanticElements: rows of a virtual list are placed, which list items need no help with */}
      <div
        className="rows"
        ref={scroller}
        onScroll={scroll}
        role="list"
        aria-label={label}
        // biome-ignore lint/a11y/noNoninteractiveTabindex: a scrolling region must be reachable by keyboard
        tabIndex={0}
      >
        <div style={{ height: virtual.getTotalSize(), position: 'relative' }}>
          {virtual.getVirtualItems().map((item) => (
            // biome-ignore lint/a11y/useSemanticElements: as above
            <div
              role="listitem"
              key={item.key}
              className="row"
              style={{ height, transform: `translateY(${item.start}px)` }}
            >
              {children(item.index)}
            </div>
          ))}
        </div>
      </div>
      {!follows && (
        <button type="button" className="btn sm newest" onClick={() => setFollows(true)}>
          {dock('newer')}
        </button>
      )}
    </div>
  );
}
