import { encodeUtf8 } from '../../base/bytes.ts';
import type { ServerReply } from '../shell/network-access.ts';

/** An answer of plain text, or of another type. */
export function textReply(text: string, status = 200, type = 'text/plain; charset=utf-8'): ServerReply {
  return { status, headers: new Map([['Content-Type', type]]), body: encodeUtf8(text) };
}

/** A parameter of a request's path. */
export function queryOf(path: string, name: string): string {
  for (const part of path.split('?')[1]?.split('&') ?? []) {
    const [key, value = ''] = part.split('=');
    if (key === name) return decode(value.replaceAll('+', ' '));
  }
  return '';
}

function decode(text: string): string {
  return /%(?![0-9A-Fa-f]{2})/.test(text)
    ? text
    : text.replace(/%([0-9A-Fa-f]{2})/g, (_, hex: string) => String.fromCharCode(Number.parseInt(hex, 16)));
}

/** The value of a flag in a command line: `-name=value`, `--name value`. */
export function flagOf(words: readonly string[], name: string): string | undefined {
  for (const [i, word] of words.entries()) {
    const bare = word.replace(/^--?/, '');
    if (bare === word) continue;
    if (bare === name) return words[i + 1];
    if (bare.startsWith(`${name}=`)) return bare.slice(name.length + 1);
  }
  return undefined;
}
