import type { KubeObject } from '../api/object.ts';
import { common } from '../language/en/common.ts';
import { terms } from '../language/en/terms.ts';
import type { ConditionFact } from './conditions.tsx';
import type { KindAction, KindContext } from './kind-view.ts';

interface Condition {
  readonly type: string;
  readonly status: string;
  readonly reason?: string;
  readonly message?: string;
  readonly lastTransitionTime?: string;
}

/** The conditions of an object's status, each with its reason or since when. */
export function conditionsOf(
  object: KubeObject,
  context: KindContext,
  bad: (type: string) => boolean = () => false,
): ConditionFact[] {
  const { conditions } = ((object as { status?: unknown }).status ?? {}) as { conditions?: readonly Condition[] };
  if (!Array.isArray(conditions)) return [];
  return conditions.map(({ type, status, reason, message, lastTransitionTime }) => ({
    type: String(type),
    status: String(status),
    note: reason ?? context.clock(lastTransitionTime),
    message: message ?? '',
    badWhenTrue: bad(type),
  }));
}

/** ` -n NAMESPACE`, '' for an object without one. */
export const inNamespace = ({ metadata }: KubeObject): string =>
  metadata.namespace === undefined ? '' : ` -n ${metadata.namespace}`;

/** The buttons that begin a workload's rollout anew, and take the last one back; `as` is what kubectl calls its kind. */
export function rolloutActions(as: string, object: KubeObject, context: KindContext): KindAction[] {
  const target = `${as}/${object.metadata.name}${inNamespace(object)}`;
  return [
    {
      label: terms('Restart'),
      icon: 'restart',
      title: 'kubectl rollout restart',
      run: () => context.run(`rollout restart ${target}`),
    },
    {
      label: terms('Undo'),
      icon: 'undo',
      title: 'kubectl rollout undo',
      run: () => context.run(`rollout undo ${target}`),
    },
  ];
}

/** The button that deletes an object; `as` is what kubectl calls its kind. */
export function deleteAction(as: string, object: KubeObject, context: KindContext): KindAction {
  return {
    label: common('delete'),
    icon: 'kill',
    alarming: true,
    title: `kubectl delete ${as}`,
    run: () => context.run(`delete ${as} ${object.metadata.name}${inNamespace(object)}`),
  };
}
