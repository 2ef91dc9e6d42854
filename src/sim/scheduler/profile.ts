import type { ActionType, EventRegistration, QueueingHint } from './cluster-event.ts';
import type { ProfileConfig } from './config.ts';
import type { Handle, Plugin, PluginFactory } from './framework.ts';

/** A plugin in its place in a profile. */
export interface ProfilePlugin {
  readonly name: string;
  readonly weight: number;
  readonly plugin: Plugin;
}

/** A plugin's interest in an event. */
export interface HintedPlugin {
  readonly plugin: string;
  readonly hint: QueueingHint | undefined;
}

/** A profile ready to run: its plugins by extension point. Models framework/runtime.frameworkImpl. */
export interface Profile {
  readonly schedulerName: string;
  readonly percentageOfNodesToScore: number;
  /** All plugins, in order. */
  readonly plugins: readonly ProfilePlugin[];
  /** Plugins with PreFilter or Filter. */
  readonly filters: readonly ProfilePlugin[];
  /** Plugins with a score whose weight is not 0. */
  readonly scorers: readonly ProfilePlugin[];
  /** A list of equal scores: the same list for the same arguments as the last time. */
  uniform(length: number, score: number): readonly number[];
  readonly less: NonNullable<Plugin['less']>;
  /** Who wants to hear of an event. */
  hinted(resource: string, action: ActionType): readonly HintedPlugin[];
}

const modules = import.meta.glob<PluginFactory>('./plugins/*/plugin.ts', { eager: true, import: 'default' });

/** The plugins that exist, by name. */
const factories: ReadonlyMap<string, PluginFactory> = new Map(
  Object.keys(modules)
    .sort()
    .map((path) => [modules[path]!.name, modules[path]!]),
);

/** Builds a profile from its configuration. Plugins that are named there and do not exist are left out. */
export function buildProfile(config: ProfileConfig, percentageOfNodesToScore: number, handle: Handle): Profile {
  const plugins = config.plugins.flatMap(({ name, weight }) => {
    const factory = factories.get(name);
    return factory ? [{ name, weight, plugin: factory.create(config.args[name] ?? {}, handle) }] : [];
  });
  const sorter = plugins.find(({ plugin }) => plugin.less)?.plugin;
  const registered = new Map<string, HintedPlugin[]>();
  for (const { name, plugin } of plugins) {
    for (const { resource, actions, hint } of registrationsOf(plugin)) {
      for (const action of actions) {
        const key = `${resource}/${action}`;
        registered.set(key, [...(registered.get(key) ?? []), { plugin: name, hint }]);
      }
    }
  }
  return {
    schedulerName: config.schedulerName,
    percentageOfNodesToScore: config.percentageOfNodesToScore ?? percentageOfNodesToScore,
    plugins,
    filters: plugins.filter(({ plugin }) => plugin.preFilter ?? plugin.filter),
    scorers: plugins.filter(({ plugin, weight }) => (plugin.score ?? plugin.scoreAll) && weight > 0),
    uniform: createUniform(),
    less: sorter?.less?.bind(sorter) ?? ((a, b) => a.timestampMs < b.timestampMs),
    hinted: (resource, action) => registered.get(`${resource}/${action}`) ?? [],
  };
}

/**
 * A plugin's registrations. v1.32 adds any change of taints for those that care for new nodes but not for taints, a stopgap
 * for https://github.com/kubernetes/kubernetes/issues/109437. Models buildQueueingHintMap in pkg/scheduler/scheduler.go.
 */
function registrationsOf({ events = [] }: Plugin): readonly EventRegistration[] {
  const hears = (action: ActionType): boolean =>
    events.some(({ resource, actions }) => resource === 'Node' && actions.includes(action));
  if (!hears('Add') || hears('UpdateNodeTaint')) return events;
  return [...events, { resource: 'Node', actions: ['UpdateNodeTaint'] }];
}

function createUniform(): Profile['uniform'] {
  const lists = new Map<number, readonly number[]>();
  return (length, score) => {
    let list = lists.get(score);
    if (list?.length !== length) {
      list = new Array<number>(length).fill(score);
      lists.set(score, list);
    }
    return list;
  };
}
