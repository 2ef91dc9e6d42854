/**
 * Brings a list that only grows back to a size, when it has become twice as long: of its older half, of rows with one key
 * only the last is kept; then the oldest go.
 */
export function thinOut<Row>(rows: Row[], most: number, keyOf: (row: Row) => string): Row[] {
  if (rows.length <= 2 * most) return rows;
  const half = rows.length >> 1;
  const last = new Map(rows.slice(0, half).map((row) => [keyOf(row), row]));
  return [...last.values(), ...rows.slice(half)].slice(-most);
}
