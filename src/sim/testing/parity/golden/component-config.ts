import { isMap } from '../../../../api/patch/json.ts';
import { DEFAULT_CONFIG } from '../../../scheduler/config.ts';
import { differencesOf } from '../compare.ts';
import type { GoldenReader } from '../reader.ts';
import { type ItemResult, runItem } from '../result.ts';

/** The components' configuration: ours in the words of the recording, as far as the simulation has it as data. */
const reader: GoldenReader = {
  fits: (_path, data) => 'kube-scheduler' in (data as object) || 'featureGates' in (data as object),
  run: (data) =>
    Object.entries(data as object).flatMap(([component, value]) =>
      component === 'kube-scheduler' ? compareScheduler(value) : missing(component, value),
    ),
};

export default reader;

function missing(path: string, value: unknown): ItemResult[] {
  return Object.entries(isMap(value) ? value : {}).map(([key, expected]) => ({
    id: `${path} ${key}`,
    differences: [{ path: '', expected, actual: undefined }],
  }));
}

function compareScheduler(value: unknown): ItemResult[] {
  return Object.entries(value as object).flatMap(([kind, config]) =>
    Object.entries(config as object).map(([key, expected]) =>
      runItem(`kube-scheduler ${kind} ${key}`, () => differencesOf(expected, schedulerValue(key))),
    ),
  );
}

function schedulerValue(key: string): unknown {
  return (DEFAULT_CONFIG as unknown as Readonly<Record<string, unknown>>)[key.slice(0, 1).toLowerCase() + key.slice(1)];
}
