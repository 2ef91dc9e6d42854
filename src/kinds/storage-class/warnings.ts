import type { StorageClass } from '../../api/k8s/storage-v1.gen.ts';
import { nodeLabelWarning } from '../../api/validation/pod-spec/node-label-warnings.ts';

/** Warns of labels of nodes that have newer names. Models storageutil.GetWarningsForStorageClass. */
export function storageClassWarnings({ allowedTopologies = [] }: StorageClass): readonly string[] {
  return allowedTopologies.flatMap(({ matchLabelExpressions = [] }, i) =>
    matchLabelExpressions.flatMap(({ key }, j) => {
      const message = nodeLabelWarning(key);
      return message ? [`allowedTopologies[${i}].matchLabelExpressions[${j}].key: ${key} is ${message}`] : [];
    }),
  );
}
