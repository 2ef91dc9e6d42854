import { shell } from '../../language/en/shell.ts';
import type { ToPage, ToWorker } from '../../protocol/messages.ts';
import { startWorker } from './start-worker.ts';

/** The way to the simulation: the worker, or a stand-in for it in tests of the page. */
export interface Link {
  send(message: ToWorker): void;
  close(): void;
}

export type OpenLink = (receive: (message: ToPage) => void) => Link;

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
