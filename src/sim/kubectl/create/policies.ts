import { parseLabelSelector } from '../../../api/selectors.ts';
import { canonicalQuantity } from '../../../base/quantity.ts';
import { textOf } from '../errors.ts';
import { generatorCommand, newMetadata } from './generator.ts';
import { parseSelectorObject } from './selector-object.ts';

/** `kubectl create quota`. Models kubectl/pkg/cmd/create/create_quota. */
export const createQuotaCommand = generatorCommand({
  name: 'quota',
  aliases: ['resourcequota'],
  flags: [
    { name: 'hard', type: 'string' },
    { name: 'scopes', type: 'string' },
  ],
  failure: 'failed to create quota: ',
  *object({ flags }, name) {
    const hard = resourceList(flags.string('hard'));
    const scopes = flags.string('scopes') ? flags.string('scopes').split(',') : [];
    const spec = { ...(hard ? { hard } : {}), ...(scopes.length ? { scopes } : {}) };
    return { kind: 'ResourceQuota', apiVersion: 'v1', metadata: newMetadata(name), spec, status: {} };
  },
});

/** `cpu=1,memory=1Gi` as amounts in their canonical form. Models populateResourceListV1. */
export function resourceList(text: string): Readonly<Record<string, string>> | undefined {
  if (text === '') return undefined;
  const pairs = text.split(',').map((pair) => {
    const parts = pair.split('=');
    if (parts.length !== 2) throw new Error(`Invalid argument syntax ${pair}, expected <resource>=<value>`);
    return [parts[0]!, canonicalQuantity(parts[1]!)];
  });
  return Object.fromEntries(pairs);
}

const COUNT = /^[0-9]+%?$/;

/** `kubectl create poddisruptionbudget`. Models kubectl/pkg/cmd/create/create_pdb. */
export const createDisruptionBudgetCommand = generatorCommand({
  name: 'poddisruptionbudget',
  aliases: ['pdb'],
  flags: [
    { name: 'selector', type: 'string' },
    { name: 'min-available', type: 'string' },
    { name: 'max-unavailable', type: 'string' },
  ],
  failure: 'failed to create poddisruptionbudgets: ',
  *object({ flags }, name) {
    const [min, max, text] = [flags.string('min-available'), flags.string('max-unavailable'), flags.string('selector')];
    if (text === '') throw new Error('a selector must be specified');
    if (min === '' && max === '') throw new Error('one of min-available or max-unavailable must be specified');
    if (min !== '' && max !== '') throw new Error('min-available and max-unavailable cannot be both specified');
    if (min !== '' && !COUNT.test(min)) throw new Error('invalid format specified for min-available');
    if (max !== '' && !COUNT.test(max)) throw new Error('invalid format specified for max-unavailable');
    const count = (value: string): number | string => (value.endsWith('%') ? value : Number(value));
    return {
      kind: 'PodDisruptionBudget',
      apiVersion: 'policy/v1',
      metadata: newMetadata(name),
      spec: {
        ...(min ? { minAvailable: count(min) } : {}),
        selector: selectorOf(text),
        ...(max ? { maxUnavailable: count(max) } : {}),
      },
      status: { disruptionsAllowed: 0, currentHealthy: 0, desiredHealthy: 0, expectedPods: 0 },
    };
  },
});

function selectorOf(text: string): unknown {
  try {
    parseLabelSelector(text);
  } catch (error) {
    throw new Error(
      `couldn't parse the selector string "${text}": ${textOf(error).replace('unable to parse requirement: ', '')}`,
    );
  }
  return parseSelectorObject(text);
}

/** `kubectl create priorityclass`. Models kubectl/pkg/cmd/create/create_priorityclass. */
export const createPriorityClassCommand = generatorCommand({
  name: 'priorityclass',
  aliases: ['pc'],
  flags: [
    { name: 'value', type: 'int', default: '0' },
    { name: 'global-default', type: 'bool' },
    { name: 'description', type: 'string' },
    { name: 'preemption-policy', type: 'string', default: 'PreemptLowerPriority' },
  ],
  failure: 'failed to create priorityclass: ',
  *object({ flags }, name) {
    const description = flags.string('description');
    return {
      kind: 'PriorityClass',
      apiVersion: 'scheduling.k8s.io/v1',
      metadata: newMetadata(name),
      value: flags.int('value'),
      ...(flags.bool('global-default') ? { globalDefault: true } : {}),
      ...(description ? { description } : {}),
      preemptionPolicy: flags.string('preemption-policy'),
    };
  },
});
