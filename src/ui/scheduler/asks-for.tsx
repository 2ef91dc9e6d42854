import { scheduler } from '../../language/en/scheduler.ts';
import type { PodRow } from '../../protocol/view.ts';
import { mirror } from '../store/cluster-store.ts';
import { useFollowed } from '../store/session.ts';
import { asksText, extendedRequests } from './reason-text.ts';

/** What the Pod asks for, and the Pod itself to be dragged onto a node. */
export function AsksFor({ pod, canAct }: { readonly pod: PodRow | undefined; readonly canAct: boolean }) {
  const object = useFollowed((state) => state.object);
  if (pod === undefined) return <span className="cap">{scheduler('podGone')}</span>;
  const { hue } = mirror.owners.markOf(pod);
  return (
    <>
      {/* biome-ignore lint/a11y/noStaticElementInteractions: by keyboard the node is chosen from a list */}
      <span
        className={`drag o${hue}`}
        draggable={canAct}
        // Firefox begins no drag that carries nothing.
        onDragStart={(event) => event.dataTransfer.setData('text/plain', pod.name)}
        title={canAct ? scheduler('dragIt') : undefined}
      >
        {pod.suffix === '' ? pod.label : `${pod.label} ${pod.suffix}`}
      </span>
      <span>{scheduler('asksFor')}</span>
      <b>{asksText(pod, extendedRequests(object))}</b>
      <span className="quiet">{scheduler('dashed')}</span>
    </>
  );
}
