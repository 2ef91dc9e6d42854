import type { Controller } from '../../../api/controller.ts';
import { objectKey } from '../../../api/object.ts';
import { compareQuantities } from '../../../base/quantity.ts';
import ClaimKind from '../../../kinds/persistent-volume-claim/kind.ts';

const TEXT = 'waiting for an external controller to expand this PVC';

/** Says of a claim that has been made larger who is to act: no volume is expanded within Kubernetes. Models pkg/controller/volume/expand. */
export const expandController: Controller = {
  name: 'persistentvolume-expander-controller',
  account: 'expand-controller',
  start(context) {
    const claims = context.informers.of(ClaimKind);
    const events = context.recorder('volume_expand');
    const queue = context.queue('volume_expand');
    claims.addHandler({
      onUpdate(claim, previous) {
        const [now, before] = [claim, previous].map(({ spec }) => spec?.resources?.requests?.['storage'] ?? '0');
        if (claim.status?.phase === 'Bound' && compareQuantities(now!, before!) > 0) queue.add(objectKey(claim));
      },
    });
    context.run(queue, 1, function* (key) {
      const claim = claims.get(key);
      if (claim) events.event(claim, 'Normal', 'ExternalExpanding', TEXT);
    });
  },
};

export default expandController;
