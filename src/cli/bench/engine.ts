import { type Process, sleep } from '../../api/process.ts';
import { createRandom } from '../../base/random.ts';
import { Engine } from '../../sim/engine/engine.ts';
import { type Bench, bestMs, readable } from './measure.ts';

/** Timers that each plan the next one, with so many waiting at any time. */
function timers(pending: number, events: number): () => void {
  return () => {
    const engine = new Engine(1);
    const random = createRandom(7);
    const again = (): void => {
      engine.after(random.next() * 1000, again, undefined);
    };
    for (let i = 0; i < pending; i++) again();
    for (let i = 0; i < events; i++) engine.step();
  };
}

function processes(count: number, naps: number): () => void {
  return () => {
    const engine = new Engine(1);
    function* nap(): Process {
      for (let i = 0; i < naps; i++) yield* sleep(1 + (i & 7));
    }
    for (let i = 0; i < count; i++) engine.spawn(nap());
    while (engine.step());
  };
}

const EVENTS = 1_000_000;

/** Events a second of the bare engine. */
export const engineBenches: readonly Bench[] = [
  {
    name: 'engine, 10,000 timers pending',
    run: () => `${readable((EVENTS * 1000) / bestMs(3, timers(10_000, EVENTS)))} events/s`,
  },
  {
    name: 'engine, 150,000 timers pending',
    run: () => `${readable((EVENTS * 1000) / bestMs(3, timers(150_000, EVENTS)))} events/s`,
  },
  {
    name: 'engine, 10,000 processes that sleep',
    run: () => `${readable((EVENTS * 1000) / bestMs(3, processes(10_000, EVENTS / 10_000)))} events/s`,
  },
];
