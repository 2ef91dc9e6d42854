import { parseArgs } from 'node:util';
import { runSeed } from '../../sim/testing/cluster-fuzz/run-seed.ts';

/** `npm run fuzz -- [--seeds N] [--seed N]`: plays many seeds, or one; prints what failed with its inputs. Exit status 1 if any did. */
export function main(argv: readonly string[]): void {
  const { values } = parseArgs({
    args: [...argv],
    options: { seeds: { type: 'string', default: '200' }, seed: { type: 'string' } },
  });
  const only = values.seed === undefined ? undefined : Number(values.seed);
  const seeds = only === undefined ? Array.from({ length: Number(values.seeds) }, (_, i) => i + 1) : [only];
  let failed = 0;
  for (const seed of seeds) {
    const { inputs, problems } = runSeed(seed);
    if (problems.length === 0) continue;
    failed++;
    const text = [...inputs.map((each) => `  ${each}`), ...problems.slice(0, 10).map((each) => `  ! ${each}`)];
    process.stdout.write(`seed ${seed} (again: npm run fuzz -- --seed ${seed})\n${text.join('\n')}\n`);
  }
  process.stdout.write(`${seeds.length - failed} of ${seeds.length} seeds hold\n`);
  process.exitCode = failed > 0 ? 1 : 0;
}
