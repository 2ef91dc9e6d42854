import type { Word } from 'unbash';
import { parseScript } from './parse.ts';
import type { Shell } from './shell.ts';

/** The words of `{a,b}` and `{1..5}`, which only bash knows. */
export function expandBraces(shell: Shell, word: Word): readonly Word[] {
  if (shell.flavour !== 'bash' || !word.parts?.some(({ type }) => type === 'BraceExpansion')) return [word];
  return braceTexts(word.text).flatMap((text) => {
    const command = parseScript(`: ${text}`).commands[0]?.command;
    const made = command?.type === 'Command' ? command.suffix[0] : undefined;
    return made?.type === 'Word' ? [made] : [];
  });
}

function braceTexts(text: string): string[] {
  const open = /\{([^{}]*)\}/.exec(text.replace(/\$\{[^}]*\}/g, (found) => '_'.repeat(found.length)));
  if (!open) return [text];
  const before = text.slice(0, open.index);
  const after = text.slice(open.index + open[0].length);
  const inside = text.slice(open.index + 1, open.index + open[0].length - 1);
  const range = /^(-?\d+|[a-zA-Z])\.\.(-?\d+|[a-zA-Z])(?:\.\.(-?\d+))?$/.exec(inside);
  const choices = range ? rangeOf(range[1]!, range[2]!, range[3]) : inside.split(',');
  if (choices.length < 2 && !range) return [text];
  return choices.flatMap((choice) => braceTexts(before + choice + after));
}

function rangeOf(first: string, last: string, stepText: string | undefined): string[] {
  const isNumber = /\d$/.test(first) && /\d$/.test(last);
  const code = (c: string): number => (isNumber ? Number(c) : c.charCodeAt(0));
  const step = Math.max(1, Math.abs(Number(stepText ?? 1)));
  const up = code(last) >= code(first);
  const width = isNumber && /^-?0\d/.test(first + last) ? Math.max(first.length, last.length) : 0;
  const list: string[] = [];
  for (let n = code(first); up ? n <= code(last) : n >= code(last); n += up ? step : -step) {
    list.push(isNumber ? String(n).padStart(width, '0') : String.fromCharCode(n));
  }
  return list;
}
