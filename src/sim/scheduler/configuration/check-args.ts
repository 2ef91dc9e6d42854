import {
  duplicateValue,
  forbiddenField,
  invalidField,
  invalidValue,
  notSupported,
  required,
} from '../../../api/field-errors.ts';
import type { TopologySpreadConstraint } from '../../../api/k8s/core-v1.gen.ts';
import { qualifiedName } from '../../../api/names.ts';
import { type Found, reject } from '../../../api/validation/basics.ts';
import { checkNodeSelector } from '../../../api/validation/pod-spec/affinity.ts';
import type { PluginArgs, ResourceSpec, ShapePoint } from './raw-configuration.ts';

/** Checks the arguments of a plugin, with their defaults, at a path. */
export type ArgsCheck = (args: PluginArgs, path: string, found: Found) => void;

const STRATEGIES = ['LeastAllocated', 'MostAllocated', 'RequestedToCapacityRatio'];

/** By plugin. Models validation_pluginargs.go; NodeResourcesFit is checked when the plugin is made. */
export const ARGS_CHECKS: Readonly<Record<string, ArgsCheck>> = {
  DefaultPreemption(args, path, found) {
    const { minCandidateNodesPercentage: percentage = 0, minCandidateNodesAbsolute: absolute = 0 } = args;
    const [at, andAt] = [`${path}.minCandidateNodesPercentage`, `${path}.minCandidateNodesAbsolute`];
    if (percentage < 0 || percentage > 100) found.push(invalidValue(at, percentage, 'not in valid range [0, 100]'));
    if (absolute < 0) found.push(invalidValue(andAt, absolute, 'not in valid range [0, inf)'));
    if (percentage !== 0 || absolute !== 0) return;
    found.push(invalidValue(at, percentage, 'cannot be zero at the same time as minCandidateNodesAbsolute'));
    found.push(invalidValue(andAt, absolute, 'cannot be zero at the same time as minCandidateNodesPercentage'));
  },
  InterPodAffinity({ hardPodAffinityWeight: weight = 0 }, path, found) {
    if (weight >= 0 && weight <= 100) return;
    found.push(invalidValue(`${path}.hardPodAffinityWeight`, weight, 'not in valid range [0, 100]'));
  },
  NodeAffinity({ addedAffinity = {} }, path, found) {
    const { requiredDuringSchedulingIgnoredDuringExecution: needed } = addedAffinity;
    const preferred = addedAffinity.preferredDuringSchedulingIgnoredDuringExecution ?? [];
    const at = `${path}.addedAffinity`;
    if (needed) checkNodeSelector(needed, true, `${at}.requiredDuringSchedulingIgnoredDuringExecution`, found);
    preferred.forEach(({ preference }, i) => {
      const inner: Found = [];
      checkNodeSelector({ nodeSelectorTerms: [preference] }, true, '', inner);
      const place = `${at}.preferredDuringSchedulingIgnoredDuringExecution[${i}]`;
      found.push(...inner.map((each) => ({ ...each, field: each.field.replace('.nodeSelectorTerms[0]', place) })));
    });
  },
  NodeResourcesBalancedAllocation({ resources = [] }, path, found) {
    const seen = new Set<string>();
    resources.forEach(({ name = '', weight = 0 }, i) => {
      if (seen.has(name)) found.push(duplicateValue(`${path}.resources[${i}].name`, name));
      seen.add(name);
      if (weight !== 1) found.push(invalidValue(`${path}.resources[${i}].weight`, weight, 'must be 1'));
    });
  },
  PodTopologySpread({ defaultConstraints = [], defaultingType = '' }, path, found) {
    const at = `${path}.defaultingType`;
    if (defaultingType !== 'System' && defaultingType !== 'List') {
      found.push(notSupported(at, defaultingType, ['System', 'List']));
    } else if (defaultingType === 'System' && defaultConstraints.length > 0) {
      found.push(invalidValue(at, defaultingType, 'when .defaultConstraints are not empty'));
    }
    checkConstraints(defaultConstraints, `${path}.defaultConstraints`, found);
  },
  VolumeBinding({ bindTimeoutSeconds = 0, shape }, path, found) {
    if (bindTimeoutSeconds < 0) {
      const detail = 'invalid BindTimeoutSeconds, should not be a negative value';
      found.push(invalidValue(`${path}.bindTimeoutSeconds`, bindTimeoutSeconds, detail));
    }
    if (!shape) return;
    const detail = 'unexpected field `shape`, remove it or turn on the feature gate VolumeCapacityPriority';
    found.push(invalidField(`${path}.shape`, detail));
  },
};

