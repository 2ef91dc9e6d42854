const SUFFIXES = ['', 'Ki', 'Mi', 'Gi', 'Ti'];

/** Bytes as a quantity of binary format: in Ki and so on where they come out even. */
export function binaryQuantity(bytes: number): string {
  let value = Math.floor(bytes);
  let i = 0;
  while (value !== 0 && value % 1024 === 0 && i < SUFFIXES.length - 1) {
    value /= 1024;
    i++;
  }
  return `${value}${SUFFIXES[i]}`;
}
