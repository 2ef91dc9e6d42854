import { figure } from '../../language/en/figure.ts';
import { Segmented } from '../../widgets/segmented.tsx';
import { mirror, useCluster } from '../store/cluster-store.ts';
import { type Measure, useView } from '../store/view-store.ts';
import { naturalMeasure } from './scene-model.ts';

const measures = ['cpu', 'memory', 'pods'] as const;

/** Says what the heights mean, and lets the reader choose. */
export function Caption() {
  const chosen = useView((state) => state.measure);
  const natural = useCluster((state) => (state.pods >= 0 ? naturalMeasure(mirror) : 'cpu'));
  const anyone = useCluster((state) => state.pods >= 0 && mirror.tally.own > 0);
  const measure = chosen ?? natural;
  const someAskNothing = useCluster(
    (state) => state.pods >= 0 && mirror.tally.asking > 0 && mirror.tally.asking < mirror.tally.own,
  );
  const why =
    chosen === null && measure === 'pods' && anyone
      ? figure('saysNone')
      : figure(someAskNothing && measure === 'cpu' ? 'saysSomeNone' : `says.${measure}`);
  return (
    <div className="figc">
      <span className="words">{why}</span>
      <span className="sp" />
      <Segmented
        label={figure('scaleBy')}
        options={measures.map((id) => ({ id, label: figure(id) }))}
        value={measure}
        onChange={(value: Measure) => useView.setState({ measure: value === natural ? null : value })}
      />
    </div>
  );
}
