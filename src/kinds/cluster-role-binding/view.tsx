import type { ClusterRoleBinding } from '../../api/k8s/rbac-v1.gen.ts';
import type { KindBodyProps, KindView } from '../../widgets/kind-view.ts';
import { LinkTo } from '../../widgets/link-to.tsx';
import { deleteAction } from '../../widgets/plain-view.ts';
import { subjectText } from '../../widgets/policy-rules.tsx';
import { Section } from '../../widgets/section.tsx';

function Subjects({ object, context }: KindBodyProps<ClusterRoleBinding>) {
  return (
    <Section title="To whom">
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

const ClusterRoleBindingView: KindView<ClusterRoleBinding> = {
  kind: 'ClusterRoleBinding',
  resource: 'clusterrolebindings.rbac.authorization.k8s.io',
  namespaced: false,
  say: ({ roleRef }) => ({
    title: `Grants ${roleRef.kind} ${roleRef.name}`,
    text: 'Whoever it names may do what the role allows, in all namespaces, and of what belongs to none.',
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
    { term: 'Created', value: context.clock(binding.metadata.creationTimestamp) },
  ],
  actions: (binding, context) => [deleteAction('clusterrolebinding', binding, context)],
  Body: Subjects,
};

export default ClusterRoleBindingView;
