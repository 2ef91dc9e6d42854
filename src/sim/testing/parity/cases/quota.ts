import type { ResourceQuota } from '../../../../api/k8s/core-v1.gen.ts';
import type { CaseReader } from '../reader.ts';
import { runItem } from '../result.ts';
import { compareScript } from '../script/run-script.ts';

/** What quotas count. */
const reader: CaseReader = {
  areas: ['quota'],
  fits: ({ given }) => (given['objects'] as { kind?: string }[])?.some(({ kind }) => kind === 'ResourceQuota'),
  run: (cases) =>
    cases.map((entry) =>
      runItem(entry.id, () => {
        const { differences } = compareScript(entry, (world) => ({
          status: (world.list(world.kind('ResourceQuota'))[0] as ResourceQuota | undefined)?.status,
        }));
        return [...differences];
      }),
    ),
};

export default reader;
