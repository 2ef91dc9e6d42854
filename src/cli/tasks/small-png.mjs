// Makes a PNG of a screenshot small: a palette of its most frequent colours and of those farthest from them, which small
// marks have; every other pixel gets the nearest of them.
import { deflateSync, inflateSync } from 'node:zlib';

const crcTable = Array.from({ length: 256 }, (_, n) => {
  let c = n;
  for (let k = 0; k < 8; k++) c = c & 1 ? 0xedb88320 ^ (c >>> 1) : c >>> 1;
  return c >>> 0;
});

function chunk(type, data) {
  const body = Buffer.concat([Buffer.from(type, 'latin1'), data]);
  let crc = 0xffffffff;
  for (const byte of body) crc = crcTable[(crc ^ byte) & 0xff] ^ (crc >>> 8);
  const whole = Buffer.alloc(body.length + 8);
  whole.writeUInt32BE(data.length, 0);
  body.copy(whole, 4);
  whole.writeUInt32BE((crc ^ 0xffffffff) >>> 0, body.length + 4);
  return whole;
}

function chunksOf(png) {
  const chunks = [];
  for (let at = 8; at < png.length; ) {
    const length = png.readUInt32BE(at);
    chunks.push({ type: png.toString('latin1', at + 4, at + 8), data: png.subarray(at + 8, at + 8 + length) });
    at += length + 12;
  }
  return chunks;
}

function paeth(a, b, c) {
  const [pa, pb, pc] = [Math.abs(b - c), Math.abs(a - c), Math.abs(a + b - 2 * c)];
  return pa <= pb && pa <= pc ? a : pb <= pc ? b : c;
}

/** Undoes the filters of the rows of 8-bit samples. */
function unfilter(raw, width, height, size) {
  const stride = width * size;
  const out = Buffer.alloc(stride * height);
  for (let y = 0; y < height; y++) {
    const filter = raw[y * (stride + 1)];
    for (let x = 0; x < stride; x++) {
      const at = y * stride + x;
      const left = x >= size ? out[at - size] : 0;
      const up = y > 0 ? out[at - stride] : 0;
      const corner = x >= size && y > 0 ? out[at - stride - size] : 0;
      const guess = [0, left, up, (left + up) >> 1, paeth(left, up, corner)][filter];
      out[at] = (raw[y * (stride + 1) + 1 + x] + guess) & 0xff;
    }
  }
  return out;
}

const distance = (one, other) => {
  const [r, g, b] = [16, 8, 0].map((bits) => ((one >> bits) & 255) - ((other >> bits) & 255));
  return r * r + g * g + b * b;
};

function paletteOf(counts) {
  const palette = [...counts]
    .sort((a, b) => b[1] - a[1])
    .slice(0, 192)
    .map(([color]) => color);
  const far = new Map(
    [...counts.keys()].map((color) => [color, Math.min(...palette.map((each) => distance(color, each)))]),
  );
  while (palette.length < Math.min(256, counts.size)) {
    const farthest = [...far].reduce((best, each) => (each[1] > best[1] ? each : best))[0];
    palette.push(farthest);
    for (const [color, known] of far) far.set(color, Math.min(known, distance(color, farthest)));
  }
  return palette;
}

function nearest(color, palette) {
  let best = 0;
  let bestFar = Number.POSITIVE_INFINITY;
  for (const [index, other] of palette.entries()) {
    const far = distance(color, other);
    if (far < bestFar) [best, bestFar] = [index, far];
  }
  return best;
}

/** The same picture with a palette; as it is, if it has one already. Opaque pictures of 8 bits, as browsers make them. */
export function smallPng(png) {
  const chunks = chunksOf(png);
  const head = chunks[0].data;
  const [width, height] = [head.readUInt32BE(0), head.readUInt32BE(4)];
  if (head[9] === 3) return png;
  const size = head[9] === 6 ? 4 : 3;
  const raw = inflateSync(Buffer.concat(chunks.filter(({ type }) => type === 'IDAT').map(({ data }) => data)));
  const pixels = unfilter(raw, width, height, size);
  const colors = Array.from({ length: width * height }, (_, index) => pixels.readUIntBE(index * size, 3));
  const counts = new Map();
  for (const color of colors) counts.set(color, (counts.get(color) ?? 0) + 1);
  const palette = paletteOf(counts);
  const indexOf = new Map(palette.map((color, index) => [color, index]));
  for (const color of counts.keys()) if (!indexOf.has(color)) indexOf.set(color, nearest(color, palette));
  const rows = Buffer.alloc((width + 1) * height);
  for (const [index, color] of colors.entries())
    rows[Math.floor(index / width) * (width + 1) + 1 + (index % width)] = indexOf.get(color);
  const header = Buffer.from(head);
  header[9] = 3;
  const table = Buffer.from(palette.flatMap((color) => [color >> 16, (color >> 8) & 255, color & 255]));
  return Buffer.concat([
    png.subarray(0, 8),
    chunk('IHDR', header),
    chunk('PLTE', table),
    chunk('IDAT', deflateSync(rows, { level: 9, memLevel: 9 })),
    chunk('IEND', Buffer.alloc(0)),
  ]);
}
