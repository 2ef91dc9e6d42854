import { deepEqual } from '../base/equal.ts';

const goName = (field: string): string =>
  field.startsWith('dns') || field.startsWith('os')
    ? field.replace(/^(?:dns|os)/, (start) => start.toUpperCase())
    : field[0]!.toUpperCase() + field.slice(1);

const lines = (sign: string, field: string, value: unknown): readonly string[] =>
  value === undefined ? [] : [`${sign} \t${goName(field)}: ${JSON.stringify(value)},`];

/**
 * The fields of two values of a Go type that differ, marked as a diff. Upstream prints a diff of Go values here, in a form that its library does
 * not keep stable; this one has its frame and JSON values.
 */
export function specDifference<T extends object>(type: string, before: T, after: T): string {
  const fields = [...new Set([...Object.keys(before), ...Object.keys(after)])].sort() as (keyof T & string)[];
  const changed = fields.filter((field) => !deepEqual(before[field], after[field]));
  const body = changed.flatMap((field) => [...lines('-', field, before[field]), ...lines('+', field, after[field])]);
  const same = fields.length - changed.length;
  return [`  ${type}{`, ...body, `  \t... // ${same} identical fields`, '  }', ''].join('\n');
}
