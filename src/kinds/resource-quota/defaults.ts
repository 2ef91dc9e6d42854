import { changeField } from '../../api/defaults/fill.ts';
import { defaultResourceList } from '../../api/defaults/resource-list.ts';
import type { ResourceQuota } from '../../api/k8s/core-v1.gen.ts';

/** Completes a quota: its amounts are rounded. */
export function defaultQuota(quota: ResourceQuota): ResourceQuota {
  const rounded = changeField(quota, 'spec', (spec) => changeField(spec, 'hard', defaultResourceList));
  return changeField(rounded, 'status', (status) =>
    changeField(changeField(status, 'hard', defaultResourceList), 'used', defaultResourceList),
  );
}
