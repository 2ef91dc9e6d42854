import type { KindContext } from './kind-view.ts';

interface LinkToProps {
  readonly kind: string;
  readonly namespace: string;
  readonly name: string;
  readonly context: KindContext;
}

/** A link that selects another object. */
export function LinkTo({ kind, namespace, name, context }: LinkToProps) {
  return (
    <button type="button" className="lk" onClick={() => context.open(kind, namespace, name)} title={`${kind} ${name}`}>
      {name}
    </button>
  );
}
