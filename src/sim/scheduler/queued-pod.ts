import type { PodInfo } from './pod-info.ts';

/** Most Pods are turned down by nobody: they share an empty set. */
export const NO_PLUGINS: ReadonlySet<string> = new Set();

/** A Pod that waits to be scheduled, with what earlier attempts have shown. Models framework.QueuedPodInfo. */
export interface QueuedPod {
  readonly key: string;
  readonly uid: string;
  info: PodInfo;
  /** When it came into the queue, or went back into it after its last attempt: engine milliseconds. */
  timestampMs: number;
  attempts: number;
  /** Plugins that rejected it at the last attempt: their events bring it back. */
  unschedulablePlugins: ReadonlySet<string>;
  /** Plugins for which it waits; their events bring it back without back-off. */
  pendingPlugins: ReadonlySet<string>;
  /** Held back by PreEnqueue. */
  gated: boolean;
  /** Order of arrival: breaks ties of equal times. */
  readonly seq: number;
}
