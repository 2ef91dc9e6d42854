import type { NodeSelector, NodeSelectorRequirement, NodeSelectorTerm } from './k8s/core-v1.gen.ts';

type Labels = Readonly<Record<string, string>>;

/** Whether one of a node selector's terms matches. Models component-helpers/scheduling/corev1/nodeaffinity. */
export function matchNodeSelectorTerms(selector: NodeSelector, labels: Labels, nodeName: string): boolean {
  return selector.nodeSelectorTerms.some((term) => matchNodeSelectorTerm(term, labels, nodeName));
}

/** Whether a term matches: all of its expressions and fields. A term without any matches nothing. */
export function matchNodeSelectorTerm(term: NodeSelectorTerm, labels: Labels, nodeName: string): boolean {
  const expressions = term.matchExpressions ?? [];
  const fields = term.matchFields ?? [];
  if (expressions.length === 0 && fields.length === 0) return false;
  return (
    expressions.every((requirement) => matchRequirement(requirement, labels[requirement.key])) &&
    fields.every((field) => matchRequirement(field, field.key === 'metadata.name' ? nodeName : ''))
  );
}

const WHOLE_NUMBER = /^[-+]?\d+$/;

function matchRequirement(requirement: NodeSelectorRequirement, value: string | undefined): boolean {
  const { operator, values = [] } = requirement;
  switch (operator) {
    case 'In':
      return value !== undefined && values.includes(value);
    case 'NotIn':
      return value === undefined || !values.includes(value);
    case 'Exists':
      return value !== undefined;
    case 'DoesNotExist':
      return value === undefined;
    case 'Gt':
    case 'Lt': {
      const bound = values[0] ?? '';
      if (value === undefined || !WHOLE_NUMBER.test(value) || !WHOLE_NUMBER.test(bound)) return false;
      return operator === 'Gt' ? BigInt(value) > BigInt(bound) : BigInt(value) < BigInt(bound);
    }
    default:
      return false;
  }
}
