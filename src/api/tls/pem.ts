import { decodeBase64Bytes } from '../validation/base64.ts';

/** One block of a PEM file. */
export interface PemBlock {
  /** `CERTIFICATE`, `PRIVATE KEY`, … */
  readonly type: string;
  readonly bytes: Uint8Array;
}

const BEGIN = /(?:^|\n)-----BEGIN ([^\n]*?)-----[ \t\r]*\n/g;
const HEADER = /^[^\n:]*:[^\n]*\n/;
const BASE64 = /^(?:[A-Za-z0-9+/]{4})*(?:[A-Za-z0-9+/]{2}==|[A-Za-z0-9+/]{3}=)?$/;

/** The blocks of a text; what is between them or broken is passed over. Models pem.Decode of encoding/pem. */
export function pemBlocks(text: string): readonly PemBlock[] {
  const blocks: PemBlock[] = [];
  BEGIN.lastIndex = 0;
  for (let match = BEGIN.exec(text); match; match = BEGIN.exec(text)) {
    const type = match[1]!;
    const start = BEGIN.lastIndex;
    const end = endOf(text, start, type);
    const bytes = end === undefined ? undefined : contentOf(text.slice(start, end));
    if (bytes) blocks.push({ type, bytes });
    // The end of one line may begin the next.
    BEGIN.lastIndex = (bytes ? end! : start) - 1;
  }
  return blocks;
}

/** Where the content of a block ends: before the first line that ends a block, if that is of this type. */
function endOf(text: string, start: number, type: string): number | undefined {
  const end = text.startsWith('-----END ', start) ? start : text.indexOf('\n-----END ', start) + 1;
  if (end === 0) return undefined;
  const rest = text.slice(end + '-----END '.length);
  const tail = `${type}-----`;
  return rest.startsWith(tail) && /^[ \t\r]*(?:\n|$)/.test(rest.slice(tail.length)) ? end : undefined;
}

function contentOf(text: string): Uint8Array | undefined {
  let content = text;
  while (HEADER.test(content)) content = content.replace(HEADER, '');
  const base64 = content.replace(/[ \t\r\n]/g, '');
  return BASE64.test(base64) ? decodeBase64Bytes(base64) : undefined;
}
