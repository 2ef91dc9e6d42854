import type { JobSpec } from '../../k8s/batch-v1.gen.ts';
import { dns1123Label } from '../../names.ts';
import { podSpecWarnings } from '../pod-spec/warnings.ts';

const MANY_COMPLETIONS = 100_000;
const HIGH_PARALLELISM = 10_000;

/** What the API server warns of in the spec of a Job. Models WarningsForJobSpec of pkg/api/job. */
export function jobSpecWarnings(spec: JobSpec | undefined, path: string): string[] {
  const { completionMode, completions = 0, parallelism = 0 } = spec ?? {};
  const warnings: string[] = [];
  if (completionMode === 'Indexed' && completions > MANY_COMPLETIONS && parallelism > HIGH_PARALLELISM) {
    const when = 'In Indexed Jobs with a number of completions higher than 10^5 and a parallelism higher than 10^4';
    const what = 'Kubernetes might not be able to track completedIndexes when a big number of indexes fail';
    warnings.push(`${path}: ${when}, ${what}`);
  }
  const { spec: podSpec, metadata } = spec?.template ?? {};
  return [...warnings, ...podSpecWarnings(podSpec, `${path}.template.spec`, metadata?.annotations)];
}

/** A name from which names of Pods are made should be one that Pods may have as their host's name. */
export function podNameWarnings(name = ''): string[] {
  const problems = dns1123Label(name);
  if (problems.length === 0) return [];
  const why = 'this is used in Pod names and hostnames, which can result in surprising behavior';
  return [`metadata.name: ${why}; a DNS label is recommended: [${problems.join(' ')}]`];
}
