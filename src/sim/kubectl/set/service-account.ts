import type { Process } from '../../../api/process.ts';
import type { Invocation } from '../invocation.ts';
import { setOnObjects } from './change.ts';
import { neededPodSpec, withPodSpec } from './pod-spec.ts';

/** `kubectl set serviceaccount`. Models kubectl/pkg/cmd/set/set_serviceaccount. */
export function* setServiceAccount(invocation: Invocation): Process<void> {
  const { args } = invocation;
  const account = args.at(-1);
  if (account === undefined) throw new Error('serviceaccount is required');
  yield* setOnObjects(invocation, {
    args: args.slice(0, -1),
    operation: 'serviceaccount updated',
    failure: 'failed to patch ServiceAccountName',
    *change(info) {
      const spec = neededPodSpec(info, info.object);
      return withPodSpec(info.object, { ...spec, serviceAccountName: account });
    },
  });
}
