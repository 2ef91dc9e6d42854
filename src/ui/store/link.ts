import { shell } from '../../language/en/shell.ts';
import type { ToPage, ToWorker } from '../../protocol/messages.ts';
import workerUrl from '../../worker/worker.ts?worker&url';

/** The way to the simulation: the worker, or a stand-in for it in tests of the page. */
export interface Link {
  send(message: ToWorker): void;
  close(): void;
}

export type OpenLink = (receive: (message: ToPage) => void) => Link;

/**
 * A worker of the page. A frame without an origin may start no worker of the server's, but one of its own making that
 * imports it, where the server lets every origin read its files.
 */
function startWorker(): Worker {
  const url = new URL(workerUrl, import.meta.url);
  const options = { type: 'module', name: 'cluster' } as const;
  if (origin !== 'null') return new Worker(url, options);
  const source = `import ${JSON.stringify(url.href)};`;
  return new Worker(`data:text/javascript,${encodeURIComponent(source)}`, options);
}

/** Starts the simulation's worker. An error that the worker cannot report itself arrives as `crashed`. */
export const openWorker: OpenLink = (receive) => {
  const worker = startWorker();
  worker.onmessage = (event: MessageEvent<ToPage>) => receive(event.data);
  worker.onerror = (event) => {
    event.preventDefault();
    receive({ type: 'crashed', message: event.message || shell('notLoadedSim') });
  };
  return { send: (message) => worker.postMessage(message), close: () => worker.terminate() };
};
