/** The priority classes that every cluster has, with their values. Models SystemPriorityClasses of pkg/apis/scheduling/v1. */
export const SYSTEM_PRIORITY_CLASSES: Readonly<Record<string, number>> = {
  'system-node-critical': 2_000_001_000,
  'system-cluster-critical': 2_000_000_000,
};
