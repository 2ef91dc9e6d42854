import { shell } from '../../language/en/shell.ts';
import type { Mirror } from '../store/mirror.ts';

/** What the live region compares. */
export interface Situation {
  readonly ready: number;
  readonly pods: number;
  readonly waiting: number;
  readonly notReady: number;
  readonly wrong: number;
  readonly downNodes: readonly string[];
}

const wrongStates: ReadonlySet<string> = new Set(['crash', 'imgpull', 'failed', 'evicted']);

export function situationOf(mirror: Mirror): Situation {
  let ready = 0;
  let waiting = 0;
  let notReady = 0;
  let wrong = 0;
  for (const [state, count] of mirror.counts.states) {
    if (state === 'ready') ready += count;
    else if (state === 'pending') waiting += count;
    else if (wrongStates.has(state)) wrong += count;
    else if (state !== 'completed') notReady += count;
  }
  const downNodes = mirror.nodeNames().filter((name) => mirror.nodes.get(name)?.ready !== 'True');
  return { ready, pods: mirror.pods.size, waiting, notReady, wrong, downNodes };
}

const mostNames = 3;

/** What there is, in a sentence or two. */
export function situationText(now: Situation): string {
  return changeText({ ready: -1, pods: -1, waiting: 0, notReady: 0, wrong: 0, downNodes: [] }, now);
}

/** One sentence on what is different, '' when nothing that matters is. */
export function changeText(before: Situation, now: Situation): string {
  const parts: string[] = [];
  const lost = now.downNodes.filter((name) => !before.downNodes.includes(name));
  const back = before.downNodes.filter((name) => !now.downNodes.includes(name));
  if (lost.length > 0)
    parts.push(
      lost.length > mostNames
        ? shell('sumManyDown', { count: lost.length })
        : shell('sumDown', { names: lost.join(', ') }),
    );
  if (back.length > 0)
    parts.push(
      back.length > mostNames
        ? shell('sumManyBack', { count: back.length })
        : shell('sumBack', { names: back.join(', ') }),
    );
  if (now.ready !== before.ready || now.pods !== before.pods)
    parts.push(shell('sumPods', { ready: now.ready, pods: now.pods }));
  if (now.waiting !== before.waiting && now.waiting > 0) parts.push(shell('sumWait', { count: now.waiting }));
  if (now.wrong > before.wrong) parts.push(shell('sumWrong', { count: now.wrong }));
  return parts.join(' ');
}
