/** Orders names as people do: node-2 before node-10. */
export function compareNames(a: string, b: string): number {
  if (a.length !== b.length) {
    const numberA = trailingNumber(a);
    const numberB = trailingNumber(b);
    if (numberA !== null && numberB !== null && numberA.stem === numberB.stem) return numberA.value - numberB.value;
  }
  return a < b ? -1 : a > b ? 1 : 0;
}

function trailingNumber(name: string): { stem: string; value: number } | null {
  const match = /^(.*?)(\d+)$/.exec(name);
  return match === null ? null : { stem: match[1]!, value: Number(match[2]) };
}
