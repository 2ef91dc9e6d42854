import type { ClusterRoleBinding } from '../../api/k8s/rbac-v1.gen.ts';
import { kinds } from '../../language/en/kinds.ts';
import { terms } from '../../language/en/terms.ts';
import type { KindBodyProps, KindView } from '../../widgets/kind-view.ts';
import { LinkTo } from '../../widgets/link-to.tsx';
import { deleteAction } from '../../widgets/plain-view.ts';
import { subjectText } from '../../widgets/policy-rules.tsx';
import { Section } from '../../widgets/section.tsx';

function Subjects({ object, context }: KindBodyProps<ClusterRoleBinding>) {
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

const ClusterRoleBindingView: KindView<ClusterRoleBinding> = {
  kind: 'ClusterRoleBinding',
  resource: 'clusterrolebindings.rbac.authorization.k8s.io',
  namespaced: false,
  say: ({ roleRef }) => ({
    title: kinds('grants', { kind: roleRef.kind, name: roleRef.name }),
    text: kinds('grantsAll'),
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
  actions: (binding, context) => [deleteAction('clusterrolebinding', binding, context)],
  Body: Subjects,
};

export default ClusterRoleBindingView;
