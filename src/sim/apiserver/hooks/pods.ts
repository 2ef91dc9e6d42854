import type { Pod } from '../../../api/k8s/core-v1.gen.ts';
import { isPodTerminal } from '../../../api/pod.ts';
import type { HooksDefinition } from '../hooks.ts';

/** Pods go with a grace period, at once when no kubelet has to stop them. Models podStrategy.CheckGracefulDelete. */
const pods: HooksDefinition = {
  group: '',
  plural: 'pods',
  create: () => ({
    graceSeconds(object, { gracePeriodSeconds }) {
      const pod = object as Pod;
      const seconds = gracePeriodSeconds ?? pod.spec?.terminationGracePeriodSeconds ?? 30;
      if (!pod.spec?.nodeName || isPodTerminal(pod)) return 0;
      return seconds < 0 ? 1 : seconds;
    },
  }),
};

export default pods;
