import type { PodRow } from '../../protocol/view.ts';
import { mirror } from '../store/cluster-store.ts';
import { useFollowed } from '../store/session.ts';
import { asksText, extendedRequests } from './reason-text.ts';

/** What the Pod asks for, and the Pod itself to be dragged onto a node. */
export function AsksFor({ pod, canAct }: { readonly pod: PodRow | undefined; readonly canAct: boolean }) {
  const object = useFollowed((state) => state.object);
  if (pod === undefined) return <span className="cap">The Pod is gone; its decision is kept.</span>;
  const { hue } = mirror.owners.markOf(pod);
  return (
    <>
      {/* biome-ignore lint/a11y/noStaticElementInteractions: by keyboard the node is chosen from a list */}
      <span
        className={`drag o${hue}`}
        draggable={canAct}
        // Firefox begins no drag that carries nothing.
        onDragStart={(event) => event.dataTransfer.setData('text/plain', pod.name)}
        title={canAct ? 'Drag it onto a node: what if?' : undefined}
      >
        {pod.suffix === '' ? pod.label : `${pod.label} ${pod.suffix}`}
      </span>
      <span>asks for</span>
      <b>{asksText(pod, extendedRequests(object))}</b>
      <span className="quiet">Dashed: where it would go</span>
    </>
  );
}
