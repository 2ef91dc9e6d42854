import type { Subject } from '../k8s/rbac-v1.gen.ts';
import type { Column } from '../kind.ts';
import type { KubeObject } from '../object.ts';

interface Bound extends KubeObject {
  readonly subjects?: readonly Subject[];
}

function subjectsOf(kind: string, text: (subject: Subject) => string): (binding: Bound) => string {
  return ({ subjects = [] }) =>
    subjects
      .filter((subject) => subject.kind === kind)
      .map(text)
      .join(', ');
}

const name = (subject: Subject): string => subject.name;

/** The wide columns of both kinds of bindings. Models rbac.SubjectsStrings. */
export const subjectColumns: readonly Column<Bound>[] = [
  { name: 'Users', type: 'string', priority: 1, cell: subjectsOf('User', name) },
  { name: 'Groups', type: 'string', priority: 1, cell: subjectsOf('Group', name) },
  {
    name: 'ServiceAccounts',
    type: 'string',
    priority: 1,
    cell: subjectsOf('ServiceAccount', (subject) => `${subject.namespace ?? ''}/${subject.name}`),
  },
];
