import { readSituation, type Situation, SituationError } from '../../api/situation/situation.ts';
import { share } from '../../language/en/share.ts';

/** Links begin so after the `#`; the number is the version of their format. */
const PREFIX = 's1.';
/** A packed text may not grow beyond this when it is opened: a link of a few bytes could else fill the memory. */
const MOST_BYTES = 20_000_000;

/** A link that cannot be opened: why, in words. */
export class LinkError extends Error {}

async function through(
  bytes: Uint8Array<ArrayBuffer>,
  way: CompressionStream | DecompressionStream,
): Promise<Uint8Array> {
  const reader = new Blob([bytes]).stream().pipeThrough(way).getReader();
  const parts: Uint8Array[] = [];
  let length = 0;
  for (let part = await reader.read(); !part.done; part = await reader.read()) {
    length += part.value.length;
    if (length > MOST_BYTES) throw new LinkError(share('tooMuch'));
    parts.push(part.value);
  }
  const whole = new Uint8Array(length);
  let at = 0;
  for (const part of parts) {
    whole.set(part, at);
    at += part.length;
  }
  return whole;
}

function toBase64Url(bytes: Uint8Array): string {
  let text = '';
  for (const byte of bytes) text += String.fromCharCode(byte);
  return btoa(text).replaceAll('+', '-').replaceAll('/', '_').replace(/=+$/, '');
}

function fromBase64Url(text: string): Uint8Array<ArrayBuffer> {
  const plain = atob(text.replaceAll('-', '+').replaceAll('_', '/'));
  return Uint8Array.from(plain, (char) => char.charCodeAt(0));
}

/** A situation as the fragment of a link, without the `#`. */
export async function encodeSituation(situation: Situation): Promise<string> {
  const bytes = new TextEncoder().encode(JSON.stringify(situation));
  // zlib's format, because it ends with a checksum: a damaged link is found out.
  return PREFIX + toBase64Url(await through(bytes, new CompressionStream('deflate')));
}

/** Reads the fragment of a link. Throws LinkError with what is wrong. */
export async function decodeSituation(fragment: string): Promise<Situation> {
  const version = /^s(\d+)\./.exec(fragment)?.[1];
  if (version === undefined) throw new LinkError(share('notALink'));
  if (version !== '1') throw new LinkError(share('newer'));
  try {
    const bytes = await through(fromBase64Url(fragment.slice(PREFIX.length)), new DecompressionStream('deflate'));
    return readSituation(JSON.parse(new TextDecoder('utf-8', { fatal: true }).decode(bytes)));
  } catch (error) {
    if (error instanceof LinkError) throw error;
    if (error instanceof SituationError) throw new LinkError(share('noRun', { detail: error.message }));
    throw new LinkError(share('damaged'));
  }
}
