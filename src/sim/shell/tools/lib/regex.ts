import { bracket } from '../../interpreter/pattern.ts';

const memo = new Map<string, RegExp>();
const MEMO_LIMIT = 500;

/** The regular expression of JavaScript for one of POSIX: basic by default, extended for -E. Throws SyntaxError. */
export function posixRegExp(source: string, isExtended: boolean, flags = ''): RegExp {
  const key = `${isExtended ? 'E' : 'B'}${flags}/${source}`;
  let made = memo.get(key);
  if (!made) {
    made = new RegExp(translate(source, isExtended), flags);
    if (memo.size < MEMO_LIMIT) memo.set(key, made);
  }
  made.lastIndex = 0;
  return made;
}

function translate(source: string, isExtended: boolean): string {
  let out = '';
  for (let i = 0; i < source.length; i++) {
    const c = source[i]!;
    if (c === '[') {
      const end = bracketEnd(source, i);
      if (end < 0) {
        out += '\\[';
        continue;
      }
      out += posixBracket(source.slice(i + 1, end));
      i = end;
    } else if (c === '\\') out += escaped(source[++i] ?? '\\', isExtended);
    else if (isExtended) out += c === '{' && !/^\{\d*,?\d*\}/.test(source.slice(i)) ? '\\{' : c;
    else if (/[+?(){}|]/.test(c)) out += `\\${c}`;
    else if (c === '*' && (out === '' || out.endsWith('(') || out.endsWith('|') || out === '^')) out += '\\*';
    else if (c === '^' && out !== '' && !out.endsWith('(') && !out.endsWith('|')) out += '\\^';
    else if (c === '$' && i < source.length - 1 && !/^\$\\[)|]/.test(source.slice(i))) out += '\\$';
    else out += c;
  }
  return out;
}

function escaped(c: string, isExtended: boolean): string {
  if (c === '<') return '\\b(?=\\w)';
  if (c === '>') return '\\b(?<=\\w)';
  if (/[wWsSbB]/.test(c) || /\d/.test(c)) return `\\${c}`;
  if (c === 'n' || c === 't') return `\\${c}`;
  if (!isExtended && /[+?(){}|]/.test(c)) return c;
  return /[\^$.*+?()[\]{}|/\\]/.test(c) ? `\\${c}` : c;
}

/** In POSIX a backslash inside brackets stands for itself. */
function posixBracket(inside: string): string {
  return bracket(
    inside
      .replace(/\\(?![nt])/g, '\\\\')
      .replace(/\\n/g, '\n')
      .replace(/\\t/g, '\t'),
  );
}

function bracketEnd(source: string, start: number): number {
  let i = start + 1;
  if (source[i] === '^') i++;
  if (source[i] === ']') i++;
  for (; i < source.length; i++) {
    if (source.startsWith('[:', i)) {
      const close = source.indexOf(':]', i);
      if (close > 0) i = close + 1;
    } else if (source[i] === ']') return i;
  }
  return -1;
}
