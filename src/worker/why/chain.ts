import type { KubeObject } from '../../api/object.ts';
import type { WhyStep } from '../../protocol/why.ts';
import type { LoggedWrite } from '../write-log.ts';
import { becauseOf } from './because.ts';
import { otherRoot } from './roots.ts';
import { writeStep } from './step.ts';
import { tellWrite } from './tell-write.ts';
import type { WhyWorld } from './world.ts';

/** No story is longer. */
const MOST_STEPS = 40;

/** The steps from a write back to its first cause, the write first. */
export function chainOf(world: WhyWorld, from: LoggedWrite): WhyStep[] {
  const steps: WhyStep[] = [];
  const seen = new Set<LoggedWrite>();
  let write: LoggedWrite | undefined = from;
  let lastMs = from.atMs;
  while (write && !seen.has(write) && steps.length < MOST_STEPS) {
    seen.add(write);
    const at: LoggedWrite = write;
    const told = tellWrite(at, (kind, uid) => stateAt(world, kind, uid, at.revision));
    if (told.say === 'wasThere') return [...steps, { ...writeStep(at, told), root: 'cluster' }];
    steps.push(writeStep(at, told));
    lastMs = at.atMs;
    const because = becauseOf(world, at, told);
    steps.push(...because.steps);
    write = because.write;
    if (!write && because.steps.some(({ root }) => root !== '')) return steps;
  }
  return [...steps, otherRoot(world, lastMs)];
}

/** How an object was just before a revision. */
function stateAt(world: WhyWorld, kind: string, uid: string, revision: number): KubeObject | undefined {
  return world.log
    .from(0)
    .findLast((each) => each.revision < revision && each.kind.kind === kind && each.object.metadata.uid === uid)
    ?.object;
}
