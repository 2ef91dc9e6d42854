import type { PluginConfig, PluginSet } from './config.ts';
import type { Plugin } from './framework.ts';

/** Where plugins take part, by the names of KubeSchedulerConfiguration, in the order in which upstream sets them up. */
export const EXTENSION_POINTS = [
  ...(['preFilter', 'filter', 'postFilter', 'reserve', 'preScore', 'score'] as const),
  ...(['preBind', 'bind', 'postBind', 'permit', 'preEnqueue', 'queueSort'] as const),
] as const;

export type ExtensionPoint = (typeof EXTENSION_POINTS)[number];

/** The functions by which a plugin shows that it takes part. */
const FUNCTIONS: Readonly<Record<ExtensionPoint, readonly string[]>> = {
  preFilter: ['preFilter'],
  filter: ['filter'],
  postFilter: ['postFilter'],
  reserve: ['reserve', 'unreserve'],
  preScore: ['preScore'],
  score: ['score', 'scoreAll'],
  preBind: ['preBind'],
  bind: ['bind'],
  postBind: ['postBind'],
  permit: ['permit'],
  preEnqueue: ['preEnqueue'],
  queueSort: ['less'],
};

/** Whether a plugin has something to do at an extension point. */
export function takesPart(plugin: Plugin, point: ExtensionPoint): boolean {
  return FUNCTIONS[point].some((name) => name in plugin);
}

/** Upstream's name for plugins of an extension point, e.g. PreFilterPlugin. */
export function pluginTypeName(point: ExtensionPoint): string {
  return `${point[0]!.toUpperCase()}${point.slice(1)}Plugin`;
}

/**
 * The plugins of one extension point, in order: those that are enabled for all points and again for this one, in this
 * one's order; those enabled for all; those enabled only here. Models expandMultiPointPlugins.
 */
export function expandPoint(
  everywhere: readonly PluginConfig[],
  here: PluginSet | undefined,
  isImplemented: (name: string) => boolean,
): readonly string[] {
  const enabled = (here?.enabled ?? []).map(({ name }) => name);
  const disabled = new Set(here?.disabled);
  if (disabled.has('*')) return enabled;
  const general = everywhere.map(({ name }) => name).filter((name) => isImplemented(name) && !disabled.has(name));
  const again = enabled.filter((name) => general.includes(name));
  const others = enabled.filter((name) => !general.includes(name));
  return [...again, ...general.filter((name) => !enabled.includes(name)), ...others];
}
