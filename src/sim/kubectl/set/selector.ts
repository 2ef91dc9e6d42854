import type { Process } from '../../../api/process.ts';
import { parseSelectorObject } from '../create/selector-object.ts';
import type { Invocation } from '../invocation.ts';
import { goPlain } from '../print/go-values.ts';
import { setOnObjects } from './change.ts';

interface Selector {
  readonly matchLabels?: Readonly<Record<string, string>>;
  readonly matchExpressions?: readonly {
    readonly key: string;
    readonly operator: string;
    readonly values?: readonly string[];
  }[];
}

/** `kubectl set selector`, of Services only. Models kubectl/pkg/cmd/set/set_selector. */
export function* setSelector(invocation: Invocation): Process<void> {
  const { args } = invocation;
  const text = args.at(-1);
  if (text === undefined) throw new Error('one selector is required');
  const selector = parseSelectorObject(text) as Selector;
  yield* setOnObjects(invocation, {
    args: args.slice(0, -1),
    operation: 'selector updated',
    failure: 'failed to patch selector:',
    plain: true,
    *change({ object }) {
      if (object.kind !== 'Service') throw new Error('setting a selector is only supported for Services');
      if (selector.matchExpressions) {
        const list = selector.matchExpressions.map(
          ({ key, operator, values }) => `{${key} ${operator} ${goPlain(values ?? [])}}`,
        );
        throw new Error(`match expression [${list.join(' ')}] not supported on this object`);
      }
      return { ...object, spec: { ...(object['spec'] as object), selector: selector.matchLabels ?? {} } };
    },
  });
}
