import { isDeepStrictEqual } from 'node:util';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { type ApiService, startApiService } from '../api-service.ts';
import { emptyScenario } from '../serve.ts';
import { kubectlFiles } from './kubectl-files.ts';
import type { KubectlLine } from './kubectl-lines.ts';
import { comparable, createKubectlPair, type Ending, type KubectlPair, realKubectlVersion } from './kubectl-pair.ts';

const version = realKubectlVersion();

/** Whether a kubectl of the modelled version is on the PATH; says so if not. */
export const fits = version?.startsWith('v1.32.') ?? false;
if (!fits) console.warn(`SKIPPED: kubectl v1.32 is not on the PATH (found: ${version ?? 'none'})`);

/** What tar says while files are copied: the real client now and then loses the first message of a stream. */
const TAR_SAYS = /^tar: removing leading '\/' from member names\n/m;

/** Faster than time, so that rollouts take less of it. */
const SPEED = 20;

/** Serves a cluster for a test. */
export function serveCluster(speed = SPEED, nodes = 3): Promise<ApiService> {
  return startApiService({ scenario: emptyScenario(nodes), port: 0, speed, onProblem: () => {} });
}

/** How often what only looks may look again: the Pods of one namespace are a little ahead of the other's. */
const LOOKS = 20;

/** Runs lines through both kubectls, one after the other on one cluster: what they print must be the same. */
export function compareKubectls(title: string, lines: readonly KubectlLine[]): void {
  describe.skipIf(!fits)(title, () => {
    let service: ApiService;
    let pair: KubectlPair;
    beforeAll(async () => {
      service = await serveCluster();
      pair = createKubectlPair(service, kubectlFiles);
      for (const namespace of ['simu', 'real']) await pair.simulated(`create namespace ${namespace}`);
    });
    afterAll(async () => {
      pair.end();
      await service.close();
    });

    for (const [i, { line, stdin, last }] of lines.entries()) {
      const shown = ({ stdout, stderr, exitCode }: Ending): object => ({
        stdout: comparable(last ? stdout.trimEnd().split('\n').at(-1)! : stdout).replace(TAR_SAYS, ''),
        stderr: comparable(stderr),
        exitCode,
      });
      test(`${i + 1}: kubectl ${line}`, async () => {
        const env = { EDITOR: 'sh edit.sh' };
        const both = async (): Promise<readonly [real: object, simulated: object]> => [
          shown(await pair.real(line.replace('@node', 'node-2'), { env, ...(stdin === undefined ? {} : { stdin }) })),
          shown(await pair.simulated(line.replace('@node', 'node-3'), stdin)),
        ];
        let [real, simulated] = await both();
        const looks = /^(get|describe) /.test(line);
        for (let i = 0; looks && i < LOOKS && !isDeepStrictEqual(real, simulated); i++) {
          await new Promise((resolve) => setTimeout(resolve, 100));
          [real, simulated] = await both();
        }
        expect(simulated).toEqual(real);
      });
    }
  });
}
