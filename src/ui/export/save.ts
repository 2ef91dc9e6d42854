import { useCluster } from '../store/cluster-store.ts';
import { download } from '../store/download.ts';
import { call } from '../store/session.ts';
import { useView } from '../store/view-store.ts';

/** What can be taken out of the page. */
export type Export = 'svg' | 'png' | 'yaml' | 'script' | 'events';

const ENDS: Readonly<Record<Export, string>> = {
  svg: '.svg',
  png: '.png',
  yaml: '.yaml',
  script: '.sh',
  events: '-events.csv',
};

function nameOf(what: Export): string {
  const { run, nowMs } = useCluster.getState();
  const view = what === 'svg' || what === 'png' ? `-${useView.getState().page}` : '';
  return `${run?.name ?? 'run'}${view}-${Math.max(0, Math.round(nowMs / 1000))}s${ENDS[what]}`;
}

async function textOf(form: 'yaml' | 'script' | 'events'): Promise<Blob> {
  const answer = await call({ type: 'export', form });
  if (answer.type !== 'exported') throw new Error(answer.type === 'refused' ? answer.message : answer.type);
  return new Blob([answer.text], { type: form === 'events' ? 'text/csv' : 'text/plain' });
}

/** Makes a file and gives it to the person; returns its name. */
export async function save(what: Export): Promise<string> {
  const name = nameOf(what);
  const isPicture = what === 'svg' || what === 'png';
  const { run } = useCluster.getState();
  const data = isPicture
    ? await (await import('./picture.ts')).picture(what, run?.title ?? 'kube-orrery')
    : await textOf(what);
  download(data, name);
  return name;
}
