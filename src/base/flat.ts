/**
 * The same text as one piece of memory. A text that was put together from others refers to them; reading a character
 * makes engines join it. For texts that are kept for long.
 */
export function flat(text: string): string {
  return text.charCodeAt(0) === 0xffff ? text.slice() : text;
}
