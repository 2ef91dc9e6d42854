import { useEffect, useState } from 'react';
import { mirror, onDelta, useCluster } from '../store/cluster-store.ts';
import { LiveMap } from './live-map.ts';
import { useMap } from './map-store.ts';
import type { MapModel } from './model.ts';

/** How long changes may be taken in before the page draws again, ms: half of a frame's budget. */
const sliceMs = 4;
/** A change is shown after this time, ms, or later where showing one takes long: a tenth of the time at most. */
const soonMs = 100;

/** Takes changes in, a slice a frame, and shows them a few times a second. Returns how to stop. */
function follow(live: LiveMap, show: (model: MapModel) => void): () => void {
  let scheduled = 0;
  let dueMs = 0;
  let isNew = false;
  const frame = () => {
    scheduled = 0;
    const begunMs = performance.now();
    const isDone = live.work(() => performance.now() - begunMs > sliceMs);
    if (isNew && begunMs >= dueMs) {
      isNew = !isDone;
      show(live.model());
      // What it costs to draw is known in the next frame only.
      requestAnimationFrame(() => {
        dueMs = begunMs + Math.max(soonMs, 10 * (performance.now() - begunMs - 17));
      });
    }
    if (!isDone || isNew) scheduled = requestAnimationFrame(frame);
  };
  const stop = onDelta((delta) => {
    live.note(delta);
    if (delta.nodes.size === 0 && delta.stacks.size === 0 && delta.pods.size === 0 && !delta.reset) return;
    isNew = true;
    if (scheduled === 0) scheduled = requestAnimationFrame(frame);
  });
  return () => {
    stop();
    cancelAnimationFrame(scheduled);
  };
}

/** What the map shows, renewed a few times a second while something changes. */
export function useModel(): MapModel {
  const grouping = useMap((state) => state.grouping);
  const colouring = useMap((state) => state.colouring);
  const ordering = useMap((state) => state.ordering);
  const text = useMap((state) => state.text);
  const [live] = useState(() => new LiveMap(mirror, { grouping, colouring, ordering, text }));
  const [model, setModel] = useState<MapModel>(() => live.model());
  const epoch = useCluster((state) => state.epoch);
  // biome-ignore lint/correctness/useExhaustiveDependencies: a new run is another picture
  useEffect(() => {
    live.wish({ grouping, colouring, ordering, text });
    setModel(live.model());
  }, [live, grouping, colouring, ordering, text, epoch]);
  useEffect(() => follow(live, setModel), [live]);
  return model;
}
