import type { ReactNode } from 'react';
import { shell } from '../../language/en/shell.ts';
import { Button } from '../../widgets/button.tsx';
import { StateCard } from '../../widgets/state-card.tsx';
import { applyFile, openTemplate } from '../editor/editor-store.ts';
import { templates } from '../editor/templates.ts';
import { mirror, useCluster } from '../store/cluster-store.ts';
import { clockText } from '../store/format-time.ts';
import { restartRun } from '../store/session.ts';
import { useView } from '../store/view-store.ts';

function Crashed({ trouble, nowMs }: { readonly trouble: string; readonly nowMs: number }) {
  return (
    <StateCard
      wrong
      title={shell('stopped')}
      actions={
        <>
          <Button small tone="primary" onClick={() => void restartRun()}>
            {shell('startAgain')}
          </Button>
          <Button small onClick={() => void navigator.clipboard?.writeText(trouble)}>
            {shell('copyReport')}
          </Button>
        </>
      }
    >
      {shell('internalError', { time: clockText(nowMs), error: trouble.split('\n')[0] ?? '' })}
    </StateCard>
  );
}

function Starting() {
  const boot = useCluster((state) => state.boot);
  if (boot === null) return <StateCard title={shell('starting')}>{shell('comesUp')}</StateCard>;
  const { nodes, ofNodes, pods, ofPods } = boot;
  return (
    <StateCard title={shell('starting')} progress={Math.min(1, (nodes + pods) / Math.max(1, ofNodes + ofPods))}>
      {shell('booting', { nodes, ofNodes, pods, ofPods })}
    </StateCard>
  );
}

function Empty({ canAct }: { readonly canAct: boolean }) {
  const template = templates[0]!;
  const nodes = mirror.nodes.size;
  const apply = (
    <Button small tone="primary" onClick={() => void applyFile(openTemplate(template))}>
      {shell('applyFile', { file: template.file })}
    </Button>
  );
  return (
    <StateCard title={shell('noPods')} actions={canAct ? apply : undefined}>
      {shell('nothingRuns', { nodes })} {canAct && shell('applyOrChoose')}
    </StateCard>
  );
}

function hasWorkloadPods(): boolean {
  for (const pod of mirror.pods.values()) if (pod.namespace !== 'kube-system') return true;
  return false;
}

/** What is shown over any view when the simulation has stopped or the scenario cannot be run; null while all is well. */
function useWrongCard(canAct: boolean): ReactNode {
  const phase = useCluster((state) => state.phase);
  const trouble = useCluster((state) => state.trouble);
  const crashMs = useCluster((state) => (state.phase === 'crashed' ? state.nowMs : 0));
  if (phase === 'crashed') return <Crashed trouble={trouble} nowMs={crashMs} />;
  if (phase !== 'refused') return null;
  const choose = (
    <Button small onClick={() => useView.setState({ openPanel: 'scenarios' })}>
      {shell('chooseScenario')}
    </Button>
  );
  return (
    <StateCard wrong title={shell('notLoaded')} actions={canAct ? choose : undefined}>
      {trouble}
    </StateCard>
  );
}

/** What is wrong with the run, or how far a cluster has come up, over a view other than the cluster's. */
export function WrongOverlay({ canAct }: { readonly canAct: boolean }) {
  const wrong = useWrongCard(canAct);
  const isBooting = useCluster((state) => state.phase === 'starting' && state.boot !== null);
  const card = wrong ?? (isBooting ? <Starting /> : null);
  return card === null ? null : <div className="fig-card over-view">{card}</div>;
}

/** What is shown over the figure when there is nothing to see, or something is wrong. */
export function StateOverlay({ canAct }: { readonly canAct: boolean }) {
  const phase = useCluster((state) => state.phase);
  const wrong = useWrongCard(canAct);
  const isEmpty = useCluster((state) => state.pods >= 0 && !hasWorkloadPods());
  const card = wrong ?? (phase === 'starting' ? <Starting /> : isEmpty ? <Empty canAct={canAct} /> : null);
  return card === null ? null : <div className="fig-card">{card}</div>;
}
