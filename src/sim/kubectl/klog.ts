/** A line of kubectl's log. The simulated process has id 1. */
export function logLine(level: 'E' | 'W', nowMs: number, place: string, text: string): string {
  const date = new Date(nowMs).toISOString();
  return `${level}${date.slice(5, 7)}${date.slice(8, 10)} ${date.slice(11, 23)}000       1 ${place}] ${text}`;
}
