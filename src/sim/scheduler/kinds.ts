import type { Kind } from '../../api/kind.ts';
import type { KubeObject } from '../../api/object.ts';

const modules = import.meta.glob<Kind>('../../kinds/*/kind.ts', { eager: true, import: 'default' });

const byName: ReadonlyMap<string, Kind> = new Map(
  Object.keys(modules)
    .sort()
    .map((path) => [modules[path]!.kind, modules[path]!]),
);

/** A kind that the cluster may or may not serve. */
export function findKind<T extends KubeObject>(name: string): Kind<T> | undefined {
  return byName.get(name) as Kind<T> | undefined;
}

/** A kind without which there is nothing to schedule. Throws when it does not exist. */
export function kindNamed<T extends KubeObject>(name: string): Kind<T> {
  const kind = findKind<T>(name);
  if (!kind) throw new Error(`no kind ${name}`);
  return kind;
}
