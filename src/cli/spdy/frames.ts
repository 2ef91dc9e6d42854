import { uint32 } from './dictionary.ts';

/** Types of control frames. */
export const SYN_STREAM = 1;
export const SYN_REPLY = 2;
export const RST_STREAM = 3;
export const PING = 6;
export const GO_AWAY = 7;

/** A frame's flag: the sender has nothing more to say on its stream. */
export const FIN = 1;

/** A frame of SPDY/3: control frames have a type, data frames a stream. */
export interface Frame {
  readonly type: number | 'data';
  /** Of data; control frames have theirs in the payload. */
  readonly stream: number;
  readonly flags: number;
  readonly payload: Buffer;
}

const HEAD = 8;
const VERSION = 3;

/** Takes whole frames out of the bytes that have come; returns the rest. */
export function readFrames(bytes: Buffer, take: (frame: Frame) => void): Buffer {
  let rest = bytes;
  while (rest.length >= HEAD) {
    const end = HEAD + (rest.readUInt32BE(4) & 0xffffff);
    if (rest.length < end) break;
    const isControl = (rest[0]! & 0x80) !== 0;
    take({
      type: isControl ? rest.readUInt16BE(2) : 'data',
      stream: isControl ? 0 : rest.readUInt32BE(0),
      flags: rest[4]!,
      payload: rest.subarray(HEAD, end),
    });
    rest = rest.subarray(end);
  }
  return rest;
}

export function dataFrame(stream: number, payload: Buffer, flags = 0): Buffer {
  return Buffer.concat([uint32(stream), sized(flags, payload.length), payload]);
}

export function controlFrame(type: number, payload: Buffer, flags = 0): Buffer {
  const head = Buffer.from([0x80, VERSION, type >> 8, type & 0xff]);
  return Buffer.concat([head, sized(flags, payload.length), payload]);
}

function sized(flags: number, length: number): Buffer {
  return uint32(flags * 2 ** 24 + length);
}
