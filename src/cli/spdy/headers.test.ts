import { expect, test } from 'vitest';
import { DICTIONARY } from './dictionary.ts';
import { dataFrame, FIN, type Frame, readFrames } from './frames.ts';
import { createHeaderCodec } from './headers.ts';

test('the dictionary is the one that zlib knows by its checksum', () => {
  let [a, b] = [1, 0];
  for (const byte of DICTIONARY) {
    a = (a + byte) % 65_521;
    b = (b + a) % 65_521;
  }
  expect([DICTIONARY.length, (b * 65_536 + a).toString(16)]).toEqual([1423, 'e3c6a7c2']);
});

test('blocks of headers come out as they went in, one after the other', async () => {
  const [there, here] = [createHeaderCodec(), createHeaderCodec()];
  for (const headers of [{ port: '80', streamtype: 'error' }, {}, { port: '80', streamtype: 'data' }]) {
    expect(await here.unpack(await there.pack(headers))).toEqual(new Map(Object.entries(headers)));
  }
});

test('frames are read however their bytes arrive', () => {
  const bytes = Buffer.concat([dataFrame(1, Buffer.from('abc')), dataFrame(3, Buffer.alloc(0), FIN)]);
  const frames: Frame[] = [];
  let rest: Buffer = Buffer.alloc(0);
  for (const byte of bytes) rest = readFrames(Buffer.concat([rest, Buffer.from([byte])]), (each) => frames.push(each));
  expect(frames.map(({ type, stream, flags, payload }) => [type, stream, flags, payload.toString()])).toEqual([
    ['data', 1, 0, 'abc'],
    ['data', 3, 1, ''],
  ]);
});
