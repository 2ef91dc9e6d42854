const texts = import.meta.glob<string>('../../scenarios/*.yaml', { eager: true, query: '?raw', import: 'default' });

/** A scenario that ships with the page. */
export interface ScenarioChoice {
  readonly file: string;
  readonly title: string;
  readonly text: string;
}

/** Used when no scenario ships: a cluster of three nodes. */
const bare = `apiVersion: orrery/v1
kind: Scenario
metadata:
  name: empty-cluster
spec:
  title: An empty cluster
  cluster:
    nodes: 3
`;

const titleOf = (text: string) => /^ {2}title: *(.+?) *$/m.exec(text)?.[1]?.replace(/^(['"])(.*)\1$/, '$2');

/** All scenarios, in order of their file names, and an empty cluster. */
export const scenarioChoices: readonly ScenarioChoice[] = [
  ...Object.keys(texts)
    .sort()
    .map((path) => {
      const file = path.slice(path.lastIndexOf('/') + 1);
      return { file, title: titleOf(texts[path]!) ?? file, text: texts[path]! };
    }),
  { file: 'empty-cluster.yaml', title: 'An empty cluster', text: bare },
];

const firstFile = 'first-steps.yaml';

/** What the page opens with: the scenario that the address names, else the first steps. */
export function firstScenario(search: string): ScenarioChoice {
  const wanted = new URLSearchParams(search).get('scenario');
  const find = (file: string) => scenarioChoices.find((choice) => choice.file === file);
  return (wanted === null ? undefined : find(`${wanted}.yaml`)) ?? find(firstFile) ?? scenarioChoices[0]!;
}
