import { dropDisabledFields } from '../../api/defaults/disabled-fields.ts';
import { changeField } from '../../api/defaults/fill.ts';
import type { Pod, PodCondition, PodSpec, PodStatus } from '../../api/k8s/core-v1.gen.ts';
import type { StrategyContext } from '../../api/kind.ts';
import { qosClass } from '../../api/pod.ts';
import { replace } from '../../base/shared.ts';
import { rfc3339 } from '../../base/time.ts';
import { syncAppArmor } from './app-armor.ts';
import { dropDisabledStatus } from './disabled-status.ts';
import { applyMatchLabelKeys } from './match-label-keys.ts';

const firstStatus = new WeakMap<PodSpec, PodStatus>();

function pendingStatus(spec: PodSpec): PodStatus {
  const known = firstStatus.get(spec);
  if (known) return known;
  const status: PodStatus = {
    phase: 'Pending',
    qosClass: qosClass(spec.containers ? spec : { ...spec, containers: [] }),
  };
  firstStatus.set(spec, status);
  return status;
}

function gatedCondition(nowMs: number): PodCondition {
  return {
    type: 'PodScheduled',
    status: 'False',
    reason: 'SchedulingGated',
    message: 'Scheduling is blocked due to non-empty scheduling gates',
    lastTransitionTime: rfc3339(nowMs),
  };
}

/** A new Pod is Pending, whatever its status says. Models podStrategy.PrepareForCreate. */
export function preparePodCreate(given: Pod, context: StrategyContext): Pod {
  const pod = syncAppArmor(applyMatchLabelKeys(changeField(given, 'spec', dropDisabledFields)));
  const { apiVersion, kind, metadata } = pod;
  const spec = pod.spec!;
  const status = pendingStatus(spec);
  if (!spec.schedulingGates?.length) return { apiVersion, kind, metadata, spec, status };
  const conditions = [gatedCondition(context.nowMs)];
  return { apiVersion, kind, metadata, spec, status: { ...status, conditions } };
}

/** An update leaves the status alone. Models podStrategy.PrepareForUpdate. */
export function preparePodUpdate(next: Pod, previous: Pod): Pod {
  return replace<Pod>(changeField(next, 'spec', dropDisabledFields), { status: previous.status });
}

/** A status update leaves spec, owners and QoS class alone. Models podStatusStrategy.PrepareForUpdate. */
export function preparePodStatusUpdate(next: Pod, previous: Pod): Pod {
  const { ownerReferences } = previous.metadata;
  const metadata = replace<Pod['metadata']>(next.metadata, { ownerReferences });
  const given = dropDisabledStatus(next.status ?? {}, previous);
  const status = replace<PodStatus>(given, { qosClass: previous.status?.qosClass });
  return replace<Pod>(next, { metadata, spec: previous.spec, status });
}
