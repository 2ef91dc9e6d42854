import type { PriorityClass } from '../../../api/k8s/scheduling-v1.gen.ts';
import { type AdmissionPlugin, refused } from './plugin.ts';

/** One priority class at most is that of all Pods that name none. Models validatePriorityClass of plugin/pkg/admission/priority. */
export const priorityClasses: AdmissionPlugin = {
  resources: ['priorityclasses.scheduling.k8s.io'],
  operations: ['CREATE', 'UPDATE'],
  validate(object, attributes) {
    if (!(object as unknown as PriorityClass).globalDefault) return;
    const { prefix, cache } = attributes.call.resource;
    const other = cache.list(prefix, `${prefix}\uffff`).find((each) => (each as unknown as PriorityClass).globalDefault)
      ?.metadata.name;
    if (other === undefined || (attributes.operation === 'UPDATE' && other === object.metadata.name)) return;
    const why = `PriorityClass ${other} is already marked as default. Only one default can exist`;
    throw refused(attributes, object, why);
  },
};
