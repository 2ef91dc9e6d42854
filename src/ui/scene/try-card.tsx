import './try-card.css';
import { useEffect } from 'react';
import { figure } from '../../language/en/figure.ts';
import { Button } from '../../widgets/button.tsx';
import { whatIfText } from '../scheduler/reason-text.ts';
import { mirror, useCluster } from '../store/cluster-store.ts';
import { ask, bestNodes, endTry, useTryOn } from './try-on.ts';

function verdict(node: string, { row, silent }: ReturnType<typeof useTryOn.getState>): string {
  if (silent) return figure('schedulerSilent');
  if (node === '') return figure('putOnNode');
  return row === null || row.node !== node ? '…' : whatIfText(row, bestNodes(row));
}

/** What would become of a Pod on the node that it is held over; marked so that nobody takes it for what is. */
export default function TryCard() {
  const tried = useTryOn();
  const changes = useCluster((state) => state.pods + state.nodes);
  const { pod, node } = tried;
  // biome-ignore lint/correctness/useExhaustiveDependencies: the scheduler is asked again when the cluster has changed
  useEffect(() => {
    if (pod !== null) void ask();
  }, [changes]);
  if (pod === null) return null;
  const row = mirror.findPod(pod.namespace, pod.name);
  const name = row === undefined || row.suffix === '' ? pod.name : `${row.label} ${row.suffix}`;
  return (
    <div className="try-card" data-testid="try-card">
      <p role="status">
        {figure.rich('whatIf', {
          ...{ pod: name, b: (inside) => <b>{inside}</b>, node: () => (node === '' ? '…' : <b>{node}</b>) },
        })}{' '}
        <span>{verdict(node, tried)}</span> <span className="muted">{figure('staysAsIs')}</span>
      </p>
      {tried.at === null && (
        <Button small onClick={endTry} shortcut="Esc">
          {figure('forget')}
        </Button>
      )}
    </div>
  );
}
