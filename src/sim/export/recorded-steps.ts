import type { Action, Step } from '../../api/scenario.ts';
import { toRawImage } from '../../api/scenario-image.ts';
import { FIELDS_OF_FAULT } from '../../api/scenario-step.ts';
import { trafficStep } from '../../api/traffic-step.ts';
import { parseDocuments } from '../../api/yaml/parse-documents.ts';
import { formatDuration } from '../../base/duration.ts';
import type { RecordedStep } from '../../protocol/lesson.ts';
import { describeAction } from '../cluster/scenario-run.ts';
import { kubectlLooks, shellLooks } from './looks.ts';

type Fields = RecordedStep['step'];

/** A line of the terminal that is one command with nothing for a shell to do. */
const PLAIN = /^\s*(kubectl|k|orrery\s+fault)\s+([^|&;<>()$`\\*?#\n]+)$/;

/**
 * What people have done as the steps of a scenario: the same inputs, at their times. Plain lines of the terminal become the
 * steps that do the same; an edit in an editor becomes the line that saves the same text.
 *
 * @param log the inputs of people, in order
 */
export function recordedSteps(log: readonly Step[]): readonly RecordedStep[] {
  let line = '';
  return log.flatMap(({ atMs, action }): readonly RecordedStep[] => {
    if (action.type === 'complete') return [];
    if (action.type === 'shell') line = action.line;
    const step = fieldsOf(action, line);
    if (step === undefined) return [];
    const lost = Object.keys(step).length === 0 ? describeAction(action) : '';
    return [{ at: formatDuration(Math.max(0, Math.ceil(atMs))), step, looks: looks(action), lost }];
  });
}

/** Its fields; none where a scenario has no such step, undefined where there is nothing to do again. */
function fieldsOf(action: Action, before: string): Fields | undefined {
  switch (action.type) {
    case 'kubectl':
      return action.stdin === undefined ? { kubectl: action.command } : undefined;
    case 'apply':
    case 'configureScheduler':
      return { apply: action.yaml };
    case 'shell':
      return ofLine(action.line);
    case 'edited':
      return action.text === null ? undefined : ofEdit(before, action.text);
    case 'fault':
      return ofFault(action);
    case 'traffic': {
      const { type: _type, ...spec } = action;
      return ofTraffic(spec);
    }
    case 'support': {
      const { type: _type, ...deed } = action;
      return { support: deed };
    }
    case 'push':
      return { push: toRawImage(action.image) };
    default:
      return {};
  }
}

function looks(action: Action): boolean {
  if (action.type === 'kubectl') return kubectlLooks(action.command);
  return action.type === 'shell' && shellLooks(action.line);
}

function ofLine(line: string): Fields | undefined {
  if (line.trim() === '' || opensEditor(line)) return undefined;
  const [, program, rest = ''] = PLAIN.exec(line) ?? [];
  if (program === undefined) return { shell: line };
  if (!program.startsWith('orrery')) return { kubectl: rest.trim() };
  const words = rest.trim().split(/\s+/);
  const [fault = '', target = ''] = words.filter((word, i) => !word.startsWith('--') && !isValue(words, i));
  const known = ['duration', ...(FIELDS_OF_FAULT[fault] ?? [])];
  const flags = words.flatMap((word, i): [string, string][] => {
    const [, name = '', value] = /^--([^=]+)(?:=(.*))?$/.exec(word) ?? [];
    return known.includes(name) ? [[name, value ?? words[i + 1] ?? '']] : [];
  });
  const given = Object.fromEntries(flags.map(([name, value]) => [name, name === 'percent' ? Number(value) : value]));
  return target === '' ? { shell: line } : { fault, target, ...given };
}

/** Whether a word is the value of the flag before it. */
const isValue = (words: readonly string[], i: number): boolean => /^--[^=]+$/.test(words[i - 1] ?? '');

const EDITOR = /^\s*(?:vi|vim|nano)\s+(\S+)\s*$/;
const EDIT = /^\s*(?:kubectl|k)\s+edit\b/;

const opensEditor = (line: string): boolean => EDITOR.test(line) || EDIT.test(line);

/** The line that saves what was saved in the editor. */
function ofEdit(line: string, text: string): Fields {
  const file = EDITOR.exec(line)?.[1];
  if (file !== undefined) return { shell: hereDocument(`cat > ${file}`, text) };
  // Of another run, the object has another version.
  const plain = text.replace(/^(?:#.*|\s+(?:resourceVersion|uid|creationTimestamp|generation):.*)\n/gm, '');
  return EDIT.test(line) ? { shell: hereDocument('kubectl replace -f -', plain) } : {};
}

function hereDocument(command: string, text: string): string {
  const lines = new Set(text.split('\n'));
  let end = 'EOF';
  while (lines.has(end)) end += '_';
  return `${command} <<'${end}'\n${text.trimEnd()}\n${end}`;
}

function ofFault({ fault, target, ...more }: Extract<Action, { type: 'fault' }>): Fields {
  const time = (field: string, ms: number | undefined) => (ms === undefined ? {} : { [field]: formatDuration(ms) });
  return {
    fault,
    target,
    ...(more.node === undefined ? {} : { node: more.node }),
    ...time('duration', more.durationMs),
    ...time('latency', more.latencyMs),
    ...time('jitter', more.jitterMs),
    ...(more.percent === undefined ? {} : { percent: more.percent }),
  };
}

/** By the text that the page's log shows, which is a step already. */
function ofTraffic(spec: Parameters<typeof trafficStep>[0]): Fields {
  const [{ traffic }] = parseDocuments(trafficStep(spec, 0))[0]!.value as [{ traffic: unknown }];
  return { traffic };
}
