import { Suspense } from 'react';
import { part } from '../../widgets/part.tsx';
import { useView } from '../store/view-store.ts';
import type { Scene } from './scene-model.ts';
import { useTryOn } from './try-on.ts';

// Parts of the figure that nobody needs before a Pod is selected or taken in hand: loaded then.

const LateGhosts = part(() => import('./ghosts.tsx'), { quiet: true });
const LateTryCard = part(() => import('./try-card.tsx'), { quiet: true });

/** What the scheduler said of the nodes, while a Pod is selected or tried on. */
export function Ghosts({ scene }: { readonly scene: Scene }) {
  const isSelected = useView((state) => state.selection?.kind === 'Pod');
  const isTried = useTryOn((state) => state.pod !== null);
  return <Suspense>{(isSelected || isTried) && <LateGhosts scene={scene} />}</Suspense>;
}

/** What would become of a Pod that is tried on. */
export function TryCard() {
  const isTried = useTryOn((state) => state.pod !== null);
  return <Suspense>{isTried && <LateTryCard />}</Suspense>;
}
