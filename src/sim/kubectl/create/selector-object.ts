/** A label selector's text as the object that stands in specs. Models metav1.ParseToLabelSelector. */
export function parseSelectorObject(text: string): unknown {
  const matchLabels: Record<string, string> = {};
  const matchExpressions: unknown[] = [];
  for (const part of text.split(/,(?![^(]*\))/)) {
    const set = /^\s*([^\s!=]+)\s+(in|notin)\s*\(([^)]*)\)\s*$/.exec(part);
    const equal = /^\s*([^\s!=]+)\s*==?\s*(.*?)\s*$/.exec(part);
    if (set) {
      const values = [...new Set(set[3]!.split(',').map((value) => value.trim()))].sort();
      matchExpressions.push({ key: set[1], operator: set[2] === 'in' ? 'In' : 'NotIn', values });
    } else if (part.includes('!=')) throw new Error('"!=" is not a valid label selector operator');
    else if (equal) matchLabels[equal[1]!] = equal[2]!;
    else if (part.trim().startsWith('!')) {
      matchExpressions.push({ key: part.trim().slice(1), operator: 'DoesNotExist' });
    } else matchExpressions.push({ key: part.trim(), operator: 'Exists' });
  }
  return {
    ...(Object.keys(matchLabels).length ? { matchLabels } : {}),
    ...(matchExpressions.length ? { matchExpressions } : {}),
  };
}
