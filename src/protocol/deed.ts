import type { FaultName } from '../api/scenario.ts';

/** What was done, or came about by itself, where it is no line that somebody typed: the page says it in its language. */
export type DeedSaid =
  | { readonly say: 'fault'; readonly fault: FaultName; readonly target: string }
  /** A person starts again what does not run of a machine without Kubernetes. */
  | { readonly say: 'repair'; readonly target: string }
  | { readonly say: 'switch'; readonly client: string; readonly to: string }
  | { readonly say: 'traffic'; readonly client: string; readonly to: string; readonly perSecond: number }
  | { readonly say: 'push'; readonly image: string }
  | { readonly say: 'scheduler' }
  | { readonly say: 'readiness'; readonly node: string; readonly ready: boolean };

/** A line that was typed, or what else was done with the line that tells of it. */
export interface DeedText {
  readonly label: string;
  readonly said?: DeedSaid;
}
