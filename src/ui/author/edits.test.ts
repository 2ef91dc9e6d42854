import { expect, test } from 'vitest';
import { parseScenario } from '../../api/scenario-file.ts';
import { insertStep, moveStep, removeStep, setAt } from './draft.ts';
import { addCaption, addGoal, addHint, addMistake, draftOf, removeGoal, removeHint } from './edits.ts';
import { proposeGoals, proposeTraffic } from './propose.ts';

const HEAD = `# Made for the first week
apiVersion: orrery/v1
kind: Scenario
metadata: {name: shop}
spec:
  # as small as can be
  cluster: {nodes: 2}
`;
const STEPS = ['spec', 'steps'];
const SCRIPT = `${HEAD}  steps:
    - {at: 30s, kubectl: get pods} # look
    - at: 1m
      fault: node-crash
      target: node-2
`;

const edits: readonly (readonly [name: string, text: string, edit: (text: string) => string, after: string])[] = [
  [
    'a step goes where its time belongs, and comments stay',
    SCRIPT,
    (text) => insertStep(text, STEPS, { at: '40s', kubectl: 'get nodes' }),
    SCRIPT.replace('    - at: 1m', '    - at: 40s\n      kubectl: get nodes\n    - at: 1m'),
  ],
  [
    'a step that gets a later time moves with its comment',
    SCRIPT,
    (text) => moveStep(text, STEPS, 0, '2m'),
    `${HEAD}  steps:
    - at: 1m
      fault: node-crash
      target: node-2
    - {at: 2m, kubectl: get pods} # look
`,
  ],
  [
    'a step that was undone goes, one that was edited stays',
    SCRIPT,
    (text) => removeStep(removeStep(text, STEPS, { at: '30s', kubectl: 'get pods' }), STEPS, { at: '1m' }),
    SCRIPT.replace('    - {at: 30s, kubectl: get pods} # look\n', ''),
  ],
  ['what is no YAML stays as it is', 'a: [', (text) => setAt(text, ['a'], 1), 'a: ['],
  ['a draft gets a name of its own', HEAD, draftOf, HEAD.replace('{name: shop}', '{ name: my-shop }')],
];
test.each(edits)('%s', (_name, text, edit, after) => {
  // The library puts spaces into braces, which says the same.
  const plain = (one: string) => one.replace(/\{ /g, '{').replace(/ \}/g, '}');
  expect(plain(edit(text))).toBe(plain(after));
});

const goal = { id: 'g', mode: 'check', expression: 'true', values: {}, text: 'Done', unmet: '' } as const;

test('goals, hints, mistakes and captions have their words in every language, and take them along', () => {
  const two = `${HEAD}  texts: {en: {}, de: {}}\n`;
  const made = addCaption(
    addMistake(addHint(addGoal(addGoal(two, goal, 'en'), goal, 'en'), 'Look', 'en'), 'Wait', 'en'),
    '5s',
    'Now',
    'en',
  );
  const { lesson } = parseScenario(made, 'f');
  expect(lesson?.exercise?.goals.map(({ id }) => id)).toEqual(['g', 'g-2']);
  expect(lesson?.texts['de']).toEqual(lesson?.texts['en']);
  const less = removeHint(removeGoal(made, 0), 0);
  expect(Object.keys(parseScenario(less, 'f').lesson?.texts['de']?.goals ?? {})).toEqual(['g-2']);
});

const containers = [{ name: 'c', image: "it's:1" }];
const kinds: readonly (readonly [kind: string, object: object])[] = [
  ['Deployment', { spec: { replicas: 2, template: { spec: { containers } } }, status: { readyReplicas: 2 } }],
  ['DaemonSet', { spec: { template: { spec: { containers } } } }],
  ['Job', {}],
  ['Pod', { spec: { nodeName: 'node-1', containers }, status: { phase: 'Running' } }],
  ['Node', {}],
  ['Service', {}],
  ['ConfigMap', { data: { 'a.b': "it's {so}" } }],
  ['PersistentVolumeClaim', { status: { phase: 'Bound' } }],
  ['Ingress', {}],
];
test.each(kinds)('what a %s suggests makes a valid exercise', (kind, object) => {
  const goals = [
    ...proposeGoals({ kind, namespace: kind === 'Node' ? '' : 'shop', name: 'web' }, object, 2),
    ...proposeTraffic('buyers'),
  ];
  const text = goals.reduce((before, one) => addGoal(before, one, 'en'), HEAD);
  expect(parseScenario(text, 'f').lesson?.exercise?.goals).toHaveLength(goals.length);
});
