import { describe, expect, test } from 'vitest';
import { parseScenario } from '../scenario-file.ts';

const head = 'apiVersion: orrery/v1\nkind: Scenario\nmetadata: {name: demo}\nspec:\n';
const texts = (spec: string, name = 'demo'): string =>
  `apiVersion: orrery/v1\nkind: ScenarioText\nmetadata: {name: ${name}, language: de}\nspec:\n${spec}`;

const LESSON = `${head}  captions:
    - {id: begin}
    - id: lost
      when: "!ready(get('node', 'node-2'))"
      after: 10s
      pause: true
      view: map
      select: Deployment/shop/web
      highlight: [Node/node-2]
      camera: whole
      do:
        - {fault: node-crash, target: node-1}
      ask: {type: number, answer: "size(list('pods'))"}
  exercise:
    level: workloads
    goals:
      - {id: ready, check: "ready(get('pod', 'a'))", for: 1m, values: {many: "size(list('pods'))"}}
      - {id: calm, never: "traffic('shop').lost > 2", from: 1m, until: 2m, points: 3}
    hints: [0, 2]
    solution:
      - {kubectl: get pods, when: "exists('pod', 'a')"}
    mistakes:
      - {id: none, fails: [ready]}
    allow: {commands: [get], faults: []}
    limit: 3m
`;
const GERMAN = `  title: Probe
  captions:
    begin: {title: Anfang}
    lost: {title: Weg, wait: bis der Knoten fehlt}
  goals:
    ready: {text: Der Pod läuft, unmet: "{many} sind da"}
    calm: {text: Fast nichts geht verloren}
  hints: [eins, zwei]
  mistakes: {none: Nichts tun}
`;

test('a lesson keeps all that the file says of it, in the units of the simulation', () => {
  const { lesson } = parseScenario(LESSON, 'f', [{ name: 'f.de', text: texts(GERMAN) }]);
  const words = { title: '', text: '', notes: '', wait: '', question: '', choices: [] };
  expect(lesson).toEqual({
    captions: [
      { id: 'begin', pause: false, highlight: [], deeds: [] },
      {
        id: 'lost',
        when: "!ready(get('node', 'node-2'))",
        afterMs: 10_000,
        pause: true,
        view: 'map',
        select: { kind: 'Deployment', namespace: 'shop', name: 'web' },
        highlight: [{ kind: 'Node', namespace: '', name: 'node-2' }],
        camera: 'whole',
        deeds: [{ action: { type: 'fault', fault: 'node-crash', target: 'node-1' } }],
        ask: { type: 'number', answer: "size(list('pods'))" },
      },
    ],
    exercise: {
      level: 'workloads',
      goals: [
        {
          id: 'ready',
          mode: 'check',
          expression: "ready(get('pod', 'a'))",
          forMs: 60_000,
          once: false,
          fromMs: 0,
          untilMs: Number.POSITIVE_INFINITY,
          points: 1,
          values: { many: "size(list('pods'))" },
        },
        {
          id: 'calm',
          mode: 'never',
          expression: "traffic('shop').lost > 2",
          forMs: 0,
          once: false,
          fromMs: 60_000,
          untilMs: 120_000,
          points: 3,
          values: {},
        },
      ],
      hints: [0, 2],
      solution: [{ when: "exists('pod', 'a')", action: { type: 'kubectl', command: 'get pods' } }],
      mistakes: [{ id: 'none', deeds: [], fails: ['ready'] }],
      allow: { commands: ['get'], faults: [] },
      limitMs: 180_000,
    },
    texts: {
      de: {
        title: 'Probe',
        task: '',
        captions: {
          begin: { ...words, title: 'Anfang' },
          lost: { ...words, title: 'Weg', wait: 'bis der Knoten fehlt' },
        },
        goals: {
          ready: { text: 'Der Pod läuft', unmet: '{many} sind da' },
          calm: { text: 'Fast nichts geht verloren', unmet: '' },
        },
        hints: ['eins', 'zwei'],
        solution: '',
        debrief: '',
        mistakes: { none: 'Nichts tun' },
      },
    },
  });
});

