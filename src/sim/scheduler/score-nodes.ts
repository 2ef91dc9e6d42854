import { type Scores, SKIP, type Uniform } from './framework.ts';
import type { NodeInfo } from './node-info.ts';
import type { PodInfo } from './pod-info.ts';
import type { Profile } from './profile.ts';
import { NEW_LISTS, type ScoreBuffers } from './score-buffers.ts';
import type { Snapshot } from './snapshot.ts';

/** One plugin's scores; index i belongs to the i-th feasible node. */
export interface PluginScores {
  readonly plugin: string;
  readonly weight: number;
  readonly raw: Readonly<Scores>;
  /** 0…100. The same array as `raw` for a plugin that does not normalise. */
  readonly normalized: Readonly<Scores>;
}

/** The scores of the feasible nodes by plugin, and their weighted sums. */
export interface ScoreTable {
  readonly plugins: readonly PluginScores[];
  readonly totals: Readonly<Scores>;
}

/** Scores nodes by all plugins that have something to say about the Pod. Models prioritizeNodes. */
export function scoreNodes(
  pod: PodInfo,
  nodes: readonly NodeInfo[],
  snapshot: Snapshot,
  profile: Profile,
  buffers: ScoreBuffers = NEW_LISTS,
): ScoreTable {
  buffers.reset();
  const totals = buffers.take(nodes.length).fill(0);
  let shared = 0;
  const plugins: PluginScores[] = [];
  for (const { name, weight, plugin } of profile.scorers) {
    const state = plugin.preScore ? plugin.preScore(pod, nodes, snapshot) : undefined;
    if (state === SKIP) continue;
    if (isUniform(state)) {
      const { uniformRaw, uniformScore } = state;
      const [raw, normalized] = [
        profile.uniform(nodes.length, uniformRaw),
        profile.uniform(nodes.length, uniformScore),
      ];
      shared += weight * uniformScore;
      plugins.push({ plugin: name, weight, raw, normalized });
      continue;
    }
    const raw = buffers.take(nodes.length);
    if (plugin.scoreAll) plugin.scoreAll(pod, nodes, state, raw);
    else for (let i = 0; i < nodes.length; i++) raw[i] = plugin.score!(pod, nodes[i]!, state);
    let normalized = raw;
    if (plugin.normalizeScore) {
      normalized = buffers.take(nodes.length);
      normalized.set(raw);
      plugin.normalizeScore(normalized, nodes, state);
    }
    addWeighted(totals, normalized, weight);
    plugins.push({ plugin: name, weight, raw, normalized });
  }
  if (shared !== 0) for (let i = 0; i < totals.length; i++) totals[i]! += shared;
  return { plugins, totals };
}

function addWeighted(totals: Scores, scores: Readonly<Scores>, weight: number): void {
  for (let i = 0; i < totals.length; i++) totals[i]! += weight * scores[i]!;
}

function isUniform(state: unknown): state is Uniform {
  return typeof state === 'object' && state !== null && 'uniformScore' in state;
}
