import { expect, test } from 'vitest';
import type { ConfigMap } from '../../../api/k8s/core-v1.gen.ts';
import type { Option } from './expander.ts';
import { preferred } from './priorities.ts';

const option = (name: string) => ({ template: { group: { name } }, newNodes: 1, pods: [] }) as unknown as Option;
const OPTIONS = [option('spot-small'), option('on-demand'), option('spot-large')];

const map = (data: Record<string, string>): ConfigMap => ({ apiVersion: 'v1', kind: 'ConfigMap', metadata: {}, data });
const NOT_MATCHED = (name: string): string =>
  `PriorityConfigMapNotMatchedGroup: Priority expander: node group ${name} not found in priority expander configuration. The group won't be used.`;

test.each<[string, ConfigMap | undefined, string[], string[]]>([
  ['without a ConfigMap there is nothing to choose', undefined, [], []],
  [
    'the highest number wins',
    map({ priorities: '10:\n- on-demand\n20:\n- spot-.*\n' }),
    ['spot-small', 'spot-large'],
    [],
  ],
  [
    'a group that nothing matches is left out',
    map({ priorities: '10:\n- ^spot-large$\n' }),
    ['spot-large'],
    [NOT_MATCHED('spot-small'), NOT_MATCHED('on-demand')],
  ],
  [
    'where nothing matches any, all are left',
    map({ priorities: '10:\n- gpu\n' }),
    ['spot-small', 'on-demand', 'spot-large'],
    [
      ...['spot-small', 'on-demand', 'spot-large'].map(NOT_MATCHED),
      'PriorityConfigMapNoGroupMatched: Priority expander: no priorities info found for any of the expansion options. No options filtered.',
    ],
  ],
  [
    'another key',
    map({ priority: '10: []' }),
    [],
    [
      "PriorityConfigMapInvalid: Wrong configmap for priority expander, doesn't contain priorities key. Ignoring update.",
    ],
  ],
  [
    'nothing',
    map({ priorities: '' }),
    [],
    [
      'PriorityConfigMapInvalid: Wrong configuration for priority expander: priority configuration in cluster-autoscaler-priority-expander configmap is empty; please provide valid configuration. Ignoring update.',
    ],
  ],
])('%s', (_name, config, names, warnings) => {
  const said: string[] = [];
  const left = preferred(OPTIONS, config, ({ reason, message }) => said.push(`${reason}: ${message}`));
  expect([left.map(({ template }) => template.group.name), said]).toEqual([names, warnings]);
});
