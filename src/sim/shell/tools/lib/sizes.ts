/** A number of bytes for people: `1.5K`, `20M`. busybox keeps one decimal, GNU only below ten. */
export function humanSize(bytes: number, busybox: boolean): string {
  if (bytes < 1024) return String(bytes);
  let value = bytes;
  let unit = -1;
  while (value >= 1024 && unit < 4) {
    value /= 1024;
    unit++;
  }
  const letter = 'KMGTP'[unit];
  if (busybox) return `${value.toFixed(1)}${letter}`;
  const up = value < 10 ? (Math.ceil(value * 10) / 10).toFixed(1) : String(Math.ceil(value));
  return `${up}${letter}`;
}
