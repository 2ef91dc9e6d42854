/**
 * Splits a command line into words as a POSIX shell does: blanks separate, quotes keep together, a backslash takes the
 * next character literally (inside double quotes only before `"`, `\`, `$` and a backtick). No variables, no globs.
 */
export function splitCommandLine(text: string): string[] {
  const words: string[] = [];
  let word: string | undefined; // undefined between words, '' after an opening quote
  let quote = '';
  for (let i = 0; i < text.length; i++) {
    const c = text[i]!;
    if (quote === "'") {
      if (c === "'") quote = '';
      else word += c;
    } else if (quote === '"') {
      if (c === '"') quote = '';
      else if (c === '\\' && '"\\$`'.includes(text[i + 1] ?? ' ')) word += text[++i] ?? '';
      else word += c;
    } else if (c === "'" || c === '"') {
      quote = c;
      word ??= '';
    } else if (c === '\\' && i + 1 < text.length) {
      const next = text[++i]!;
      if (next !== '\n') word = (word ?? '') + next;
    } else if (/\s/.test(c)) {
      if (word !== undefined) words.push(word);
      word = undefined;
    } else {
      word = (word ?? '') + c;
    }
  }
  if (word !== undefined) words.push(word);
  return words;
}
