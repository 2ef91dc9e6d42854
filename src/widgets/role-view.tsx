import type { PolicyRule, RoleRef, Subject } from '../api/k8s/rbac-v1.gen.ts';
import type { KubeObject } from '../api/object.ts';
import { kinds } from '../language/en/kinds.ts';
import { terms } from '../language/en/terms.ts';
import type { KindBodyProps, KindView } from './kind-view.ts';
import { LinkTo } from './link-to.tsx';
import { deleteAction } from './plain-view.ts';
import { PolicyRules, subjectText } from './policy-rules.tsx';
import { Section } from './section.tsx';

/** What the kinds of a role, or of a binding, differ in. */
type Own = Pick<KindView<KubeObject>, 'kind' | 'resource' | 'namespaced'>;

/** The view of a Role or ClusterRole. */
export function roleView<T extends KubeObject & { readonly rules?: readonly PolicyRule[] }>(own: Own): KindView<T> {
  return {
    ...own,
    say: ({ rules }) => ({
      title: kinds('rules', { count: rules?.length ?? 0 }),
      text: kinds('roleSays'),
    }),
    facts: (role, context) => [{ term: terms('Created'), value: context.clock(role.metadata.creationTimestamp) }],
    actions: (role, context) => [deleteAction(own.kind.toLowerCase(), role, context)],
    Body: ({ object }) => <PolicyRules rules={object.rules ?? []} />,
  };
}

type Binding = KubeObject & { readonly roleRef: RoleRef; readonly subjects?: readonly Subject[] };

function Subjects({ object, context }: KindBodyProps<Binding>) {
  return (
    <Section title={terms('ToWhom')}>
      <ul className="lines">
        {(object.subjects ?? []).map((subject) => (
          <li key={subjectText(subject)}>
            {subject.kind === 'ServiceAccount' ? (
              <>
                {`ServiceAccount ${subject.namespace ?? ''}/`}
                <LinkTo
                  kind="ServiceAccount"
                  namespace={subject.namespace ?? ''}
                  name={subject.name}
                  context={context}
                />
              </>
            ) : (
              subjectText(subject)
            )}
          </li>
        ))}
      </ul>
    </Section>
  );
}

/** The view of a RoleBinding or ClusterRoleBinding. @param says where the role holds, in words */
export function roleBindingView<T extends Binding>(own: Own, says: () => string): KindView<T> {
  return {
    ...own,
    say: ({ roleRef }) => ({
      title: kinds('grants', { kind: roleRef.kind, name: roleRef.name }),
      text: says(),
    }),
    facts: (binding, context) => [
      {
        term: binding.roleRef.kind,
        value: (
          <LinkTo
            kind={binding.roleRef.kind}
            namespace={binding.roleRef.kind === 'Role' ? (binding.metadata.namespace ?? '') : ''}
            name={binding.roleRef.name}
            context={context}
          />
        ),
      },
      { term: terms('Created'), value: context.clock(binding.metadata.creationTimestamp) },
    ],
    actions: (binding, context) => [deleteAction(own.kind.toLowerCase(), binding, context)],
    Body: Subjects,
  };
}
