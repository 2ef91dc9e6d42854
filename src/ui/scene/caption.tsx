import { Segmented } from '../../widgets/segmented.tsx';
import { mirror, useCluster } from '../store/cluster-store.ts';
import { type Measure, useView } from '../store/view-store.ts';
import { naturalMeasure } from './scene-model.ts';

const options = [
  { id: 'cpu', label: 'CPU' },
  { id: 'memory', label: 'Memory' },
  { id: 'pods', label: 'Pods' },
] as const;

const sentences: Readonly<Record<Measure, string>> = {
  cpu: 'Height of a slab: its CPU request. Bar beside it: in use.',
  memory: 'Height of a slab: its memory request. Bar beside it: in use.',
  pods: 'One slab, one Pod.',
};

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
      ? 'These Pods ask for no CPU, so each is one slab of the same height.'
      : sentences[measure] + (someAskNothing && measure === 'cpu' ? ' Tags on top ask for none.' : '');
  return (
    <div className="figc">
      <span className="words">{why}</span>
      <span className="sp" />
      <Segmented
        label="Scale by"
        options={options}
        value={measure}
        onChange={(value: Measure) => useView.setState({ measure: value === natural ? null : value })}
      />
    </div>
  );
}
