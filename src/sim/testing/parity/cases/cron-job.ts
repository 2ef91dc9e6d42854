import type { CronJob, Job } from '../../../../api/k8s/batch-v1.gen.ts';
import { isTerminating, type KubeObject } from '../../../../api/object.ts';
import { differencesOf } from '../compare.ts';
import type { Case, CaseReader } from '../reader.ts';
import { type Difference, runItem } from '../result.ts';
import { compareEvents, eventTexts } from '../script/events.ts';
import { finishAll } from '../script/kubelet-steps.ts';
import type { State } from '../script/run-script.ts';
import { createScriptWorld, type ScriptWorld } from '../script/script-world.ts';

const MINUTE_MS = 60_000;
const SECOND_OF_STATE = 8;

/** What CronJobs do, minute by minute. */
const reader: CaseReader = {
  areas: ['cronjob'],
  fits: ({ given }) => (given['objects'] as { kind?: string }[])?.some(({ kind }) => kind === 'CronJob'),
  run: (cases) => cases.map((entry) => runItem(entry.id, () => play(entry))),
};

export default reader;

function play({ given, when, then }: Case): Difference[] {
  const world = createScriptWorld([]);
  // The CronJob is made at the beginning of a minute.
  runTo(world, nextMinute(world) + 1_000);
  const created = Math.floor(world.engine.unixMs / MINUTE_MS);
  for (const object of given['objects'] as readonly KubeObject[]) world.create(object);
  const script = when['script'] as readonly { readonly kubelet?: string }[];
  const finish = /^pods (Succeeded|Failed)/.exec(script.find(({ kubelet }) => kubelet)?.kubelet ?? '')?.[1];
  const differences = (then['states'] as readonly State[]).flatMap((expected, i) => {
    const at = /^(\d+) s into minute (\d+)$/.exec(String(expected['after']));
    if (at) runTo(world, (created + Number(at[2])) * MINUTE_MS + Number(at[1]) * 1_000);
    else {
      if (finish) finishAll(world, finish);
      world.run(SECOND_OF_STATE * 1_000);
    }
    const { after: _, ...wanted } = expected;
    return differencesOf(wanted, stateOf(world, created), `states[${i}]`);
  });
  const mask = (text: string): string =>
    text.replace(/\bcj-(\d{8,})\b/g, (_, minute: string) => `cj-<minute ${Number(minute) - created}>`);
  return [...differences, ...compareEvents(then['events'], eventTexts(world, 'CronJob'), mask)];
}

function nextMinute({ engine }: ScriptWorld): number {
  return Math.ceil(engine.unixMs / MINUTE_MS) * MINUTE_MS;
}

function runTo(world: ScriptWorld, unixMs: number): void {
  world.run(Math.max(0, unixMs - world.engine.unixMs));
}

function stateOf(world: ScriptWorld, created: number): State {
  const { status } = (world.list(world.kind('CronJob'))[0] ?? {}) as CronJob;
  const jobs = world.list(world.kind('Job')) as readonly Job[];
  const has = (job: Job, type: string): boolean =>
    job.status?.conditions?.some((each) => each.type === type && each.status === 'True') ?? false;
  return {
    active: status?.active?.length ?? 0,
    jobs: jobs
      .map((job) => ({
        scheduledMinute: Number(/\d+$/.exec(job.metadata.name!)?.[0]) - created,
        terminating: isTerminating(job),
        complete: has(job, 'Complete'),
        failed: has(job, 'Failed'),
      }))
      .sort((a, b) => a.scheduledMinute - b.scheduledMinute),
    hasLastScheduleTime: status?.lastScheduleTime !== undefined,
    hasLastSuccessfulTime: status?.lastSuccessfulTime !== undefined,
  };
}
