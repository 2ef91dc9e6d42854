import type { KindRef } from '../../protocol/inspect.ts';
import type { CommittedWrite } from '../../sim/apiserver/api-server.ts';

/** Kinds that frames tell of one by one, and Events, which tell of others. */
const LEFT_OUT: ReadonlySet<string> = new Set(['Pod', 'Node', 'Service', 'Event']);

/** The names of all objects of a snapshot that no row of a frame tells of, in its order. */
export function untoldNames(snapshot: readonly CommittedWrite[]): KindRef[] {
  return snapshot.flatMap(({ kind, object }) => {
    const { namespace = '', name = '' } = object.metadata;
    return LEFT_OUT.has(kind.kind) ? [] : [{ kind: kind.kind, namespace, name }];
  });
}
