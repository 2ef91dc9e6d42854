import { deeds } from '../../language/en/deeds.ts';
import { exporting } from '../../language/en/exporting.ts';
import { shell } from '../../language/en/shell.ts';
import { why } from '../../language/en/why.ts';
import { allLanguages, languageNames, useLanguage } from '../../language/language.ts';
import type { PodRow } from '../../protocol/view.ts';
import { save } from '../export/save.ts';
import { pageActions } from '../shell/actions.ts';
import { chooseLanguage } from '../shell/choose-language.ts';
import { componentDeed, components, deedsFor } from '../shell/deeds.ts';
import { scenarioChoices } from '../shell/scenarios.ts';
import { mirror, useCluster } from '../store/cluster-store.ts';
import { kubectl } from '../store/commands.ts';
import { call, startRun } from '../store/session.ts';
import { select, useView } from '../store/view-store.ts';
import { askWhyObject } from '../why/ask.ts';
import type { Entry } from './entry.ts';

const capital = (text: string): string => text.charAt(0).toUpperCase() + text.slice(1);

/** What keys do, and what they only do somewhere else left out. */
function actionEntries(canAct: boolean): Entry[] {
  return pageActions.flatMap(({ keys, does, acts, run }) =>
    run === undefined || keys.includes('/') || keys.includes('Esc') || (acts === true && !canAct)
      ? []
      : [{ key: `action ${keys[0]}`, name: capital(does()), what: shell('command'), shortcut: keys[0]!, run }],
  );
}

/** An object of the cluster: it is selected, in whatever view is shown. */
function objectEntry(kind: string, namespace: string, name: string): Entry {
  const run = () => select({ kind, namespace, name });
  const what = namespace === '' ? kind : shell('kindIn', { kind, namespace });
  return { key: `${kind}/${namespace}/${name}`, name, what, shortcut: '', run };
}

/** Objects that only the worker knows by name: asked for when the palette opens. */
export async function namedEntries(): Promise<readonly Entry[]> {
  const answer = await call({ type: 'names' });
  if (answer.type !== 'names') return [];
  return answer.objects
    .filter(({ kind, namespace, name }) => !mirror.workloads.has(`${kind}/${namespace}/${name}`))
    .map(({ kind, namespace, name }) => objectEntry(kind, namespace, name));
}

const podEntry = ({ namespace, name }: PodRow): Entry => objectEntry('Pod', namespace, name);

/** Beyond so many Pods their names are looked for in the mirror, as they are typed; so many are found at most. */
const MOST_PODS = 10_000;
const MOST_FOUND = 200;

/** Of very many Pods those whose names have what is typed in them. */
export function podEntries(typed: string): readonly Entry[] {
  const words = typed.toLowerCase().split(/\s+/).filter(Boolean);
  const found: Entry[] = [];
  if (mirror.pods.size <= MOST_PODS || words.length === 0) return found;
  for (const pod of mirror.pods.values()) {
    if (words.every((word) => pod.name.includes(word))) found.push(podEntry(pod));
    if (found.length === MOST_FOUND) break;
  }
  return found;
}

function objectEntries(): Entry[] {
  return [
    ...mirror.nodeNames().map((name) => objectEntry('Node', '', name)),
    ...[...mirror.workloads.values()].map(({ kind, namespace, name }) => objectEntry(kind, namespace, name)),
    ...[...mirror.services.values()].map(({ namespace, name }) => objectEntry('Service', namespace, name)),
    ...(mirror.pods.size > MOST_PODS ? [] : [...mirror.pods.values()].map(podEntry)),
  ];
}

/** What breaks, and mends again, with the machine's name in the line. */
function breakEntries(): Entry[] {
  const onNodes = mirror.nodeNames().flatMap((name) =>
    deedsFor(mirror.nodes.get(name)!).map(({ label, run }) => ({
      key: `break ${label} ${name}`,
      name: deeds('on', { deed: label, target: name }),
      what: shell('break'),
      shortcut: '',
      run,
    })),
  );
  const { stopped } = useCluster.getState();
  const ofComponents = components.map((name) => {
    const { label, run } = componentDeed(name, stopped.has(name));
    return { key: `break ${name}`, name: label, what: shell('break'), shortcut: '', run };
  });
  return [...ofComponents, ...onNodes];
}

