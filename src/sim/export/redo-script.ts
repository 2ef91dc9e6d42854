import { parse } from 'unbash';
import type { Action, Scenario, Step } from '../../api/scenario.ts';
import { formatDuration } from '../../base/duration.ts';
import { describeAction } from '../cluster/scenario-run.ts';
import { faultLine } from './fault-lines.ts';
import { kindConfig, kindNames, nodeCommands } from './kind-config.ts';
import { kubectlLooks, shellLooks } from './looks.ts';

/** What the shell of people knows and a POSIX one does not. */
const BASH_ONLY = /<<<|[<>]\(|&>|\|&|\[\[|\(\(|=\(|\$'|\{\d+\.\.\d+\}|^\s*function\b|;&/m;

const quoted = (text: string): string => `'${text.replaceAll("'", `'\\''`)}'`;

const comment = (text: string): string =>
  text
    .trimEnd()
    .split('\n')
    .map((line) => `# ${line}`.trimEnd())
    .join('\n');

/** A text on a command's standard input, as it is. */
function hereDocument(command: string, text: string): string {
  const lines = new Set(text.split('\n'));
  let end = 'EOF';
  while (lines.has(end)) end += '_';
  return `${command} <<'${end}'\n${text.endsWith('\n') || text === '' ? text : `${text}\n`}${end}`;
}

/** A line of the terminal for sh: as it is, by bash where it needs that, as a comment where it was wrong. */
function shellLine(line: string): string {
  if ((parse(line).errors ?? []).length > 0) return comment(line);
  return BASH_ONLY.test(line) ? `bash -c ${quoted(line)}` : line;
}

/** The names of nodes as kind gives them. */
function renamer(names: ReadonlyMap<string, string>): (command: string) => string {
  return (command) =>
    command.replace(/(?<![\w.-])[a-z0-9](?:[a-z0-9.-]*[a-z0-9])?(?![\w-])/g, (word) => names.get(word) ?? word);
}

/** Everything that an input needs to be told of a run. */
interface Target {
  readonly cluster: string;
  readonly nodes: ReadonlyMap<string, string>;
  readonly rename: (command: string) => string;
}

function lineOf(action: Action, { cluster, nodes, rename }: Target): string | undefined {
  switch (action.type) {
    case 'kubectl': {
      if (kubectlLooks(action.command)) return undefined;
      const command = `kubectl ${rename(action.command)}`;
      return action.stdin === undefined ? shellLine(command) : hereDocument(command, action.stdin);
    }
    case 'shell': {
      if (shellLooks(action.line) && !/>|<<|\|/.test(action.line)) return undefined;
      return shellLine(rename(action.line.replace(/^(\s*)k(?=\s)/, '$1kubectl')));
    }
    case 'apply':
      return hereDocument('kubectl apply -f -', action.yaml);
    case 'fault': {
      const lasts = action.durationMs === undefined ? '' : ` for ${formatDuration(action.durationMs)}`;
      const line = faultLine(action, nodes, cluster);
      return `${comment(describeAction(action) + lasts)}${line === undefined ? '' : `\n${line}`}`;
    }
    case 'edited':
      return action.text === null ? undefined : comment(`saved in the editor:\n${action.text}`);
    case 'configureScheduler':
      return comment(`kube-scheduler was given this configuration:\n${action.yaml}`);
    case 'keys':
    case 'complete':
      return undefined;
    default:
      return comment(describeAction(action));
  }
}

/** What a name of a cluster may have. */
const plain = (name: string): string =>
  name
    .toLowerCase()
    .replace(/[^a-z0-9-]+/g, '-')
    .replace(/^-+|-+$/g, '') || 'orrery';

/**
 * A shell script that does on a real cluster what was done in a run: it makes a cluster of the same nodes with kind, then
 * comes each input in order; what only looks is left out, and what has no counterpart is a comment. Nothing waits: the
 * times are written down.
 *
 * @param log the inputs so far
 */
export function redoScript(scenario: Pick<Scenario, 'name' | 'title' | 'cluster'>, log: readonly Step[]): string {
  const cluster = plain(scenario.name);
  const nodes = kindNames(scenario.cluster, cluster);
  const target: Target = { cluster, nodes, rename: renamer(nodes) };
  const steps = log.flatMap(({ atMs, action }) => {
    const line = lineOf(action, target);
    return line === undefined ? [] : [`# at ${formatDuration(Math.max(0, Math.floor(atMs / 1000) * 1000))}\n${line}\n`];
  });
  const parts = [
    `#!/bin/sh\n${comment(`${scenario.title}\nMade by kube-orrery, for kind (https://kind.sigs.k8s.io) and kubectl v1.32.`)}\n`,
    `${hereDocument('cat > kind-config.yaml', kindConfig(scenario.cluster))}\n`,
    `kind create cluster --name ${cluster} --config kind-config.yaml --wait 2m || exit 1\n`,
    ...nodeCommands(scenario.cluster, nodes).map((line) => `${line}\n`),
    ...steps,
  ];
  return parts.join('\n');
}
