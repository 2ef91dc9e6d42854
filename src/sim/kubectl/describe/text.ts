import { rfc1123z } from '../print/time.ts';

type Labels = Readonly<Record<string, string>>;

/** A line at a level of indentation. */
export function line(level: number, text: string): string {
  return `${'  '.repeat(level)}${text}\n`;
}

/** `Name:\tvalue` lines of those whose value is not undefined. */
export function fields(level: number, pairs: readonly (readonly [string, unknown])[]): string {
  return pairs
    .filter(([, value]) => value !== undefined && value !== '')
    .map(([name, value]) => line(level, `${name}:\t${value}`))
    .join('');
}

/** A map, one pair a line. Models printLabelsMultiline. */
export function labelLines(title: string, labels: Labels | null | undefined): string {
  const keys = Object.keys(labels ?? {}).sort();
  if (keys.length === 0) return `${title}:\t<none>\n`;
  return keys.map((key, i) => `${i === 0 ? `${title}:` : ''}\t${key}=${labels![key]}\n`).join('');
}

const MAX_ANNOTATION = 140;
const SKIPPED = 'kubectl.kubernetes.io/last-applied-configuration';

/** Annotations without kubectl's own; long ones below their key. Models printAnnotationsMultiline. */
export function annotationLines(title: string, annotations: Labels | null | undefined): string {
  const keys = Object.keys(annotations ?? {})
    .filter((key) => key !== SKIPPED)
    .sort();
  if (keys.length === 0) return `${title}:\t<none>\n`;
  return keys
    .map((key, i) => {
      const start = i === 0 ? `${title}:\t` : '\t';
      const value = annotations![key]!.replace(/\n$/, '');
      if (value.length + key.length + 2 <= MAX_ANNOTATION && !value.includes('\n')) return `${start}${key}: ${value}\n`;
      const lines = value.split('\n').map((part) => `\t  ${shorten(part, MAX_ANNOTATION - 2)}\n`);
      return `${start}${key}:\n${lines.join('')}`;
    })
    .join('');
}

function shorten(text: string, max: number): string {
  return text.length > max ? `${text.slice(0, max)}...` : text;
}

/** A time as `describe` shows it; `<unset>` without one. */
export function timeText(time: string | null | undefined): string {
  return time ? rfc1123z(time) : '<unset>';
}

/** `True` or `False`. */
export function boolText(value: boolean | undefined): string {
  return value ? 'True' : 'False';
}

/** A value, or `<unset>` without one. */
export function orUnset(value: string | number | null | undefined): string | number {
  return value ?? '<unset>';
}
