import type { KubeObject } from '../../api/object.ts';
import type { KindView } from '../../widgets/kind-view.ts';

const found = import.meta.glob<KindView>('../../kinds/*/view.tsx', { eager: true, import: 'default' });

const views = new Map<string, KindView>(
  Object.keys(found)
    .sort()
    .map((path) => [found[path]!.kind, found[path]!]),
);

/** Plural of a kind as the API names it, for kinds without a view of their own. */
function pluralOf(kind: string): string {
  const lower = kind.toLowerCase();
  if (lower.endsWith('s')) return `${lower}es`;
  return lower.endsWith('y') ? `${lower.slice(0, -1)}ies` : `${lower}s`;
}

/** How the inspector shows a kind: its own view, or its metadata alone. */
export function viewOf(kind: string): KindView {
  return (
    views.get(kind) ?? {
      kind,
      resource: pluralOf(kind),
      namespaced: true,
      say: () => null,
      facts: (object: KubeObject, context) => [
        { term: 'Created', value: context.clock(object.metadata.creationTimestamp) },
      ],
    }
  );
}
