import { type Bytes, decodeUtf8 } from '../../../base/bytes.ts';

/** Decodes bytes that come in pieces: a character that is not whole yet waits for the rest. */
export function createUtf8Stream(): (piece: Bytes) => string {
  let held = '';
  return (piece) => {
    const bytes = held + piece;
    const end = wholeLength(bytes);
    held = bytes.slice(end);
    return decodeUtf8(bytes.slice(0, end));
  };
}

/** How many bytes make whole characters. */
function wholeLength(bytes: Bytes): number {
  for (let back = 1; back <= 3 && back <= bytes.length; back++) {
    const code = bytes.charCodeAt(bytes.length - back);
    if ((code & 0xc0) === 0x80) continue;
    const length = code >= 0xf0 ? 4 : code >= 0xe0 ? 3 : code >= 0xc0 ? 2 : 1;
    return length > back ? bytes.length - back : bytes.length;
  }
  return bytes.length;
}
