/** A problem of an expression as cel-go shows it: the place, and the line with a mark below it. Models common.Error.ToDisplayString. */
export function displayed(source: string, at: number, message: string): string {
  const start = source.lastIndexOf('\n', at - 1) + 1;
  const end = source.indexOf('\n', at);
  const line = source.slice(start, end < 0 ? source.length : end);
  const number = source.slice(0, start).split('\n').length;
  const column = at - start;
  return `ERROR: <input>:${number}:${column + 1}: ${message}\n | ${line}\n | ${'.'.repeat(column)}^`;
}
