import { constants, createDeflate, createInflate, type Deflate, type Inflate } from 'node:zlib';
import { DICTIONARY, uint32 } from './dictionary.ts';

/** Packs and unpacks the header blocks of one session; each block builds on those before it. */
export interface HeaderCodec {
  pack(headers: Readonly<Record<string, string>>): Promise<Buffer>;
  unpack(block: Buffer): Promise<ReadonlyMap<string, string>>;
  close(): void;
}

export function createHeaderCodec(): HeaderCodec {
  const inflate = createInflate({ dictionary: DICTIONARY });
  const deflate = createDeflate({ dictionary: DICTIONARY });
  for (const stream of [inflate, deflate]) stream.on('error', () => {});
  return {
    pack(headers) {
      const entries = Object.entries(headers);
      const parts = entries.flatMap((entry) => entry.flatMap((text) => [uint32(text.length), Buffer.from(text)]));
      return pass(deflate, Buffer.concat([uint32(entries.length), ...parts]));
    },
    unpack: async (block) => pairsOf(await pass(inflate, block)),
    close() {
      inflate.close();
      deflate.close();
    },
  };
}

/** Sends bytes through and takes all that comes out for them. */
function pass(stream: Inflate | Deflate, input: Buffer): Promise<Buffer> {
  return new Promise((resolve, reject) => {
    const chunks: Buffer[] = [];
    const take = (chunk: Buffer): void => void chunks.push(chunk);
    stream.on('data', take);
    stream.once('error', reject);
    stream.write(input, () => {
      stream.flush(constants.Z_SYNC_FLUSH, () => {
        stream.off('data', take);
        stream.off('error', reject);
        resolve(Buffer.concat(chunks));
      });
    });
  });
}

function pairsOf(block: Buffer): ReadonlyMap<string, string> {
  let at = 4;
  const text = (): string => {
    const length = block.readUInt32BE(at);
    at += 4 + length;
    return block.toString('utf8', at - length, at);
  };
  return new Map(Array.from({ length: block.readUInt32BE(0) }, () => [text(), text()] as const));
}
