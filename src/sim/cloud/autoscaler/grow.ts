import type { Pod } from '../../../api/k8s/core-v1.gen.ts';
import { capacityError } from '../node-group.ts';
import { tell } from './actuation.ts';
import type { Option } from './expander.ts';
import { PRIORITY_MAP, preferred } from './priorities.ts';
import { planScaleUp, type SizedTemplate } from './scale-up.ts';
import type { Scene } from './shrink.ts';
import type { AutoscalerState } from './state.ts';

/** How the cloud says that it has none left, in the words of the autoscaler's classes of errors. */
const NO_CAPACITY = { class: 'OutOfResource', code: 'RESOURCE_POOL_EXHAUSTED' };
const REFUSED = 'cloudProviderError';

/** Makes a group grow, if one helps, and tells the Pods. */
export function grow(
  state: AutoscalerState,
  sized: readonly SizedTemplate[],
  scene: Scene,
  waiting: readonly Pod[],
): 'grown' | 'failed' | 'error' {
  const { profile, recorder } = state;
  const choice = {
    ...state.spec,
    random: state.random,
    prefer: (options: readonly Option[]) => prefer(state, options),
  };
  const plan = planScaleUp({ profile, groups: sized, nodes: scene.nodes, placed: scene.placed, waiting, choice });
  if (plan.best) return increase(state, plan.best);
  for (const pod of waiting) {
    const why = plan.refusals.get(`${pod.metadata.namespace}/${pod.metadata.name}`) ?? '';
    recorder.event(pod, 'Normal', 'NotTriggerScaleUp', `pod didn't trigger scale-up: ${why}`);
  }
  return 'failed';
}

function prefer({ configMaps, recorder }: AutoscalerState, options: readonly Option[]): readonly Option[] {
  const map = configMaps?.get(`kube-system/${PRIORITY_MAP}`);
  return preferred(options, map, ({ reason, message }) => recorder.event(map!, 'Warning', reason, message));
}

/** Models executeScaleUp of core/scaleup/orchestrator. */
function increase(state: AutoscalerState, { template, newNodes, pods }: Option): 'grown' | 'error' {
  const { engine, recorder, backOff, growing } = state;
  const group = state.groups.find((one) => one.spec === template.group)!;
  const before = group.targetSize;
  const { name, max } = template.group;
  const after = before + newNodes;
  tell(state, 'ScaledUpGroup', `Scale-up: setting group ${name} size to ${after} instead of ${before} (max: ${max})`);
  const refusal = group.increase(newNodes);
  if (refusal !== undefined) {
    tell(state, 'FailedToScaleUpGroup', `Scale-up failed for group ${name}: ${refusal}`, 'Warning');
    const message = `failed to increase node group size: ${refusal}`;
    backOff.failed(name, { code: REFUSED, message }, engine.nowMs);
    return 'error';
  }
  growing.add(name);
  tell(state, 'ScaledUpGroup', `Scale-up: group ${name} size set to ${after} instead of ${before} (max: ${max})`);
  state.lastScaleUpMs = engine.nowMs;
  const infos = `[{${name} ${before}->${after} (max: ${max})}]`;
  for (const pod of pods) recorder.event(pod, 'Normal', 'TriggeredScaleUp', `pod triggered scale-up: ${infos}`);
  return 'grown';
}

/**
 * Looks what has become of groups that were to grow: those whose nodes have come may grow again at once, those that the
 * cloud could not make are given up. Returns whether there were such. Models clusterstate's updateScaleRequests and
 * handleInstanceCreationErrors, and the removal of what was not created.
 */
export function tidyGroups(state: AutoscalerState, groups: Scene['groups']): boolean {
  const { backOff, growing, engine } = state;
  backOff.clean(engine.nowMs);
  let hasFailed = false;
  for (const { group, nodes } of groups) {
    const { name } = group.spec;
    const isComing =
      group.failed.length > 0 || nodes.some((one) => one.state === 'unregistered' || one.state === 'notStarted');
    if (growing.has(name) && !isComing) {
      growing.delete(name);
      backOff.succeeded(name);
    }
    const failed = [...group.failed];
    if (failed.length === 0) continue;
    hasFailed = true;
    const code = `${NO_CAPACITY.class}.${NO_CAPACITY.code}`;
    const message = capacityError(group.spec);
    const text = `Failed adding ${failed.length} nodes to group ${name} due to ${code}; source errors: ${message}`;
    tell(state, 'ScaleUpFailed', text, 'Warning');
    backOff.failed(name, { code: NO_CAPACITY.code, message }, engine.nowMs);
    growing.delete(name);
    group.remove(failed);
  }
  return hasFailed;
}
