import { parse } from 'unbash';

const HERE_DOCUMENT = /<<(-?)\s*(['"]?)([A-Za-z_]\w*)\2/g;

/** Whether a text is whole commands, rather than one whose end is still to come (or which is wrong in any case). */
export function isComplete(text: string): boolean {
  if (/(^|[^\\])(\\\\)*\\$/.test(text)) return false;
  const end = text.trimEnd().length - 1;
  const errors = parse(text).errors ?? [];
  if (errors.some(({ message, pos }) => message.startsWith('unterminated') || isAtEnd(message, pos, end))) return false;
  return [...text.matchAll(HERE_DOCUMENT)].every(([, dash, , word]) =>
    text.split('\n').some((line) => (dash === '-' ? line.replace(/^\t+/, '') : line) === word),
  );
}

function isAtEnd(message: string, pos: number, end: number): boolean {
  return message.startsWith('expected') && pos >= end;
}
