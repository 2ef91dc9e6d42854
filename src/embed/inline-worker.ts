import InlineWorker from '../worker/worker.ts?worker&inline';

/** The worker of a page that is one file: its code is in the page. Stands in for `ui/store/start-worker.ts` there. */
export function startWorker(): Worker {
  return new InlineWorker({ name: 'cluster' });
}
