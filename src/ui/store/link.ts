import type { ToPage, ToWorker } from '../../protocol/messages.ts';

/** The way to the simulation: the worker, or a stand-in for it in tests of the page. */
export interface Link {
  send(message: ToWorker): void;
  close(): void;
}

export type OpenLink = (receive: (message: ToPage) => void) => Link;

/** Starts the simulation's worker. An error that the worker cannot report itself arrives as `crashed`. */
export const openWorker: OpenLink = (receive) => {
  const worker = new Worker(new URL('../../worker/worker.ts', import.meta.url), { type: 'module', name: 'cluster' });
  worker.onmessage = (event: MessageEvent<ToPage>) => receive(event.data);
  worker.onerror = (event) => {
    event.preventDefault();
    receive({ type: 'crashed', message: event.message || 'The simulation could not be loaded.' });
  };
  return { send: (message) => worker.postMessage(message), close: () => worker.terminate() };
};
