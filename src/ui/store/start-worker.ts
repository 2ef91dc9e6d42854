import workerUrl from '../../worker/worker.ts?worker&url';

/**
 * A worker of the page. A frame without an origin may start no worker of the server's, but one of its own making that
 * imports it, where the server lets every origin read its files.
 */
function createWorker(): Worker {
  const url = new URL(workerUrl, import.meta.url);
  const options = { type: 'module', name: 'cluster' } as const;
  if (origin !== 'null') return new Worker(url, options);
  const source = `import ${JSON.stringify(url.href)};`;
  return new Worker(`data:text/javascript,${encodeURIComponent(source)}`, options);
}

/** Started with this module, so that its code loads beside the page's own. */
let first: Worker | undefined = createWorker();

// It may fail before anybody listens: who asks then gets another one, and hears of its failure.
first.addEventListener('error', () => {
  first = undefined;
});

/** The worker that is ready, or another one. */
export function startWorker(): Worker {
  const worker = first ?? createWorker();
  first = undefined;
  return worker;
}
