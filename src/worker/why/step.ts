import type { KindRef } from '../../protocol/inspect.ts';
import type { WhySay, WhyStep } from '../../protocol/why.ts';
import { componentOf } from '../journey/who.ts';
import type { LoggedWrite } from '../write-log.ts';
import { refOf } from './world.ts';

/** What a write says, before it is a step. */
export interface Told {
  readonly say: WhySay;
  readonly facts?: WhyStep['facts'];
}

/** The component that wrote, as people know it: `kubectl` for the administrator, the node's kubelet. */
export function authorOf(user: string): string {
  if (user === 'kubernetes-admin') return 'kubectl';
  const name = componentOf(user);
  return user.startsWith('system:node:') ? `kubelet ${name}` : name;
}

/** A step that tells of a write. */
export function writeStep(write: LoggedWrite, { say, facts = {} }: Told): WhyStep {
  const ref = refOf(write.kind.kind, write.object);
  const actor = authorOf(write.user);
  return {
    say,
    facts: { actor, kind: ref.kind, name: ref.name, ...facts },
    atMs: write.atMs,
    actor,
    ref,
    write: { ...ref, revision: write.revision },
    root: '',
  };
}

/** A step that tells of no write. */
export function plainStep(
  say: WhySay,
  facts: WhyStep['facts'],
  ref: KindRef | null = null,
  atMs: number | null = null,
  actor = '',
): WhyStep {
  return {
    say,
    facts: ref === null ? facts : { kind: ref.kind, name: ref.name, ...facts },
    atMs,
    actor,
    ref,
    write: null,
    root: '',
  };
}
