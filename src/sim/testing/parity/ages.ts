const AGE = /\b((?:\d+[ydhms])+)\b/;
const SECONDS: Readonly<Record<string, number>> = { y: 31_536_000, d: 86_400, h: 3_600, m: 60, s: 1 };

/** Whether two lines say the same but for ages such as `3m5s` that are a second apart, and the room that these take. */
export function sameButAges(a: string, b: string): boolean {
  if (a === b) return true;
  const [mine, theirs] = [a.split(AGE), b.split(AGE)];
  if (mine.length !== theirs.length || mine.length === 1) return false;
  return mine.every((part, i) => {
    const other = theirs[i]!;
    return i % 2 === 1 ? Math.abs(secondsOf(part) - secondsOf(other)) <= 1 : narrow(part) === narrow(other);
  });
}

function narrow(text: string): string {
  return text.replace(/\s+/g, ' ');
}

function secondsOf(age: string): number {
  let seconds = 0;
  for (const [, count, unit] of age.matchAll(/(\d+)([ydhms])/g)) seconds += Number(count) * SECONDS[unit!]!;
  return seconds;
}