function scenarioEntries(): Entry[] {
  return scenarioChoices.map(({ file, title, load }) => ({
    key: `scenario ${file}`,
    name: title,
    what: shell('scenario'),
    shortcut: '',
    run: () => void startRun(load),
  }));
}

const exports = [
  ['svg', () => exporting('svg')],
  ['png', () => exporting('png')],
  ['yaml', () => exporting('form.yaml')],
  ['script', () => exporting('form.script')],
  ['events', () => exporting('form.events')],
] as const;

/** Each file that the page can give, at once. */
function exportEntries(): Entry[] {
  return exports.map(([what, name]) => ({
    key: `export ${what}`,
    name: name(),
    what: exporting('title'),
    shortcut: '',
    // What cannot be made is told where it is asked for with its choices.
    run: () => void save(what).catch(() => useView.setState({ openPanel: 'export' })),
  }));
}

/** The languages that the page does not speak now, each by its own name. */
function languageEntries(): Entry[] {
  return allLanguages
    .filter((language) => language !== useLanguage.getState().language)
    .map((language) => ({
      key: `language ${language}`,
      name: languageNames[language],
      what: shell('language'),
      shortcut: '',
      run: () => void chooseLanguage(language),
    }));
}

/** Machines beyond which nobody looks for what to break by a list; the search would only be slow. */
const MOST_NODES_TO_BREAK = 200;

/** All that the palette can find now. */
export function entriesNow(canAct: boolean): readonly Entry[] {
  const canBreak = canAct && mirror.nodes.size <= MOST_NODES_TO_BREAK;
  return [
    ...actionEntries(canAct),
    ...objectEntries(),
    ...(canBreak ? breakEntries() : []),
    ...scenarioEntries(),
    ...exportEntries(),
    ...languageEntries(),
  ];
}

/** Kinds that people ask for by a word of their own. */
const ASKED_KINDS = [
  ...['Pod', 'Deployment', 'ReplicaSet', 'StatefulSet', 'DaemonSet', 'Job', 'CronJob', 'Service', 'Node', 'Namespace'],
  ...['ConfigMap', 'Secret', 'Ingress', 'PersistentVolumeClaim', 'HorizontalPodAutoscaler', 'NetworkPolicy'],
];

/** Why there is no object of a name: `why is there no pod web`, `why pod/web -n shop`; a lone word that nothing is called may be a Pod. */
export function whyEntry(typed: string, isFound: boolean): Entry | undefined {
  const asked = /^\s*(?:why|warum)\s+(?:.*\s)?(\w+)[\s/](\S+?)\??(?:\s+-n\s*(\S+))?\s*$/i.exec(typed);
  const word = asked?.[1]?.toLowerCase();
  const kind = asked
    ? ASKED_KINDS.find((each) => [each.toLowerCase(), `${each.toLowerCase()}s`].includes(word!))
    : 'Pod';
  const name = asked?.[2] ?? (isFound ? undefined : /^\s*([a-z0-9][a-z0-9.-]*)\s*$/.exec(typed)?.[1]);
  if (kind === undefined || name === undefined) return undefined;
  const namespace = kind === 'Node' || kind === 'Namespace' ? '' : (asked?.[3] ?? 'default');
  return {
    key: `why ${kind}/${namespace}/${name}`,
    name: why('absent', { kind, name }),
    what: why('title'),
    shortcut: '',
    run: () => askWhyObject({ kind, namespace, name }),
  };
}

/** The line itself as a command, when it is one. */
export function commandEntry(typed: string): Entry | undefined {
  const line = /^\s*kubectl\s+(\S.*)$/.exec(typed)?.[1];
  if (line === undefined) return undefined;
  return {
    key: 'kubectl',
    name: `kubectl ${line}`,
    what: shell('runLine'),
    shortcut: '',
    run: () => void kubectl(line),
  };
}
