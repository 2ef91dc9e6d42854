import type { Program } from '../shell/kernel/proc.ts';

/** The lines that a person has typed. */
export interface History {
  /** The line with `!!`, `!5`, `!-2` and `!word` replaced, and kept; undefined where there is no such line. */
  expand(line: string): { readonly line: string; readonly changed: boolean } | { readonly problem: string };
  readonly program: Program;
}

/** Where a line before is meant: not in quotes that keep it, nor where a blank or `=` follows. */
const EVENT = /!(!|-?\d+|[A-Za-z][\w./-]*)/g;

export function createHistory(): History {
  const lines: string[] = [];
  const find = (event: string): string | undefined => {
    if (event === '!') return lines.at(-1);
    if (/^-?\d+$/.test(event)) return event.startsWith('-') ? lines.at(Number(event)) : lines[Number(event) - 1];
    return lines.findLast((line) => line.startsWith(event));
  };
  return {
    expand(line) {
      let problem: string | undefined;
      const parts = line.split(/('[^']*')/);
      const expanded = parts
        .map((part) =>
          part.startsWith("'")
            ? part
            : part.replace(EVENT, (text, event: string) => {
                const found = find(event);
                if (found === undefined) problem ??= `${text}: event not found`;
                return found ?? text;
              }),
        )
        .join('');
      if (problem !== undefined) return { problem };
      if (expanded.trim() !== '' && lines.at(-1) !== expanded) lines.push(expanded);
      return { line: expanded, changed: expanded !== line };
    },
    *program(proc) {
      const [, count] = proc.argv;
      if (count === '-c') {
        lines.length = 0;
        return 0;
      }
      const first = count !== undefined && /^\d+$/.test(count) ? Math.max(lines.length - Number(count), 0) : 0;
      const text = lines.map((line, i) => `${String(i + 1).padStart(5)}  ${line}\n`);
      yield* proc.print(text.slice(first).join(''));
      return 0;
    },
  };
}
