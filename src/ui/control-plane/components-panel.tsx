import { useEffect, useRef } from 'react';
import { controlPlane } from '../../language/en/control-plane.ts';
import { deeds } from '../../language/en/deeds.ts';
import type { ControlPlaneRow, LeaseRow, MemberRow, QueueRow } from '../../protocol/control-plane.ts';
import { Button } from '../../widgets/button.tsx';
import { TableHead } from '../../widgets/table-head.tsx';
import { componentDeed } from '../shell/deeds.ts';
import { useCluster } from '../store/cluster-store.ts';
import { spanText } from '../store/format-time.ts';
import { useJourney } from './journey-store.ts';

/** The components of a control plane. */
const components = [
  'kube-apiserver',
  'etcd',
  'kube-controller-manager',
  'kube-scheduler',
  'cloud-controller-manager',
] as const;

function Lease({ lease, nowMs }: { readonly lease: LeaseRow; readonly nowMs: number }) {
  const machine = lease.holder.replace(/_.*$/, '');
  if (lease.holder === '') return <p className="cap">{controlPlane('noHolder')}</p>;
  const agoMs = nowMs - lease.renewedMs;
  const isOver = agoMs > lease.durationMs;
  return (
    <p className={isOver ? 'cap alarm' : 'cap'}>
      {isOver
        ? controlPlane('leaseOver', { machine, ago: spanText(agoMs), lasts: spanText(lease.durationMs) })
        : controlPlane('leaseHeld', {
            machine,
            ago: spanText(agoMs),
            lasts: spanText(lease.durationMs),
            changes: lease.transitions,
          })}
    </p>
  );
}

function Queues({ rows }: { readonly rows: readonly QueueRow[] }) {
  if (rows.length === 0) return null;
  return (
    <table className="queues">
      <caption className="hidden-text">{controlPlane('queues')}</caption>
      <TableHead
        heads={[controlPlane('controller'), controlPlane('waiting'), controlPlane('backOff'), controlPlane('retries')]}
      />
      <tbody>
        {rows.map((row) => (
          <tr key={row.controller}>
            <th scope="row">{row.controller}</th>
            <td>{row.waiting}</td>
            <td className={row.failing > 0 ? 'alarm' : ''}>{row.failing}</td>
            <td>{row.retries}</td>
          </tr>
        ))}
      </tbody>
    </table>
  );
}

function Members({ members }: { readonly members: readonly MemberRow[] }) {
  if (members.every(({ raft }) => raft === null)) return null;
  return (
    <table className="queues">
      <caption className="hidden-text">{controlPlane('members')}</caption>
      <TableHead
        heads={[
          controlPlane('member'),
          controlPlane('role'),
          controlPlane('term'),
          controlPlane('last'),
          controlPlane('committed'),
        ]}
      />
      <tbody>
        {members.map(({ name, raft }) => (
          <tr key={name}>
            <th scope="row">{name}</th>
            <td>{raft === null ? controlPlane('stopped') : controlPlane(`raftRole.${raft.role}`)}</td>
            <td>{raft?.term ?? ''}</td>
            <td>{raft?.lastIndex ?? ''}</td>
            <td>{raft?.committed ?? ''}</td>
          </tr>
        ))}
      </tbody>
    </table>
  );
}

function Scheduling({ sizes }: { readonly sizes: ControlPlaneRow['scheduling'] }) {
  if (sizes === null) return <p className="cap">{controlPlane('noScheduler')}</p>;
  return <p className="cap">{controlPlane('podsQueued', sizes)}</p>;
}

function Component({ name, canAct }: { readonly name: (typeof components)[number]; readonly canAct: boolean }) {
  const off = useCluster((state) => state.stopped.has(name));
  const nowMs = useCluster((state) => Math.floor(state.nowMs / 1000) * 1000);
  const state = useJourney((each) => each.state);
  const isShown = useJourney((each) => each.component === name);
  const box = useRef<HTMLElement>(null);
  useEffect(() => {
    if (isShown) box.current?.scrollIntoView({ block: 'nearest' });
  }, [isShown]);
  const runs = state?.members.filter(({ running }) => running.includes(name)).length ?? 0;
  const of = state?.members.length ?? 0;
  const lease = state?.leases.find((each) => each.name === name);
  return (
    <section className={isShown ? 'comp on' : 'comp'} ref={box} aria-label={name} data-component={name}>
      <div className="comp-head">
        <b>{name}</b>
        <span className={off ? 'alarm' : 'muted'}>
          {off
            ? controlPlane('isStopped')
            : of > 1
              ? controlPlane('someRun', { running: runs, all: of })
              : controlPlane('runs')}
        </span>
        <span className="sp" />
        {canAct && (
          <Button small tone={off ? 'plain' : 'alarm'} onClick={componentDeed(name, off).run}>
            {deeds(off ? 'start' : 'stop', { name })}
          </Button>
        )}
      </div>
      {off && <p className="cap">{deeds(`gone.${name}`)}</p>}
      {lease !== undefined && <Lease lease={lease} nowMs={nowMs} />}
      {name === 'etcd' && <Members members={state?.members ?? []} />}
      {name === 'kube-scheduler' && state !== null && !off && <Scheduling sizes={state.scheduling} />}
      <Queues rows={state?.queues.filter(({ component }) => component === name) ?? []} />
    </section>
  );
}

/** The components: who leads, what waits, and how to stop and start them. */
export function ComponentsPanel({ canAct }: { readonly canAct: boolean }) {
  return (
    <div className="comps">
      {components.map((name) => (
        <Component key={name} name={name} canAct={canAct} />
      ))}
    </div>
  );
}
