import { DEFAULT_CONFIG } from '../config.ts';
import type { PluginArgs, ResourceSpec } from './raw-configuration.ts';

const PLAIN: Readonly<Record<string, PluginArgs>> = DEFAULT_CONFIG.profiles[0]!.args;
const DEFAULT_RESOURCES: readonly ResourceSpec[] = [
  { name: 'cpu', weight: 1 },
  { name: 'memory', weight: 1 },
];

/** A plugin's arguments with what was left out. Models scheduler/apis/config/v1/defaults.go. */
export function withDefaults(plugin: string, args: PluginArgs): PluginArgs {
  const filled = { ...PLAIN[plugin], ...args };
  if (plugin === 'NodeResourcesBalancedAllocation') return { ...filled, resources: weighed(args.resources) };
  if (plugin === 'PodTopologySpread') return { ...filled, defaultingType: args.defaultingType || 'System' };
  if (plugin !== 'NodeResourcesFit') return filled;
  const { scoringStrategy: strategy = { type: 'LeastAllocated' } } = args;
  return { ...filled, scoringStrategy: { ...strategy, resources: weighed(strategy.resources) } };
}

/** A weight of 0 counts as none. */
function weighed(resources: readonly ResourceSpec[] = []): readonly ResourceSpec[] {
  if (resources.length === 0) return DEFAULT_RESOURCES;
  return resources.map((each) => ({ ...each, weight: each.weight || 1 }));
}
