import { existsSync } from 'node:fs';
import { join } from 'node:path';
import type { TestSequencer, TestSpecification } from 'vitest/node';

/**
 * The test files that take longest, the longest first. A fresh clone does not know how long its files take, and would
 * begin with those of most text: the last one, a long table behind ten lines, then has one core rest for a minute.
 */
const LONGEST = [
  'src/cli/serve.test.ts',
  'src/cli/kubectl-tasks.test.ts',
  'src/cli/parity/parity.test.ts',
  'src/cli/scenarios.test.ts',
  'src/sim/traffic/traffic.test.ts',
  'src/cli/traffic-scenarios.test.ts',
  'src/cli/course/exercises.test.ts',
  'src/sim/faults/faults.test.ts',
  'src/sim/kubelet/kubelet.test.ts',
  'src/worker/time/time-machine.test.ts',
  'src/sim/testing/cluster-fuzz/cluster-fuzz.test.ts',
  'src/cli/outcomes.test.ts',
  'src/sim/kubelet/containers.test.ts',
  'src/cli/situation.test.ts',
  'src/cli/kustomize.test.ts',
];

/** Sorts test files for the runner, which takes a class. Throws if one of the longest is no more. */
export function longestFirst(root: string): new () => TestSequencer {
  const paths = LONGEST.map((path) => join(root, path));
  const gone = paths.filter((path) => !existsSync(path));
  if (gone.length > 0) throw new Error(`no test files: ${gone.join(', ')}`);
  const place = ({ moduleId }: TestSpecification): number => {
    const found = paths.indexOf(moduleId);
    return found < 0 ? paths.length : found;
  };
  return class {
    sort(files: TestSpecification[]): TestSpecification[] {
      return files.toSorted((a, b) => place(a) - place(b));
    }
    shard(files: TestSpecification[]): TestSpecification[] {
      return files;
    }
  };
}