/** Models ValidateNodeResourcesFitArgs; upstream gives it no path, so that its errors begin with the argument's name. */
export function checkFitArgs(args: PluginArgs, found: Found): void {
  const { ignoredResources = [], ignoredResourceGroups = [], scoringStrategy: strategy = {} } = args;
  ignoredResources.forEach((name, i) => void reject(qualifiedName(name), name, `ignoredResources[${i}]`, found));
  ignoredResourceGroups.forEach((group, i) => {
    const at = `ignoredResourceGroups[${i}]`;
    if (group.includes('/')) found.push(invalidValue(at, group, "resource group name can't contain '/'"));
    reject(qualifiedName(group), group, at, found);
  });
  const { type = '', requestedToCapacityRatio: ratio } = strategy;
  if (!STRATEGIES.includes(type)) found.push(notSupported('scoringStrategy.type', type, STRATEGIES));
  checkWeights(strategy.resources ?? [], 'scoringStrategy.resources', found);
  if (ratio) checkShape(ratio.shape ?? [], 'scoringStrategy.shape', found);
  else if (type === 'RequestedToCapacityRatio') {
    const detail = 'must be specified when type is RequestedToCapacityRatio';
    found.push(required('scoringStrategy.requestedToCapacityRatio', detail));
  }
}

function checkWeights(resources: readonly ResourceSpec[], path: string, found: Found): void {
  resources.forEach(({ name, weight = 0 }, i) => {
    if (weight > 0 && weight <= 100) return;
    found.push(invalidValue(`${path}[${i}].weight`, weight, `resource weight of ${name} not in valid range (0, 100]`));
  });
}

function checkShape(shape: readonly ShapePoint[], path: string, found: Found): void {
  if (shape.length === 0) found.push(required(path, 'at least one point must be specified'));
  const use = (i: number): number => shape[i]?.utilization ?? 0;
  const unsorted = shape.findIndex((_, i) => i > 0 && use(i - 1) >= use(i));
  if (unsorted > 0) {
    const detail = 'values must be sorted in increasing order';
    found.push(invalidValue(`${path}[${unsorted}].utilization`, use(unsorted), detail));
  }
  shape.forEach(({ score = 0 }, i) => {
    if (use(i) < 0 || use(i) > 100) {
      found.push(invalidValue(`${path}[${i}].utilization`, use(i), 'not in valid range [0, 100]'));
    }
    if (score < 0 || score > 10) found.push(invalidValue(`${path}[${i}].score`, score, 'not in valid range [0, 10]'));
  });
}

function checkConstraints(constraints: readonly TopologySpreadConstraint[], path: string, found: Found): void {
  const actions = ['DoNotSchedule', 'ScheduleAnyway'];
  constraints.forEach((constraint, i) => {
    const at = `${path}[${i}]`;
    const { maxSkew = 0, topologyKey = '', whenUnsatisfiable: action = '', labelSelector } = constraint;
    if (maxSkew <= 0) found.push(invalidValue(`${at}.maxSkew`, maxSkew, 'not in valid range (0, inf)'));
    if (topologyKey === '') found.push(required(`${at}.topologyKey`, 'can not be empty'));
    else reject(qualifiedName(topologyKey), topologyKey, `${at}.topologyKey`, found);
    if (action === '') found.push(required(`${at}.whenUnsatisfiable`, 'can not be empty'));
    else if (!actions.includes(action)) found.push(notSupported(`${at}.whenUnsatisfiable`, action, actions));
    if (labelSelector) {
      const detail = 'constraint must not define a selector, as they deduced for each pod';
      found.push(forbiddenField(`${at}.labelSelector`, detail));
    }
    const isSame = (other: TopologySpreadConstraint): boolean =>
      other.topologyKey === topologyKey && other.whenUnsatisfiable === action;
    if (constraints.slice(0, i).some(isSame)) found.push(duplicateValue(at, `{${topologyKey}, ${action}}`));
  });
}
