import type { PolicyRule } from '../api/k8s/rbac-v1.gen.ts';
import { common } from '../language/en/common.ts';
import { Section } from './section.tsx';

const all = (names: readonly string[] | undefined, word: string): string =>
  names?.includes('*') === true ? `every ${word}` : (names ?? []).join(', ');

function ofWhat({ resources, apiGroups, nonResourceURLs, resourceNames = [] }: PolicyRule): string {
  if (nonResourceURLs !== undefined) return nonResourceURLs.join(', ');
  const groups = (apiGroups ?? []).filter((group) => group !== '' && group !== '*');
  const named = resourceNames.length > 0 ? ` named ${resourceNames.join(', ')}` : '';
  return `${all(resources, 'resource')}${groups.length > 0 ? ` of ${groups.join(', ')}` : ''}${named}`;
}

/** What a role allows, one rule a line: verbs, then of what. */
export function PolicyRules({ rules }: { readonly rules: readonly PolicyRule[] }) {
  return (
    <Section title={common('allows')}>
      {rules.length === 0 && <p className="cap">{common('nothing')}</p>}
      <ul className="lines">
        {rules.map((rule, index) => (
          // biome-ignore lint/suspicious/noArrayIndexKey: rules have no identity, only a place
          <li key={index}>
            <b>{all(rule.verbs, 'verb')}</b> {ofWhat(rule)}
          </li>
        ))}
      </ul>
    </Section>
  );
}

interface Subject {
  readonly kind: string;
  readonly name: string;
  readonly namespace?: string;
}

/** Who gets a role: `User jane`, `ServiceAccount default/app`. */
export const subjectText = ({ kind, name, namespace }: Subject): string =>
  `${kind} ${namespace === undefined ? '' : `${namespace}/`}${name}`;
