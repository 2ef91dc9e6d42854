const ESCAPES: Readonly<Record<string, string>> = {
  '"': '\\"',
  '\\': '\\\\',
  '\x07': '\\a',
  '\b': '\\b',
  '\f': '\\f',
  '\n': '\\n',
  '\r': '\\r',
  '\t': '\\t',
  '\v': '\\v',
};

/** What Go's IsPrint does not hold printable: controls, separators, unassigned and private characters, all blanks but one. */
const UNPRINTABLE = /[\p{C}\p{Z}]/u;

/** A text as Go's %q and %#v write it. */
export function goQuote(text: string): string {
  if (/^[ !#-[\]-~]*$/.test(text)) return `"${text}"`;
  let quoted = '';
  for (const character of text) quoted += ESCAPES[character] ?? quoteOne(character);
  return `"${quoted}"`;
}

function quoteOne(character: string): string {
  const code = character.codePointAt(0)!;
  if (character === ' ' || !UNPRINTABLE.test(character)) return character;
  if (code < 0x80) return `\\x${code.toString(16).padStart(2, '0')}`;
  if (code < 0x10000) return `\\u${code.toString(16).padStart(4, '0')}`;
  return `\\U${code.toString(16).padStart(8, '0')}`;
}
