import workerUrl from '../../worker/worker.ts?worker&url';

/**
 * A worker of the page. A frame without an origin may start no worker of the server's, but one of its own making that
 * imports it, where the server lets every origin read its files.
 */
export function startWorker(): Worker {
  const url = new URL(workerUrl, import.meta.url);
  const options = { type: 'module', name: 'cluster' } as const;
  if (origin !== 'null') return new Worker(url, options);
  const source = `import ${JSON.stringify(url.href)};`;
  return new Worker(`data:text/javascript,${encodeURIComponent(source)}`, options);
}
