import type { ActionType, EventRegistration, QueueingHint } from './cluster-event.ts';
import { DEFAULT_CONFIG, type PluginConfig, type ProfileConfig } from './config.ts';
import { EXTENSION_POINTS, type ExtensionPoint, expandPoint, takesPart } from './extension-points.ts';
import type { Handle, Plugin, PluginFactory, Scores } from './framework.ts';

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
  /** The plugins of each extension point, in order. */
  readonly at: Readonly<Record<ExtensionPoint, readonly ProfilePlugin[]>>;
  /** Names of the Filter plugins, in order. */
  readonly filterNames: readonly string[];
  /** The Score plugins whose PreScore is enabled too. */
  readonly scorers: readonly ProfilePlugin[];
  /** A list of equal scores: the same list for the same arguments as the last time. */
  uniform(length: number, score: number): Readonly<Scores>;
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

/** Enough to make a plugin that is only to be looked at. */
const NO_HANDLE = { list: () => [], get: () => undefined } as unknown as Handle;

/** Whether there is a plugin of that name. */
export function pluginExists(name: string): boolean {
  return factories.has(name);
}

/** The kinds whose changes any plugin wants to hear of. */
export function eventKinds(): readonly string[] {
  const kinds = new Set<string>();
  const { args } = DEFAULT_CONFIG.profiles[0]!;
  for (const [name, factory] of factories) {
    for (const { resource } of factory.create(args[name] ?? {}, NO_HANDLE).events ?? []) kinds.add(resource);
  }
  return [...kinds].sort();
}

/** The plugins that have something to do at an extension point. */
export function pluginsTakingPart(point: ExtensionPoint): ReadonlySet<string> {
  const { args } = DEFAULT_CONFIG.profiles[0]!;
  const takes = ([name, factory]: [string, PluginFactory]): boolean =>
    takesPart(factory.create(args[name] ?? {}, NO_HANDLE), point);
  return new Set([...factories].filter(takes).map(([name]) => name));
}

/** Builds a profile from its configuration. Plugins that are named there and do not exist are left out. */
export function buildProfile(config: ProfileConfig, percentageOfNodesToScore: number, handle: Handle): Profile {
  const made = new Map<string, ProfilePlugin>();
  const add = ({ name, weight }: PluginConfig): void => {
    const factory = factories.get(name);
    if (!factory) return;
    const plugin = made.get(name)?.plugin ?? factory.create(config.args[name] ?? {}, handle);
    made.set(name, { name, weight: weight || 1, plugin });
  };
  for (const each of config.plugins) add(each);
  for (const point of EXTENSION_POINTS) for (const each of config.points?.[point]?.enabled ?? []) add(each);
  // A weight given for the score alone counts.
  for (const each of config.points?.score?.enabled ?? []) add(each);
  const at = Object.fromEntries(
    EXTENSION_POINTS.map((point) => [point, pluginsAt(config, point, made)]),
  ) as unknown as Profile['at'];
  const plugins = [...made.values()];
  const sorter = at.queueSort[0]?.plugin;
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
    at,
    filterNames: at.filter.map(({ name }) => name),
    scorers: at.score.filter((each) => !each.plugin.preScore || at.preScore.includes(each)),
    uniform: createUniform(),
    less: sorter?.less?.bind(sorter) ?? ((a, b) => a.timestampMs < b.timestampMs),
    hinted: (resource, action) => registered.get(`${resource}/${action}`) ?? [],
  };
}

function pluginsAt(
  { plugins, points }: ProfileConfig,
  point: ExtensionPoint,
  made: ReadonlyMap<string, ProfilePlugin>,
): readonly ProfilePlugin[] {
  const isImplemented = (name: string): boolean => {
    const found = made.get(name);
    return found !== undefined && takesPart(found.plugin, point);
  };
  return expandPoint(plugins, points?.[point], isImplemented).flatMap((name) => made.get(name) ?? []);
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
  const lists = new Map<number, Scores>();
  return (length, score) => {
    let list = lists.get(score);
    if (list?.length !== length) {
      list = new Float64Array(length).fill(score);
      lists.set(score, list);
    }
    return list;
  };
}
