import { newContext } from '../../../api/decode/context.ts';
import { aggregateText } from '../../../api/field-errors.ts';
import type { Found } from '../../../api/validation/basics.ts';
import {
  DEFAULT_CONFIG,
  type PluginConfig,
  type PluginSet,
  type ProfileConfig,
  type SchedulerConfig,
} from '../config.ts';
import { EXTENSION_POINTS, type ExtensionPoint, expandPoint, pluginTypeName } from '../extension-points.ts';
import { pluginExists, pluginsTakingPart } from '../profile.ts';
import { checkFitArgs } from './check-args.ts';
import { checkConfiguration } from './check-configuration.ts';
import { extendersText } from './check-extenders.ts';
import { withDefaults } from './default-args.ts';
import type { PluginArgs, RawConfiguration, RawPluginSet, RawProfile } from './raw-configuration.ts';
import { readShape, type Struct } from './shape.ts';
import { ARGS, CONFIGURATION } from './shapes.ts';

/** A configuration that kube-scheduler would not start with; the message is what it would print. */
export class ConfigurationError extends Error {}

const GROUP = 'kubescheduler.config.k8s.io';
const KIND = 'KubeSchedulerConfiguration';
const DEFAULT_NAME = 'default-scheduler';
const DEFAULT_PLUGINS = DEFAULT_CONFIG.profiles[0]!.plugins;

/** Whether a document is a configuration of the scheduler, of whatever version. */
export function isSchedulerConfiguration(document: unknown): boolean {
  const { apiVersion, kind } = (document ?? {}) as { apiVersion?: unknown; kind?: unknown };
  return kind === KIND && typeof apiVersion === 'string' && apiVersion.startsWith(`${GROUP}/`);
}

/**
 * Reads a KubeSchedulerConfiguration as kube-scheduler does: strictly, with defaults, checked. Throws ConfigurationError.
 * Models cmd/kube-scheduler/app/options/configfile.go and what follows it up to the start.
 */
export function parseConfiguration(document: unknown): SchedulerConfig {
  const { apiVersion } = document as { apiVersion?: string };
  if (apiVersion !== `${GROUP}/v1`) {
    const scheme = 'in scheme "pkg/scheduler/apis/config/scheme/scheme.go:30"';
    throw new ConfigurationError(`no kind "${KIND}" is registered for version "${apiVersion}" ${scheme}`);
  }
  const raw = completed(read(CONFIGURATION, document, '') as RawConfiguration);
  const found = checkConfiguration(raw);
  if (found.length > 0) throw new ConfigurationError(aggregateText(found));
  const config: SchedulerConfig = {
    profiles: (raw.profiles ?? []).map(toProfile),
    percentageOfNodesToScore: raw.percentageOfNodesToScore ?? DEFAULT_CONFIG.percentageOfNodesToScore,
    podInitialBackoffSeconds: raw.podInitialBackoffSeconds ?? DEFAULT_CONFIG.podInitialBackoffSeconds,
    podMaxBackoffSeconds: raw.podMaxBackoffSeconds ?? DEFAULT_CONFIG.podMaxBackoffSeconds,
  };
  for (const profile of config.profiles) checkPlugins(profile);
  if (raw.extenders?.length) throw new ConfigurationError(extendersText(raw.extenders));
  return config;
}

function read(struct: Struct, value: unknown, prefix: string): unknown {
  const context = newContext();
  const object = readShape(struct, value, context);
  if (context.typeError) throw new ConfigurationError(`${prefix}${context.typeError}`);
  if (context.strict.length > 0) {
    const outer = prefix ? `strict decoding error: ${prefix}` : '';
    throw new ConfigurationError(`${outer}strict decoding error: ${context.strict.join(', ')}`);
  }
  return object;
}

/** With a profile, its name and all arguments. */
function completed(raw: RawConfiguration): RawConfiguration {
  const written = raw.profiles?.length ? raw.profiles : [{}];
  const profiles = written.map((profile, i): RawProfile => {
    const schedulerName = profile.schedulerName ?? (written.length === 1 ? DEFAULT_NAME : '');
    const pluginConfig = profile.pluginConfig?.map(({ name = '', args }, j) => ({
      name,
      args: withDefaults(name, readArgs(name, args, `.profiles[${i}].pluginConfig[${j}]`)),
    }));
    return { ...profile, schedulerName, ...(pluginConfig ? { pluginConfig } : {}) };
  });
  return { ...raw, profiles };
}

