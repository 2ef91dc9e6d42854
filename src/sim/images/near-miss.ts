/** Whether a name looks like a slip of the pen for another: one letter added, left out, changed, or two swapped. */
export function isNearMiss(name: string, known: string): boolean {
  if (name === known || Math.abs(name.length - known.length) > 1) return false;
  let start = 0;
  while (start < name.length && name[start] === known[start]) start++;
  let end = 0;
  const room = Math.min(name.length, known.length) - start;
  while (end < room && name[name.length - 1 - end] === known[known.length - 1 - end]) end++;
  const a = name.slice(start, name.length - end);
  const b = known.slice(start, known.length - end);
  if (a.length <= 1 && b.length <= 1) return true;
  return a.length === 2 && b.length === 2 && a[0] === b[1] && a[1] === b[0];
}