describe('a lesson with mistakes names line and field', () => {
  const goal = (fields: string): string => `  exercise:\n    goals:\n      - {id: g, ${fields}}\n`;
  const cases: readonly [name: string, spec: string, message: string][] = [
    [
      'a goal without a predicate',
      goal('points: 1'),
      'f:7: spec.exercise.goals[0]: must have exactly one of check, always, never',
    ],
    [
      'a predicate that is no CEL',
      goal('check: "1 +"'),
      "f:7: spec.exercise.goals[0].check: Invalid value: \"1 +\": compilation failed: ERROR: <input>:1:4: Syntax error: mismatched input '<EOF>' expecting {'[', '{', '(', '.', '-', '!', 'true', 'false', 'null', NUM_FLOAT, NUM_INT, NUM_UINT, STRING, BYTES, IDENTIFIER}\n | 1 +\n | ...^",
    ],
    [
      'a predicate that is a number',
      goal('check: "1 + 1"'),
      'f:7: spec.exercise.goals[0].check: Invalid value: "1 + 1": must evaluate to bool',
    ],
    [
      'a predicate that asks for what is not there',
      goal('check: "podz().size() == 1"'),
      expect.stringContaining(
        'f:7: spec.exercise.goals[0].check: Invalid value: "podz().size() == 1": compilation failed: ',
      ) as unknown as string,
    ],
    [
      'a time to hold of what is always so',
      goal('always: "true", for: 1m'),
      'f:7: spec.exercise.goals[0].for: Forbidden: may not be set with always',
    ],
    [
      'a goal twice',
      '  exercise:\n    goals:\n      - {id: g, check: "true"}\n      - {id: g, check: "true"}\n',
      'f:8: spec.exercise.goals[1].id: Duplicate value: "g"',
    ],
    [
      'an exercise without goals',
      '  exercise: {goals: []}\n',
      'f:5: spec.exercise.goals: Invalid value: []: must be a list of 1 to 50 goals',
    ],
    [
      'a mistake that fails what is no goal',
      `${goal('check: "true"')}    mistakes: [{id: m, fails: [h]}]\n`,
      'f:8: spec.exercise.mistakes[0].fails[0]: Unsupported value: "h": supported values: "g"',
    ],
    [
      'a deed that is none',
      `${goal('check: "true"')}    solution: [{after: 1s}]\n`,
      'f:8: spec.exercise.solution[0]: must have exactly one of kubectl, apply, shell, fault, traffic, support, push',
    ],
    [
      'a step with a gate',
      '  steps: [{at: 1s, when: "true", kubectl: get pods}]\n',
      'f:5: spec.steps[0].when: unknown field',
    ],
    [
      'a caption that shows no view there is',
      '  captions: [{id: a, view: sky}]\n',
      'f:5: spec.captions[0].view: Unsupported value: "sky": supported values: "cluster", "control-plane", "scheduler", "traffic", "objects", "map", "history"',
    ],
    [
      'words for a caption that is not there',
      '  captions: [{id: a}]\n  texts: {en: {captions: {a: {title: x}, b: {title: z}}}}\n',
      'f:6: spec.texts.en.captions.b: unknown name: supported values: "a"',
    ],
    [
      'a caption without words',
      '  captions: [{id: a}]\n  texts: {en: {captions: {}}}\n',
      'f:6: spec.texts.en.captions.a: Required value',
    ],
  ];
  test.each(cases)('%s', (_name, spec, message) => {
    let told = '';
    try {
      parseScenario(head + spec, 'f');
    } catch (error) {
      told = (error as Error).message;
    }
    expect(told).toEqual(message);
  });
});

test.each([
  [
    'words of another scenario',
    texts(GERMAN, 'other'),
    'f.de:3: metadata.name: Invalid value: "other": must be the scenario\'s, "demo"',
  ],
  [
    'a hint too few',
    texts(GERMAN.replace('[eins, zwei]', '[eins]')),
    'f.de:12: spec.hints: Invalid value: 1: the exercise has 2 hints',
  ],
  [
    'a value that the goal does not have',
    texts(GERMAN.replace('{many} sind', '{more} sind')),
    'f.de:10: spec.goals.ready.unmet: Invalid value: "{more}": supported values: "many"',
  ],
  ['an unknown field', texts(`${GERMAN}  tasks: x\n`), 'f.de:14: spec.tasks: unknown field'],
])('a file of texts with %s is refused', (_name, text, message) => {
  expect(() => parseScenario(LESSON, 'f', [{ name: 'f.de', text }])).toThrow(new Error(message));
});