/** Arguments of plugins that are none of upstream's are left as they are. */
function readArgs(plugin: string, args: unknown, path: string): PluginArgs {
  const struct = ARGS[plugin];
  if (!struct || args === undefined || args === null) return (args ?? {}) as PluginArgs;
  const { apiVersion = `${GROUP}/v1`, kind = struct.struct } = args as { apiVersion?: string; kind?: string };
  if (kind !== struct.struct || !apiVersion.startsWith(`${GROUP}/`)) {
    const group = apiVersion.split('/').slice(0, -1).join('/');
    const text = `args for plugin ${plugin} were not of type ${struct.struct}.${GROUP}, got ${kind}.${group}`;
    throw new ConfigurationError(`decoding ${path}: ${text}`);
  }
  const prefix = `decoding ${path}: strict decoding error: decoding args for plugin ${plugin}: `;
  const { apiVersion: _version, kind: _kind, ...rest } = read(struct, args, prefix) as Record<string, unknown>;
  return rest as PluginArgs;
}

function toProfile({
  schedulerName = '',
  percentageOfNodesToScore,
  plugins = {},
  pluginConfig,
}: RawProfile): ProfileConfig {
  const points: Partial<Record<ExtensionPoint, PluginSet>> = {};
  for (const point of EXTENSION_POINTS) {
    const set = plugins[point];
    if (set) points[point] = { enabled: enabledOf(set), disabled: disabledOf(set) };
  }
  const given = Object.fromEntries((pluginConfig ?? []).map(({ name = '', args = {} }) => [name, args]));
  return {
    schedulerName,
    plugins: mergeDefaults(plugins.multiPoint ?? {}),
    points,
    args: { ...DEFAULT_CONFIG.profiles[0]!.args, ...given } as ProfileConfig['args'],
    ...(percentageOfNodesToScore === undefined ? {} : { percentageOfNodesToScore }),
  };
}

const enabledOf = ({ enabled = [] }: RawPluginSet): readonly PluginConfig[] =>
  enabled.map(({ name = '', weight = 0 }) => ({ name, weight }));
const disabledOf = ({ disabled = [] }: RawPluginSet): readonly string[] => disabled.map(({ name = '' }) => name);

/** The default plugins but for those that are disabled, with what is given for them; then the others. Models mergePluginSet. */
function mergeDefaults(set: RawPluginSet): readonly PluginConfig[] {
  const disabled = new Set(disabledOf(set));
  const given = [...enabledOf(set)];
  const kept = disabled.has('*') ? [] : DEFAULT_PLUGINS.filter(({ name }) => !disabled.has(name));
  const merged = kept.map((each) => {
    const at = given.findLastIndex(({ name }) => name === each.name);
    return at < 0 ? each : given.splice(at, 1)[0]!;
  });
  return [...merged, ...given];
}

/** What only shows when the plugins are made. Models NewFramework. */
function checkPlugins(profile: ProfileConfig): void {
  const { schedulerName, plugins, points = {} } = profile;
  const fail = (text: string): never => {
    throw new ConfigurationError(
      `initializing profiles: creating profile for scheduler name ${schedulerName}: ${text}`,
    );
  };
  const found: Found = [];
  checkFitArgs(profile.args['NodeResourcesFit'] ?? {}, found);
  if (found.length > 0) fail(`initializing plugin "NodeResourcesFit": ${aggregateText(found)}`);
  for (const point of EXTENSION_POINTS) {
    const names = (points[point]?.enabled ?? []).map(({ name }) => name);
    for (const [i, name] of names.entries()) {
      const type = pluginTypeName(point);
      if (!pluginExists(name)) fail(`${type} "${name}" does not exist`);
      if (!pluginsTakingPart(point).has(name)) fail(`plugin "${name}" does not extend ${type} plugin`);
      if (names.indexOf(name) < i) fail(`plugin "${name}" already registered as "${type}"`);
    }
  }
  plugins.forEach(({ name }, i) => {
    if (!pluginExists(name)) fail(`PreFilterPlugin "${name}" does not exist`);
    if (plugins.findIndex((other) => other.name === name) === i) return;
    const point = EXTENSION_POINTS.find((each) => pluginsTakingPart(each).has(name))!;
    fail(`plugin "${name}" already registered as "${pluginTypeName(point)}"`);
  });
  const at = (point: ExtensionPoint): readonly string[] =>
    expandPoint(plugins, points[point], (name) => pluginsTakingPart(point).has(name));
  const sorters = at('queueSort').length;
  if (sorters !== 1) {
    fail(`only one queue sort plugin required for profile with scheduler name "${schedulerName}", but got ${sorters}`);
  }
  if (at('bind').length === 0) {
    fail(`at least one bind plugin is needed for profile with scheduler name "${schedulerName}"`);
  }
}
