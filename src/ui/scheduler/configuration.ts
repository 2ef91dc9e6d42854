import { parseDocuments } from '../../api/yaml/parse-documents.ts';
import { toYaml } from '../../api/yaml/to-yaml.ts';

type JsonMap = Readonly<Record<string, unknown>>;

interface Entry {
  readonly name: string;
  readonly weight?: number;
}

const NOTHING: JsonMap = { apiVersion: 'kubescheduler.config.k8s.io/v1', kind: 'KubeSchedulerConfiguration' };
const DEFAULT_NAME = 'default-scheduler';

/**
 * The KubeSchedulerConfiguration in which one profile has other weights and all else is as before. A plugin of weight 0
 * does not score: upstream takes a weight of 0 for none given.
 * @param before the configuration that the scheduler has, '' for the one by default
 */
export function configurationWith(
  before: string,
  scheduler: string,
  weights: Readonly<Record<string, number>>,
): string {
  const document = (parseDocuments(before)[0]?.value ?? NOTHING) as JsonMap;
  const written = (document['profiles'] ?? []) as readonly JsonMap[];
  const profiles = written.length > 0 ? written : [{ schedulerName: DEFAULT_NAME }];
  const isMeant = ({ schedulerName = DEFAULT_NAME }: JsonMap): boolean => schedulerName === scheduler;
  return toYaml({
    ...document,
    profiles: profiles.map((profile) => (isMeant(profile) ? withWeights(profile, weights) : profile)),
  });
}

function withWeights(profile: JsonMap, weights: Readonly<Record<string, number>>): JsonMap {
  const plugins = (profile['plugins'] ?? {}) as JsonMap;
  const { enabled = [], disabled = [] } = (plugins['score'] ?? {}) as Readonly<Record<string, readonly Entry[]>>;
  const others = (entries: readonly Entry[]): readonly Entry[] => entries.filter(({ name }) => !(name in weights));
  const names = Object.keys(weights).sort();
  const scoring = names.filter((name) => weights[name]! > 0).map((name) => ({ name, weight: weights[name]! }));
  const silent = names.filter((name) => weights[name] === 0).map((name) => ({ name }));
  const score = {
    ...listed('enabled', [...others(enabled), ...scoring]),
    ...listed('disabled', [...others(disabled), ...silent]),
  };
  return { ...profile, plugins: { ...plugins, score } };
}

function listed(key: string, entries: readonly Entry[]): JsonMap {
  return entries.length > 0 ? { [key]: entries } : {};
}
