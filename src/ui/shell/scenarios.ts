import titles from 'virtual:scenario-titles';

const texts = import.meta.glob<string>('../../scenarios/*.yaml', { query: '?raw', import: 'default' });

/** A scenario that ships with the page. */
export interface ScenarioChoice {
  readonly file: string;
  readonly title: string;
  /** Loads its text. */
  readonly load: () => Promise<string>;
}

const bare = `apiVersion: orrery/v1
kind: Scenario
metadata:
  name: empty-cluster
spec:
  title: An empty cluster
  cluster:
    nodes: 3
`;

/** All scenarios, in order of their file names, and an empty cluster. */
export const scenarioChoices: readonly ScenarioChoice[] = [
  ...titles.map(([file, title]) => ({ file, title, load: texts[`../../scenarios/${file}`]! })),
  { file: 'empty-cluster.yaml', title: 'An empty cluster', load: () => Promise.resolve(bare) },
];

const firstFile = 'first-steps.yaml';

/** What the page opens with: the scenario that the address names, else the first steps. */
export function firstScenario(search: string): ScenarioChoice {
  const wanted = new URLSearchParams(search).get('scenario');
  const find = (file: string) => scenarioChoices.find((choice) => choice.file === file);
  return (wanted === null ? undefined : find(`${wanted}.yaml`)) ?? find(firstFile) ?? scenarioChoices[0]!;
}
