import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { type ApiService, startApiService } from './api-service.ts';
import { emptyScenario } from './serve.ts';
import { kubectlFiles } from './testing/kubectl-files.ts';
import {
  comparable,
  createKubectlPair,
  type Ending,
  type KubectlPair,
  realKubectlVersion,
} from './testing/kubectl-pair.ts';
import { kubectlTaskLines } from './testing/kubectl-task-lines.ts';

const version = realKubectlVersion();
const fits = version?.startsWith('v1.32.') ?? false;
if (!fits) console.warn(`SKIPPED: kubectl v1.32 is not on the PATH (found: ${version ?? 'none'})`);

const SPEED = 20;

describe.skipIf(!fits)('both kubectls do the same with what is there', () => {
  let service: ApiService;
  let pair: KubectlPair;
  beforeAll(async () => {
    service = await startApiService({ scenario: emptyScenario(3), port: 0, speed: SPEED, onProblem: () => {} });
    pair = createKubectlPair(service, kubectlFiles);
    for (const namespace of ['simu', 'real']) await pair.simulated(`create namespace ${namespace}`);
  });
  afterAll(async () => {
    pair.end();
    await service.close();
  });

  for (const [i, { line, last }] of kubectlTaskLines.entries()) {
    const shown = ({ stdout, stderr, exitCode }: Ending): object => ({
      stdout: comparable(last ? stdout.trimEnd().split('\n').at(-1)! : stdout),
      stderr: comparable(stderr),
      exitCode,
    });
    test(`${i + 1}: kubectl ${line}`, async () => {
      const real = shown(await pair.real(line, { env: { EDITOR: 'sh edit.sh' } }));
      const simulated = shown(await pair.simulated(line));
      expect(simulated).toEqual(real);
    });
  }
});
