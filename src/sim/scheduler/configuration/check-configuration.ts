import { duplicateValue, invalidField, invalidValue, required } from '../../../api/field-errors.ts';
import type { Found } from '../../../api/validation/basics.ts';
import { deepEqual } from '../../../base/equal.ts';
import { EXTENSION_POINTS } from '../extension-points.ts';
import { ARGS_CHECKS } from './check-args.ts';
import { checkConnections } from './check-connections.ts';
import { checkExtenders } from './check-extenders.ts';
import type { RawConfiguration, RawPluginSet, RawProfile } from './raw-configuration.ts';

const VERSION = 'kubescheduler.config.k8s.io/v1';
/** Plugins of clouds whose limits NodeVolumeLimits has taken over. */
const GONE = ['AzureDiskLimits', 'CinderLimits', 'EBSLimits', 'GCEPDLimits'];
const GONE_TEXT = `was invalid in version "${VERSION}" (KubeSchedulerConfiguration is version "${VERSION}")`;

/** What is wrong with a configuration that has its defaults. Models ValidateKubeSchedulerConfiguration. */
export function checkConfiguration(raw: RawConfiguration): Found {
  const found: Found = [];
  const {
    parallelism = 16,
    podInitialBackoffSeconds: initial = 1,
    podMaxBackoffSeconds: max = 10,
    profiles = [],
  } = raw;
  checkConnections(raw, found);
  const { leaderElect = true, resourceLock = 'leases' } = raw.leaderElection ?? {};
  if (leaderElect && resourceLock !== 'leases') {
    found.push(invalidValue('leaderElection.resourceLock', resourceLock, 'resourceLock value must be "leases"'));
  }
  if (parallelism <= 0) {
    found.push(invalidValue('parallelism', parallelism, 'should be an integer value greater than zero'));
  }
  profiles.forEach((profile, i) => {
    checkProfile(profile, `profiles[${i}]`, found);
    const first = profiles.findLastIndex((other, j) => j < i && other.schedulerName === profile.schedulerName);
    if (first >= 0) {
      found.push(duplicateValue(`profiles[${i}].schedulerName`, `profiles[${first}].schedulerName`));
    }
  });
  checkQueueSort(profiles, found);
  checkPercentage(raw.percentageOfNodesToScore, 'percentageOfNodesToScore', found);
  if (initial <= 0) found.push(invalidValue('podInitialBackoffSeconds', initial, 'must be greater than 0'));
  if (max < initial) {
    const detail = 'must be greater than or equal to PodInitialBackoffSeconds';
    found.push(invalidValue('podMaxBackoffSeconds', max, detail));
  }
  checkExtenders(raw.extenders ?? [], found);
  return found;
}

function checkProfile(profile: RawProfile, path: string, found: Found): void {
  if (!profile.schedulerName) found.push(required(`${path}.schedulerName`));
  checkPercentage(profile.percentageOfNodesToScore, `${path}.percentageOfNodesToScore`, found);
  for (const point of EXTENSION_POINTS) {
    profile.plugins?.[point]?.enabled?.forEach(({ name = '' }, i) => {
      if (!GONE.includes(name)) return;
      found.push(invalidValue(`${path}.plugins.${point}.enabled[${i}]`, name, GONE_TEXT));
    });
  }
  const seen = new Set<string>();
  profile.pluginConfig?.forEach(({ name = '', args = {} }, i) => {
    const at = `${path}.pluginConfig[${i}]`;
    if (seen.has(name)) found.push(duplicateValue(at, name));
    seen.add(name);
    if (GONE.includes(name)) found.push(invalidValue(at, name, GONE_TEXT));
    else ARGS_CHECKS[name]?.(args, `${at}.args`, found);
  });
}

function checkPercentage(percentage: number | undefined, path: string, found: Found): void {
  if (percentage === undefined || (percentage >= 0 && percentage <= 100)) return;
  found.push(invalidValue(path, percentage, 'not in valid range [0-100]'));
}

/** There is one queue for all profiles. */
function checkQueueSort(profiles: readonly RawProfile[], found: Found): void {
  const sets = profiles.map(({ plugins }): RawPluginSet => plugins?.queueSort ?? {});
  const count = sets[0]?.enabled?.length ?? 0;
  if (count > 1) {
    const detail = 'only one queue sort plugin can be enabled';
    found.push(invalidValue('profiles[0].plugins.queueSort.Enabled', count, detail));
  }
  sets.forEach((set, i) => {
    if (deepEqual(set, sets[0])) return;
    found.push(invalidField(`profiles[${i}].plugins.queueSort`, 'must be the same for all profiles'));
  });
}
