import { useEffect, useState } from 'react';
import { inspector } from '../../language/en/inspector.ts';
import type { KindRef, RelatedRow } from '../../protocol/inspect.ts';
import { Section } from '../../widgets/section.tsx';
import { useCluster } from '../store/cluster-store.ts';
import { call, useFollowed } from '../store/session.ts';
import { select } from '../store/view-store.ts';

const sides = ['owner', 'owned', 'names', 'named by'] as const;

/** Asks anew when the object has changed, and every few seconds of virtual time: others come and go without it. */
function useRelated({ kind, namespace, name }: KindRef): readonly RelatedRow[] | null {
  const [rows, setRows] = useState<readonly RelatedRow[] | null>(null);
  const object = useFollowed((state) => state.object);
  const lately = useCluster((state) => Math.floor(state.nowMs / 5000));
  const epoch = useCluster((state) => state.epoch);
  // biome-ignore lint/correctness/useExhaustiveDependencies: these say when to ask again
  useEffect(() => {
    let isCurrent = true;
    const timer = setTimeout(() => {
      void call({ type: 'related', ref: { kind, namespace, name } }).then((answer) => {
        if (isCurrent && answer.type === 'related') setRows(answer.rows);
      });
    }, 60);
    return () => {
      isCurrent = false;
      clearTimeout(timer);
    };
  }, [kind, namespace, name, object, lately, epoch]);
  return rows;
}

function Row({ row }: { readonly row: RelatedRow }) {
  const { kind, namespace, name, state, note, as } = row;
  return (
    <li>
      <button type="button" onClick={() => select({ kind, namespace, name })}>
        <i className={`life-dot ${state}`} aria-hidden="true" />
        <span>
          <span className="muted">{`${kind} `}</span>
          <b>{name}</b>
        </span>
        <span className="muted">
          {[as === '' ? '' : inspector(`role.${as}`), note].filter((word) => word !== '').join(', ')}
        </span>
      </button>
    </li>
  );
}

/** Owners, what is owned, what is named and what names it: each leads on. */
export function RelatedTab({ target }: { readonly target: KindRef }) {
  const rows = useRelated(target);
  if (rows === null) return null;
  if (rows.length === 0) return <p className="hint">{inspector('noRelated')}</p>;
  return sides.map((side) => {
    const title = inspector(`side.${side}`);
    const of = rows.filter((row) => row.side === side);
    if (of.length === 0) return null;
    return (
      <Section key={side} title={of.length > 5 ? inspector('sideCount', { side: title, count: of.length }) : title}>
        <ul className="related">
          {of.map((row) => (
            <Row key={`${row.kind} ${row.namespace} ${row.name} ${row.as}`} row={row} />
          ))}
        </ul>
      </Section>
    );
  });
}
