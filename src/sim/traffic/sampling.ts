import type { TrafficClient } from './client.ts';

/** So many requests of a client are drawn and can be followed in a tenth of a second of virtual time. */
const PER_WINDOW = 5;
const WINDOW_MS = 100;

/** Which requests are told in full: the first few of each client in each tenth of a second. All of them are counted. */
export class SamplingRule {
  private readonly taken = new Map<TrafficClient, { window: number; count: number }>();

  takes(client: TrafficClient, nowMs: number): boolean {
    const window = Math.floor(nowMs / WINDOW_MS);
    let state = this.taken.get(client);
    if (!state) {
      state = { window, count: 0 };
      this.taken.set(client, state);
    }
    if (state.window !== window) {
      state.window = window;
      state.count = 0;
    }
    return ++state.count <= PER_WINDOW;
  }
}
