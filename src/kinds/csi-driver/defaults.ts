import { changeField, fill } from '../../api/defaults/fill.ts';
import type { CSIDriver } from '../../api/k8s/storage-v1.gen.ts';

/** Completes a driver's description. Models SetDefaults_CSIDriver. */
export function defaultCsiDriver(object: CSIDriver): CSIDriver {
  return changeField(object, 'spec', (spec) => {
    const complete = fill(spec, {
      attachRequired: true,
      podInfoOnMount: false,
      storageCapacity: false,
      fsGroupPolicy: 'ReadWriteOnceWithFSType',
    });
    const modes = complete.volumeLifecycleModes?.length
      ? complete
      : { ...complete, volumeLifecycleModes: ['Persistent'] };
    return fill(modes, { requiresRepublish: false, seLinuxMount: false });
  });
}
