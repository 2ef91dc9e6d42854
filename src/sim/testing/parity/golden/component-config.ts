import { CONTROLLER_MANAGER_CONFIG } from '../../../../api/config/controller-manager.ts';
import { FEATURE_GATES } from '../../../../api/config/feature-gates.ts';
import { isMap } from '../../../../api/patch/json.ts';
import { SCHEDULER_CONFIGZ } from '../../../scheduler/configz.ts';
import { differencesOf } from '../compare.ts';
import type { GoldenReader } from '../reader.ts';
import { type ItemResult, runItem } from '../result.ts';

/** Ours by component: the values that the components themselves read. */
const OURS: Readonly<Record<string, unknown>> = {
  featureGates: Object.fromEntries(FEATURE_GATES),
  'kube-controller-manager': { 'kubecontrollermanager.config.k8s.io': CONTROLLER_MANAGER_CONFIG },
  'kube-scheduler': { componentconfig: SCHEDULER_CONFIGZ },
};

/** The components' configuration and feature gates. */
const reader: GoldenReader = {
  fits: (_path, data) => 'kube-scheduler' in (data as object) || 'featureGates' in (data as object),
  run: (data) => Object.entries(data as object).flatMap(([component, value]) => compareComponent(component, value)),
};

export default reader;

function compareComponent(component: string, recorded: unknown): ItemResult[] {
  const ours = OURS[component];
  // The scheduler's is compared field by field, under the name of its kind.
  const isNested = component === 'kube-scheduler';
  return entries(recorded).flatMap(([key, expected]) => {
    const actual = fieldOf(ours, key);
    if (!isNested) return [runItem(`${component} ${key}`, () => differencesOf(expected, actual))];
    return entries(expected).map(([field, value]) =>
      runItem(`${component} ${key} ${field}`, () => differencesOf(value, fieldOf(actual, field))),
    );
  });
}

function entries(value: unknown): readonly (readonly [string, unknown])[] {
  return isMap(value) ? Object.entries(value) : [];
}

function fieldOf(value: unknown, key: string): unknown {
  return isMap(value) ? value[key] : undefined;
}
