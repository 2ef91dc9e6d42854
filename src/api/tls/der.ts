/** Tags of ASN.1 that certificates and keys have. */
export const TAG = {
  integer: 0x02,
  bitString: 0x03,
  octetString: 0x04,
  oid: 0x06,
  utcTime: 0x17,
  generalizedTime: 0x18,
  sequence: 0x30,
  set: 0x31,
  /** The first tag that depends on its place, and so on. */
  context: 0xa0,
} as const;

/** Reads DER from the front. Models cryptobyte.String. */
export class DerReader {
  private at = 0;
  private readonly bytes: Uint8Array;

  constructor(bytes: Uint8Array) {
    this.bytes = bytes;
  }

  get rest(): Uint8Array {
    return this.bytes.subarray(this.at);
  }

  get isEmpty(): boolean {
    return this.at >= this.bytes.length;
  }

  /** Whether an element with this tag is next. */
  has(tag: number): boolean {
    return this.bytes[this.at] === tag;
  }

  /** The next element with its tag and length; undefined if it is another or broken. */
  element(tag: number): Uint8Array | undefined {
    const header = this.header(tag);
    if (!header) return undefined;
    const element = this.bytes.subarray(this.at, this.at + header.start + header.length);
    this.at += element.length;
    return element;
  }

  /** The content of the next element; undefined if it is another or broken. */
  read(tag: number): Uint8Array | undefined {
    const header = this.header(tag);
    const element = header && this.element(tag);
    return element?.subarray(header!.start);
  }

  /** The next element as a sequence to be read. */
  sequence(tag: number = TAG.sequence): DerReader | undefined {
    const content = this.read(tag);
    return content && new DerReader(content);
  }

  /** The next element as a number; undefined if it is none in the shortest form. */
  integer(): bigint | undefined {
    const content = this.read(TAG.integer);
    if (!content || content.length === 0) return undefined;
    const [first = 0, second = 0] = content;
    if (content.length > 1 && ((first === 0 && second < 0x80) || (first === 0xff && second >= 0x80))) return undefined;
    return first < 0x80 ? toBigInt(content) : toBigInt(content) - (1n << BigInt(8 * content.length));
  }

  /** The next element as a string of whole bytes. */
  bits(): Uint8Array | undefined {
    const content = this.read(TAG.bitString);
    return content?.[0] === 0 ? content.subarray(1) : undefined;
  }

  /** The next element as an object identifier, `1.2.840.113549.1.1.1`. */
  oid(): string | undefined {
    const content = this.read(TAG.oid);
    if (!content || content.length === 0 || content.at(-1)! >= 0x80) return undefined;
    const arcs: number[] = [];
    let arc = 0;
    for (const byte of content) {
      arc = arc * 128 + (byte & 0x7f);
      if (byte >= 0x80) continue;
      if (arcs.length === 0) arcs.push(Math.min(Math.floor(arc / 40), 2), arc - 40 * Math.min(Math.floor(arc / 40), 2));
      else arcs.push(arc);
      arc = 0;
    }
    return arcs.join('.');
  }

  private header(tag: number): { readonly start: number; readonly length: number } | undefined {
    const { at, bytes } = this;
    if (bytes[at] !== tag || at + 2 > bytes.length) return undefined;
    const first = bytes[at + 1]!;
    const count = first < 0x80 ? 0 : first & 0x7f;
    if (first === 0x80 || count > 4 || at + 2 + count > bytes.length) return undefined;
    const length = count === 0 ? first : Number(toBigInt(bytes.subarray(at + 2, at + 2 + count)));
    // DER takes the shortest form.
    if (count > 0 && (length < 0x80 || bytes[at + 2] === 0)) return undefined;
    const start = 2 + count;
    return at + start + length > bytes.length ? undefined : { start, length };
  }
}

/** A number from its bytes, the highest first. */
export function toBigInt(bytes: Uint8Array): bigint {
  let value = 0n;
  for (const byte of bytes) value = (value << 8n) | BigInt(byte);
  return value;
}
