import { useEffect, useState } from 'react';
import { mirror, onDelta, useCluster } from '../store/cluster-store.ts';
import { useMap } from './map-store.ts';
import { buildModel, type MapModel } from './model.ts';

/** How long a change may wait, in ms: longer where there is more to look at. */
const waitFor = (cells: number) => (cells > 20_000 ? 1000 : cells > 2000 ? 400 : 200);

/** What the map shows, renewed a few times a second while something changes. */
export function useModel(): MapModel {
  const grouping = useMap((state) => state.grouping);
  const colouring = useMap((state) => state.colouring);
  const ordering = useMap((state) => state.ordering);
  const text = useMap((state) => state.text);
  const epoch = useCluster((state) => state.epoch);
  const [model, setModel] = useState<MapModel>(() => buildModel(mirror, { grouping, colouring, ordering, text }));
  // biome-ignore lint/correctness/useExhaustiveDependencies: a new run is another picture
  useEffect(() => {
    let timer = 0;
    let count = 0;
    const renew = () => {
      timer = 0;
      const next = buildModel(mirror, { grouping, colouring, ordering, text });
      count = next.count;
      setModel(next);
    };
    renew();
    const stop = onDelta((delta) => {
      if (timer === 0 && (delta.nodes.size > 0 || delta.pods.size > 0 || delta.reset))
        timer = window.setTimeout(renew, waitFor(count));
    });
    return () => {
      stop();
      window.clearTimeout(timer);
    };
  }, [grouping, colouring, ordering, text, epoch]);
  return model;
}
