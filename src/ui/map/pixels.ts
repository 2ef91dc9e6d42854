/** A picture of 32-bit pixels, in which rectangles are set. Colours are as in memory: alpha, blue, green, red. */
export interface Pixels {
  readonly data: Uint32Array;
  readonly width: number;
  readonly height: number;
}

export function newPixels(width: number, height: number, buffer: ArrayBuffer): Pixels {
  return { data: new Uint32Array(buffer), width, height };
}

/** `#rrggbb` or `#rgb` as a pixel. */
export function pixelOf(hex: string): number {
  const digits = hex.length === 4 ? [...hex.slice(1)].map((digit) => digit + digit).join('') : hex.slice(1, 7);
  const value = Number.parseInt(digits, 16);
  const [red, green, blue] = [(value >> 16) & 255, (value >> 8) & 255, value & 255];
  return (0xff000000 | (blue << 16) | (green << 8) | red) >>> 0;
}

/** Sets a rectangle; what lies outside the picture is left out. */
export function fillRect(
  { data, width, height }: Pixels,
  x: number,
  y: number,
  w: number,
  h: number,
  color: number,
): void {
  const left = Math.max(0, Math.round(x));
  const right = Math.min(width, Math.round(x + w));
  const top = Math.max(0, Math.round(y));
  const bottom = Math.min(height, Math.round(y + h));
  const across = right - left;
  if (across <= 0) return;
  for (let row = top; row < bottom; row++) {
    const from = row * width + left;
    // A call of fill costs more than a few pixels.
    if (across > 32) data.fill(color, from, from + across);
    else for (let at = from; at < from + across; at++) data[at] = color;
  }
}

/** Sets a small square within the picture, from whole places. */
export function fillSquare({ data, width }: Pixels, x: number, y: number, side: number, color: number): void {
  for (let row = y * width + x, end = row + side * width; row < end; row += width) {
    for (let at = row; at < row + side; at++) data[at] = color;
  }
}

/** Sets the outline of a rectangle. */
export function strokeRect(
  pixels: Pixels,
  x: number,
  y: number,
  w: number,
  h: number,
  line: number,
  color: number,
): void {
  fillRect(pixels, x, y, w, line, color);
  fillRect(pixels, x, y + h - line, w, line, color);
  fillRect(pixels, x, y, line, h, color);
  fillRect(pixels, x + w - line, y, line, h, color);
}

/** A cross from corner to corner of a square. */
export function cross(pixels: Pixels, x: number, y: number, size: number, line: number, color: number): void {
  for (let step = 0; step < size; step++) {
    fillRect(pixels, x + step, y + step, line, line, color);
    fillRect(pixels, x + size - 1 - step, y + step, line, line, color);
  }
}

/** A triangle in the upper right corner. */
export function corner(pixels: Pixels, right: number, top: number, size: number, color: number): void {
  for (let row = 0; row < size; row++) fillRect(pixels, right - size + row, top + row, size - row, 1, color);
}
