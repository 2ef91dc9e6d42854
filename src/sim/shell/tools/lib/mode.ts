/** The permissions that a change such as `755` or `u+x,go-w` makes of others; undefined for a text that is none. */
export function changeMode(text: string, before: number, isDir: boolean): number | undefined {
  if (/^[0-7]{1,4}$/.test(text)) return Number.parseInt(text, 8);
  let mode = before;
  for (const clause of text.split(',')) {
    const match = /^([ugoa]*)([-+=])([rwxXst]*)$/.exec(clause);
    if (!match) return undefined;
    const [, who = '', operator, what = ''] = match;
    let bits = 0;
    if (what.includes('r')) bits |= 4;
    if (what.includes('w')) bits |= 2;
    if (what.includes('x') || (what.includes('X') && (isDir || (before & 0o111) !== 0))) bits |= 1;
    const all = who === '' || who.includes('a');
    let mask = 0;
    if (all || who.includes('u')) mask |= bits << 6;
    if (all || who.includes('g')) mask |= bits << 3;
    if (all || who.includes('o')) mask |= bits;
    if (operator === '+') mode |= mask;
    else if (operator === '-') mode &= ~mask;
    else {
      const cleared = all
        ? 0o777
        : [...who].reduce((sum, c) => sum | (c === 'u' ? 0o700 : c === 'g' ? 0o070 : 0o007), 0);
      mode = (mode & ~cleared) | mask;
    }
  }
  return mode;
}

/** Permissions as `ls -l` shows them. */
export function modeText(type: string, mode: number): string {
  const kinds: Record<string, string> = { dir: 'd', link: 'l', device: 'c', file: '-' };
  const bits = [...'rwxrwxrwx'].map((letter, i) => ((mode >> (8 - i)) & 1 ? letter : '-'));
  if (mode & 0o4000) bits[2] = mode & 0o100 ? 's' : 'S';
  if (mode & 0o2000) bits[5] = mode & 0o010 ? 's' : 'S';
  if (mode & 0o1000) bits[8] = mode & 1 ? 't' : 'T';
  return (kinds[type] ?? '-') + bits.join('');
}
