import type { Process } from '../../../api/process.ts';
import { resourceList } from '../create/policies.ts';
import type { Invocation } from '../invocation.ts';
import { changeAll, setTargets } from './change.ts';
import { changeContainers, chosenContainers, containerMatches, neededPodSpec, withPodSpec } from './pod-spec.ts';

/** `kubectl set resources`. Models kubectl/pkg/cmd/set/set_resources. */
export function* setResources(invocation: Invocation): Process<void> {
  const { flags, args } = invocation;
  const errors: unknown[] = [];
  const infos = yield* setTargets(invocation, args, errors);
  if (!flags.string('limits') && !flags.string('requests')) {
    throw new Error('you must specify an update to requests or limits (in the form of --requests/--limits)');
  }
  const [limits, requests] = [resourceList(flags.string('limits')), resourceList(flags.string('requests'))];
  const pattern = flags.string('containers');
  const fits = containerMatches(pattern);
  yield* changeAll(
    invocation,
    {
      args,
      operation: 'resource requirements updated',
      failure: 'failed to patch resources update to pod template',
      *change(info, found) {
        const spec = neededPodSpec(info, info.object);
        if (chosenContainers(spec, fits).length === 0) {
          found.push(new Error(`error: unable to find container named ${pattern}`));
          return undefined;
        }
        const next = changeContainers(spec, fits, (container) => ({
          ...container,
          resources: {
            ...container.resources,
            ...(limits ? { limits: { ...container.resources?.limits, ...limits } } : {}),
            ...(requests ? { requests: { ...container.resources?.requests, ...requests } } : {}),
          },
        }));
        return withPodSpec(info.object, next);
      },
    },
    infos,
    errors,
  );
}
