import { type ParsedScript, parse } from 'unbash';

const parsed = new Map<string, ParsedScript>();
const MEMO_LIMIT = 1000;

/** The syntax tree of a script; scripts of one text share it, as the Pods of a Deployment do. */
export function parseScript(text: string): ParsedScript {
  let script = parsed.get(text);
  if (!script) {
    script = parse(text);
    if (parsed.size < MEMO_LIMIT) parsed.set(text, script);
  }
  return script;
}

/** Whether a script has errors only because it goes on: more lines may complete it. */
export function isIncomplete(text: string, script: ParsedScript): boolean {
  const end = text.trimEnd().length;
  if (/\\\n?$/.test(text) && !/\\\\\n?$/.test(text)) return true;
  if (hasOpenHereDoc(text, script)) return true;
  return script.errors?.some(({ message, pos }) => message.startsWith('unterminated') || pos >= end) ?? false;
}

function hasOpenHereDoc(text: string, script: ParsedScript): boolean {
  const marks = [...text.matchAll(/<<-?\s*(['"]?)(\w+)\1/g)];
  if (marks.length === 0 || script.commands.length === 0) return false;
  return marks.some(([, , word]) => !new RegExp(`\\n\\t*${word}(\\n|$)`).test(text));
}
