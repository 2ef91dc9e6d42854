import found from 'virtual:scenario-titles';
import { composeScenario } from '../../api/lesson/compose.ts';
import { LEVELS, type Level } from '../../api/lesson/lesson.ts';
import { allLanguages, useLanguage } from '../../language/language.ts';

const texts = import.meta.glob<string>(['../../scenarios/*.yaml', '../../scenarios/{lectures,exercises}/*.yaml'], {
  query: '?raw',
  import: 'default',
});

/** A scenario that ships with the page. */
export interface ScenarioChoice {
  readonly file: string;
  /** In the language of the page. */
  readonly title: string;
  /** The part of the course that it belongs to: `lectures`, or the level of an exercise; '' for none. */
  readonly part: '' | 'lectures' | Level;
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

/** The text of a scenario that teaches, with its words in all languages: it stands alone, as one file. */
async function loadLesson(path: string): Promise<string> {
  const words = allLanguages.map((language) => texts[path.replace(/yaml$/, `${language}.yaml`)]!());
  const [scenario = '', ...files] = await Promise.all([texts[path]!(), ...words]);
  return composeScenario(
    scenario,
    Object.fromEntries(allLanguages.map((language, index) => [language, files[index] ?? ''])),
  );
}

/** The title of a scenario that does not teach, where the page speaks another language than its file. */
const translated = (file: string): string | undefined =>
  useLanguage.getState().messages?.['scenario-titles']?.[file.replace(/\.yaml$/, '')];

function choiceOf([file, titles, part]: (typeof found)[number]): ScenarioChoice {
  const folder = part === '' ? '' : part === 'lectures' ? 'lectures/' : 'exercises/';
  const path = `../../scenarios/${folder}${file}`;
  return {
    file,
    part,
    get title() {
      return titles[useLanguage.getState().language] ?? translated(file) ?? titles.en ?? file;
    },
    load: part === '' ? texts[path]! : () => loadLesson(path),
  };
}

const empty: ScenarioChoice = {
  file: 'empty-cluster.yaml',
  get title() {
    return translated('empty-cluster.yaml') ?? 'An empty cluster';
  },
  part: '',
  load: () => Promise.resolve(bare),
};

const partOrder = ['', 'lectures', ...LEVELS];

/** All scenarios, in order of their file names, an empty cluster, then the course: lectures, and exercises by level. */
export const scenarioChoices: readonly ScenarioChoice[] = [...found.map(choiceOf), empty].sort(
  (a, b) => partOrder.indexOf(a.part) - partOrder.indexOf(b.part),
);

/** The title of a run in the page's language: of one that ships, by its title in English. */
export function shownTitle(title: string): string {
  const [file, titles] = found.find(([, known]) => known.en === title) ?? [];
  const own = titles?.[useLanguage.getState().language];
  return own ?? translated(file ?? (title === 'An empty cluster' ? 'empty-cluster.yaml' : '')) ?? title;
}

const firstFile = 'first-steps.yaml';

/**
 * What the page opens with: the scenario that the address names or links to (`src=`), the first steps where it does
 * neither; undefined where there is none of that name, as another one would be taken for it.
 */
export function firstScenario(search: string): ScenarioChoice | undefined {
  const source = new URLSearchParams(search).get('src');
  if (source !== null)
    return {
      file: source,
      title: source,
      part: '',
      load: () => import('../load/fetch-text.ts').then(({ fetchText }) => fetchText(source)),
    };
  const wanted = new URLSearchParams(search).get('scenario');
  const find = (file: string) => scenarioChoices.find((choice) => choice.file === file);
  return find(wanted === null ? firstFile : `${wanted}.yaml`);
}
