import { useRef } from 'react';
import { figure } from '../../language/en/figure.ts';
import { Button } from '../../widgets/button.tsx';
import { StateCard } from '../../widgets/state-card.tsx';
import { mirror, useCluster } from '../store/cluster-store.ts';
import { showPage } from '../store/view-store.ts';

/** A picture of every node as a vessel would show nothing, and take longer than a frame; a node counts for three Pods. */
const mostWeight = 20_000;

/** Whether there is more than the figure can show; it takes a tenth less to go back. */
export function useTooMany(): boolean {
  const many = useRef(false);
  return useCluster(() => {
    const weight = mirror.pods.size + 3 * mirror.nodes.size;
    many.current = weight > (many.current ? mostWeight * 0.9 : mostWeight);
    return many.current;
  });
}

/** In the figure's place: says that the Map shows what is too much for vessels. */
export function TooMany() {
  useCluster((state) => state.pods);
  useCluster((state) => state.nodes);
  return (
    // biome-ignore lint/a11y/useSemanticElements: it stands where the figure stands, which is no fieldset
    // biome-ignore lint/a11y/noNoninteractiveTabindex: the keys of the figure go on here
    <div className="fig" role="group" aria-label={figure('cluster')} tabIndex={0} data-testid="figure">
      <div className="fig-card">
        <StateCard
          title={figure('tooMany', { nodes: mirror.nodes.size, pods: mirror.pods.size })}
          actions={
            <Button small tone="primary" onClick={() => showPage('map')}>
              {figure('showMap')}
            </Button>
          }
        >
          {figure('mapShows')}
        </StateCard>
      </div>
    </div>
  );
}
