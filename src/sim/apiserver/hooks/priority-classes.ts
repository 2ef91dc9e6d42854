import { forbidden } from '../../../api/status.ts';
import { SYSTEM_PRIORITY_CLASSES } from '../../../api/system-priority-classes.ts';
import type { HooksDefinition } from '../hooks.ts';

const RESOURCE = { group: 'scheduling.k8s.io', plural: 'priorityclasses' };

/** The system's own classes stay. Models pkg/registry/scheduling/priorityclass/storage. */
const priorityClasses: HooksDefinition = {
  ...RESOURCE,
  create: () => ({
    checkDelete(name) {
      if (SYSTEM_PRIORITY_CLASSES[name] === undefined) return;
      throw forbidden(RESOURCE, name, 'this is a system priority class and cannot be deleted');
    },
  }),
};

export default priorityClasses;
