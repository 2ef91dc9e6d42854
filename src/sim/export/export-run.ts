import type { Event } from '../../api/k8s/core-v1.gen.ts';
import type { Scenario, Step } from '../../api/scenario.ts';
import type { CommittedWrite } from '../apiserver/api-server.ts';
import type { Cluster } from '../cluster/cluster.ts';
import { clusterYaml } from './cluster-yaml.ts';
import { eventsCsv } from './events-csv.ts';
import { redoScript } from './redo-script.ts';

/** What of a run can be taken away as a text. */
export type ExportForm = 'yaml' | 'script' | 'events';

/** A run as it is now. */
export interface ExportedRun {
  readonly scenario: Pick<Scenario, 'name' | 'title' | 'cluster'>;
  readonly cluster: Pick<Cluster, 'apiServer' | 'engine' | 'upAtMs'>;
  /** The inputs so far. */
  readonly log: readonly Step[];
  /** What of the store may be told; all of it by default. */
  readonly stored?: readonly CommittedWrite[];
}

/** The text of a run in a form: what people have made as YAML, what they did as a shell script, Events as CSV. */
export function exportRun(form: ExportForm, { scenario, cluster, log, stored }: ExportedRun): string {
  if (form === 'script') return redoScript(scenario, log);
  const all = stored ?? cluster.apiServer.snapshot();
  if (form === 'yaml') return clusterYaml(all, cluster.engine.epochMs + cluster.upAtMs);
  return eventsCsv(all.filter(({ kind }) => kind.kind === 'Event').map(({ object }) => object as Event));
}
