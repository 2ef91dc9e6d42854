import { type ExportForm, exportRun } from '../sim/export/export-run.ts';
import type { Session } from './session.ts';

/** The run as a text, of what the page may be told of it. Nothing changes, so that it is no input. */
export function exportSession({ run, scenario, veil }: Session, form: ExportForm): string {
  const stored = run.cluster.apiServer.snapshot().flatMap((write) => veil.visible(write) ?? []);
  return exportRun(form, { scenario, cluster: run.cluster, log: run.begun, stored });
}
