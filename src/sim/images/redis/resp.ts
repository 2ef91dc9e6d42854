/** A value of redis' protocol. */
export type Resp = string | number | null | { readonly status: string } | { readonly error: string } | readonly Resp[];

/** As it goes over the wire. */
export function encodeResp(value: Resp): string {
  if (value === null) return '$-1\r\n';
  if (typeof value === 'number') return `:${value}\r\n`;
  if (typeof value === 'string') return `$${value.length}\r\n${value}\r\n`;
  if (Array.isArray(value)) return `*${value.length}\r\n${value.map(encodeResp).join('')}`;
  const told = value as { readonly status?: string; readonly error?: string };
  return told.error === undefined ? `+${told.status}\r\n` : `-${told.error}\r\n`;
}
