import { useCluster } from './cluster-store.ts';

/** So long the page is left to whoever looks at it first, then the browser to finish what it has to do. */
const LOOK_MS = 800;
const MOST_IDLE_MS = 1000;

const firstFrame = (): Promise<void> =>
  new Promise((resolve) => {
    if (useCluster.getState().phase !== 'starting') resolve();
    const stop = useCluster.subscribe(({ phase }) => {
      if (phase === 'starting') return;
      stop();
      resolve();
    });
  });

const idle = (): Promise<void> =>
  new Promise((resolve) => {
    // Safari has no requestIdleCallback.
    if ('requestIdleCallback' in globalThis) requestIdleCallback(() => resolve(), { timeout: MOST_IDLE_MS });
    else setTimeout(resolve, MOST_IDLE_MS / 2);
  });

const firstInput = (): Promise<void> =>
  new Promise((resolve) => {
    for (const type of ['pointerdown', 'keydown'])
      addEventListener(type, () => resolve(), { once: true, capture: true });
  });

const look = (): Promise<void> => new Promise((resolve) => setTimeout(resolve, LOOK_MS));

const drawn = Promise.race([firstFrame().then(look).then(idle), firstInput()]);

/**
 * Settles some time after the cluster has been drawn, or when a person does something: big parts load then, as evaluating them
 * holds the page up.
 */
export function whenDrawn(): Promise<void> {
  return drawn;
}
