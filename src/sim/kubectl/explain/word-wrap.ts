/** Breaks lines at blanks so that they have at most `limit` characters. Models mitchellh/go-wordwrap. */
export function wordWrap(text: string, limit: number): string {
  let out = '';
  let current = 0;
  let word = '';
  let space = '';
  const flush = (): void => {
    current += space.length + word.length;
    out += space + word;
    space = '';
    word = '';
  };
  for (const c of text) {
    if (c === '\n') {
      if (word === '' && current + space.length > limit) space = '';
      flush();
      out += c;
      current = 0;
    } else if (/\s/.test(c)) {
      if (space === '' || word !== '') flush();
      space += c;
    } else {
      word += c;
      if (current + word.length + space.length > limit && word.length < limit) {
        out += '\n';
        current = 0;
        space = '';
      }
    }
  }
  if (word !== '' || current + space.length <= limit) flush();
  return out;
}

/** Every line moved to the right. */
export function indent(text: string, amount: number): string {
  const pad = ' '.repeat(amount);
  return pad + text.replaceAll('\n', `\n${pad}`);
}
