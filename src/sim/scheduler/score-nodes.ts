import { SKIP } from './framework.ts';
import type { NodeInfo } from './node-info.ts';
import type { PodInfo } from './pod-info.ts';
import type { Profile } from './profile.ts';
import type { Snapshot } from './snapshot.ts';

/** One plugin's scores; index i belongs to the i-th feasible node. */
export interface PluginScores {
  readonly plugin: string;
  readonly weight: number;
  readonly raw: readonly number[];
  /** 0…100. The same array as `raw` for a plugin that does not normalise. */
  readonly normalized: readonly number[];
}

/** The scores of the feasible nodes by plugin, and their weighted sums. */
export interface ScoreTable {
  readonly plugins: readonly PluginScores[];
  readonly totals: readonly number[];
}

/** Scores nodes by all plugins that have something to say about the Pod. Models prioritizeNodes. */
export function scoreNodes(pod: PodInfo, nodes: readonly NodeInfo[], snapshot: Snapshot, profile: Profile): ScoreTable {
  const totals = new Array<number>(nodes.length).fill(0);
  const plugins: PluginScores[] = [];
  for (const { name, weight, plugin } of profile.scorers) {
    const state = plugin.preScore ? plugin.preScore(pod, nodes, snapshot) : undefined;
    if (state === SKIP) continue;
    const raw = new Array<number>(nodes.length);
    for (let i = 0; i < nodes.length; i++) raw[i] = plugin.score!(pod, nodes[i]!, state);
    let normalized = raw;
    if (plugin.normalizeScore) {
      normalized = raw.slice();
      plugin.normalizeScore(normalized, nodes, state);
    }
    for (let i = 0; i < nodes.length; i++) totals[i]! += weight * normalized[i]!;
    plugins.push({ plugin: name, weight, raw, normalized });
  }
  return { plugins, totals };
}
