import type { Kind } from './kind.ts';
import type { Verb } from './request.ts';

const ALL_VERBS: readonly Verb[] = ['create', 'delete', 'deletecollection', 'get', 'list', 'patch', 'update', 'watch'];

/** The verbs of a kind's resource, in alphabetical order. */
export function verbsOf(kind: Kind): readonly Verb[] {
  return kind.verbs ?? ALL_VERBS;
}

/** Whether the objects of a kind are stored, so that they can be listed, watched and deleted. */
export function isStored(kind: Kind): boolean {
  return verbsOf(kind).includes('delete');
}
