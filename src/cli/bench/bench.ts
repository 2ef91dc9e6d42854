import { clusterBenches } from './cluster.ts';
import { containerBenches } from './containers.ts';
import { engineBenches } from './engine.ts';
import { collectGarbage } from './measure.ts';
import { requestBenches } from './requests.ts';
import { schedulerBenches } from './scheduler.ts';
import { storeBenches } from './store.ts';
import { trafficBenches } from './traffic.ts';

/** `orrery bench`: prints a line a figure; names given on the command line choose among them. */
export async function bench(names: readonly string[]): Promise<number> {
  const all = [
    ...schedulerBenches,
    ...clusterBenches,
    ...requestBenches,
    ...engineBenches,
    ...storeBenches,
    ...containerBenches,
    ...trafficBenches,
  ];
  const chosen = names.length === 0 ? all : all.filter(({ name }) => names.some((wanted) => name.startsWith(wanted)));
  if (chosen.length === 0) {
    process.stderr.write(
      `no bench is called ${names.join(', ')}; there are: ${all.map(({ name }) => name).join(', ')}\n`,
    );
    return 2;
  }
  const width = Math.max(...chosen.map(({ name }) => name.length));
  for (const { name, run } of chosen) {
    collectGarbage();
    process.stdout.write(`${name.padEnd(width)}  ${run()}\n`);
  }
  return 0;
}
