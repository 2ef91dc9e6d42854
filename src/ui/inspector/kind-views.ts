import type { KubeObject } from '../../api/object.ts';
import { inspector } from '../../language/en/inspector.ts';
import type { Fact } from '../../widgets/facts.tsx';
import type { KindView } from '../../widgets/kind-view.ts';
import { conditionsOf, deleteAction } from '../../widgets/plain-view.ts';

const found = import.meta.glob<KindView>('../../kinds/*/view.tsx', { eager: true, import: 'default' });

const views = new Map<string, KindView>(
  Object.keys(found)
    .sort()
    .map((path) => [found[path]!.kind, found[path]!]),
);

type Parts = KubeObject & { readonly spec?: unknown; readonly status?: unknown };

function scalars(part: unknown): Fact[] {
  return Object.entries(part ?? {}).flatMap(([term, value]) =>
    ['string', 'number', 'boolean'].includes(typeof value) ? [{ term, value: String(value) }] : [],
  );
}

/** Plural of a kind as the API names it, for kinds without a view of their own. */
function pluralOf(kind: string): string {
  const lower = kind.toLowerCase();
  if (lower.endsWith('s')) return `${lower}es`;
  return lower.endsWith('y') ? `${lower.slice(0, -1)}ies` : `${lower}s`;
}

/** Shows of an object what all have, and the scalars of its spec and status: for custom kinds, and those that few look at. */
function plainView(kind: string, namespaced: boolean): KindView {
  return {
    kind,
    resource: pluralOf(kind),
    namespaced,
    say: (object) => ({
      title: object.apiVersion,
      text: object.apiVersion.includes('.') && !object.apiVersion.includes('.k8s.io') ? inspector('custom') : '',
    }),
    facts: (object: KubeObject, context) => [
      ...scalars((object as Parts).spec),
      ...scalars((object as Parts).status),
      { term: inspector('created'), value: context.clock(object.metadata.creationTimestamp) },
    ],
    conditions: conditionsOf,
    actions: (object, context) => [deleteAction(kind.toLowerCase(), object, context)],
  };
}

/** How the inspector shows a kind: its own view, or in general terms. */
export function viewOf(kind: string, namespace: string): KindView {
  return views.get(kind) ?? plainView(kind, namespace !== '');
}
