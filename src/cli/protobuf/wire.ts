/** A field of a message on the wire: a number, or the bytes of a text, message or packed list. */
export interface WireField {
  readonly number: number;
  readonly value: number | Buffer;
}

/**
 * Takes a protobuf message apart into its fields, in the order in which they were written. Integers come as signed
 * 64-bit ones, exact up to 2^53. Throws an Error for bytes that are no message.
 */
export function* wireFields(bytes: Buffer): Generator<WireField> {
  let at = 0;
  const take = (length: number): Buffer => {
    if (at + length > bytes.length) throw new Error('unexpected EOF');
    at += length;
    return bytes.subarray(at - length, at);
  };
  const varint = (): bigint => {
    for (let value = 0n, shift = 0n; ; shift += 7n) {
      const byte = take(1)[0]!;
      if (shift > 63n) throw new Error('proto: integer overflow');
      value |= BigInt(byte & 127) << shift;
      if (byte < 128) return value;
    }
  };
  while (at < bytes.length) {
    const tag = Number(varint());
    const number = Math.floor(tag / 8);
    if (number === 0) throw new Error(`proto: illegal tag 0 (wire type ${tag & 7})`);
    switch (tag & 7) {
      case 0:
        yield { number, value: Number(BigInt.asIntN(64, varint())) };
        break;
      case 1:
        yield { number, value: take(8).readDoubleLE() };
        break;
      case 2:
        yield { number, value: take(Number(varint())) };
        break;
      case 5:
        yield { number, value: take(4).readFloatLE() };
        break;
      default:
        throw new Error(`proto: illegal wireType ${tag & 7}`);
    }
  }
}
