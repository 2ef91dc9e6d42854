import type { Process } from '../../../api/process.ts';
import { deepEqual } from '../../../base/equal.ts';
import type { Invocation } from '../invocation.ts';
import { changeAll, setTargets } from './change.ts';

const RBAC = 'rbac.authorization.k8s.io';

interface Subject {
  readonly kind: string;
  readonly name: string;
}

/** `kubectl set subject`. Models kubectl/pkg/cmd/set/set_subject. */
export function* setSubject(invocation: Invocation): Process<void> {
  const { args } = invocation;
  const errors: unknown[] = [];
  const infos = yield* setTargets(invocation, args, errors);
  const wanted = subjectsOf(invocation);
  if (wanted.length === 0) throw new Error('you must specify at least one value of user, group or serviceaccount');
  yield* changeAll(
    invocation,
    {
      args,
      operation: 'subjects updated',
      failure: 'failed to patch subjects to rolebinding:',
      *change({ resource, name, object }) {
        if (!['RoleBinding', 'ClusterRoleBinding'].includes(object.kind ?? '')) {
          throw new Error(
            `error: ${resource.plural}/${name} setting subjects is only supported for RoleBinding/ClusterRoleBinding`,
          );
        }
        const before = (object['subjects'] as readonly Subject[] | undefined) ?? [];
        const added = wanted.filter((subject) => !before.some((each) => deepEqual(each, subject)));
        return added.length ? { ...object, subjects: [...before, ...added] } : undefined;
      },
    },
    infos,
    errors,
  );
}

function subjectsOf({ flags, namespace }: Invocation): readonly Subject[] {
  const accounts = flags.list('serviceaccount').map((text) => {
    const [first, name, ...more] = text.split(':') as [string, string?];
    if (!name || more.length > 0) throw new Error('serviceaccount must be <namespace>:<name>');
    return { kind: 'ServiceAccount', name, namespace: first || namespace };
  });
  return [
    ...flags.list('user').map((name) => ({ kind: 'User', apiGroup: RBAC, name })),
    ...flags.list('group').map((name) => ({ kind: 'Group', apiGroup: RBAC, name })),
    ...accounts,
  ];
}
