import { pointsNow } from '../lesson/result.ts';
import { encodeSituation } from '../share/codec.ts';
import { situationNow } from '../share/situations.ts';
import { useCluster } from '../store/cluster-store.ts';
import type { Reporter } from './reporter.ts';
import { findApi, scormReporter } from './scorm.ts';
import { spliceReporter } from './splice.ts';

/** Changes that come together are reported together. */
const REST_MS = 500;

/** The platform that a package or an address (`?report=splice`) names, when it is there. */
export function findReporter(name: string): Reporter | undefined {
  if (name === 'scorm') {
    const api = findApi(window);
    return api && scormReporter(api);
  }
  return name === 'splice' && window.parent !== window ? spliceReporter(window.parent) : undefined;
}

/** Reports how an exercise stands whenever a goal of it has changed. */
export function keepReporting(reporter: Reporter): void {
  let said = '';
  let timer = 0;
  const report = async (): Promise<void> => {
    const { run, goals } = useCluster.getState();
    const exercise = run?.lesson?.exercise;
    const situation = exercise && (await situationNow());
    if (!exercise || !goals || !situation) return;
    const { met, all } = pointsNow(exercise);
    reporter.report(all === 0 ? 0 : met / all, goals.solvedMs !== null, await encodeSituation(situation));
  };
  useCluster.subscribe(({ goals, run }) => {
    const now = `${run?.name} ${goals?.solvedMs} ${goals?.goals.map(({ id, state }) => `${id} ${state}`).join()}`;
    if (now === said || goals === null) return;
    said = now;
    clearTimeout(timer);
    timer = window.setTimeout(() => void report(), REST_MS);
  });
}
