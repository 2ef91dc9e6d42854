import type { Caption, ObjectName } from '../../api/lesson/lesson.ts';
import type { CaptionNews } from '../../protocol/lesson.ts';
import { useCluster } from '../store/cluster-store.ts';
import { call, tell } from '../store/session.ts';
import { select, showPage } from '../store/view-store.ts';
import { setRunning, setSpeed } from '../timeline/run-control.ts';
import { useLesson } from './lesson-store.ts';

// A lecture is a row of captions. The worker watches the gate of the next one; the lecturer says when to go on.

function captions(): readonly Caption[] {
  return useCluster.getState().run?.lesson?.captions ?? [];
}

/** Shows the next caption; when its gate is shut, the model runs until it opens. */
export function nextCaption(): void {
  const { caption } = useCluster.getState();
  const list = captions();
  const next = (caption?.index ?? -1) + 1;
  if (!caption || next >= list.length) return;
  const knownMs = useLesson.getState().shownAt[next];
  if (knownMs !== undefined) goBackTo(next, knownMs);
  else if (caption.openMs !== null) show(next);
  else {
    useLesson.setState({ waiting: true });
    setRunning(true);
  }
}

/** Goes back to the caption before, and to the moment in which it was shown. */
export function previousCaption(): void {
  const index = (useCluster.getState().caption?.index ?? 0) - 1;
  const shownMs = useLesson.getState().shownAt[index];
  if (index >= 0 && shownMs !== undefined) goBackTo(index, shownMs);
}

/** Whether there is a caption after the present one. */
export function hasNext(caption: CaptionNews | null): boolean {
  return caption !== null && caption.index + 1 < captions().length;
}

function goBackTo(index: number, shownMs: number): void {
  useLesson.setState({ waiting: false, votes: [], answer: null });
  setRunning(false);
  tell({ type: 'caption', index, shownMs });
  tell({ type: 'seek', toMs: shownMs });
  look(captions()[index]!);
}

function show(index: number): void {
  const caption = captions()[index]!;
  const { shownAt } = useLesson.getState();
  const shownMs = Math.max(0, useCluster.getState().nowMs);
  useLesson.setState({ shownAt: [...shownAt.slice(0, index), shownMs], waiting: false, votes: [], answer: null });
  tell({ type: 'caption', index, shownMs: null });
  if (caption.ask?.type === 'node') tell({ type: 'predict', on: true });
  look(caption);
  if (caption.deeds.length === 0) return;
  void call({ type: 'play-deeds', of: 'caption', index });
  setRunning(true);
}

/** View, selection, camera and speed as a caption wants them. */
function look({ view, select: selected, camera, speed }: Caption): void {
  if (view !== undefined) showPage(view);
  if (selected !== undefined) select(selected);
  if (speed !== undefined) {
    setSpeed(speed);
  }
  const figure = document.querySelector('[data-testid="figure"]');
  if (camera !== undefined)
    figure?.dispatchEvent(new CustomEvent('orrery-look', { detail: camera === 'whole' ? '' : markOf(camera) }));
}

/** What marks an object in the figure, as a selector. */
export function markOf({ kind, namespace, name }: ObjectName): string {
  if (kind === 'Node') return `[data-node="${name}"]`;
  return kind === 'Pod' ? `[data-pod="${namespace}/${name}"]` : `[data-pod^="${namespace}/${name}-"]`;
}

/** Tells the answer of the question that is shown. */
export async function reveal(): Promise<void> {
  const { caption } = useCluster.getState();
  const ask = captions()[caption?.index ?? -1]?.ask;
  if (!ask) return;
  const answer = await call({ type: 'evaluate', expression: ask.answer });
  if (ask.type === 'node') tell({ type: 'predict', on: false });
  if (answer.type === 'evaluated') useLesson.setState({ answer: answer.value });
}

/** Follows the model: the first caption comes by itself, others as soon as one has asked for them and their gate is open. */
export function followLecture(): () => void {
  const goOn = (caption: CaptionNews | null): void => {
    if (caption === null || caption.openMs === null) return;
    if (useLesson.getState().waiting || caption.index === -1) show(caption.index + 1);
  };
  // The first gate may have opened before anybody listened.
  goOn(useCluster.getState().caption);
  return useCluster.subscribe(({ caption }, before) => {
    if (caption !== before.caption) goOn(caption);
  });
}
