/**
 * Makes PNG pictures smaller: at most 256 colours, one byte for each pixel. Screenshots need no more.
 * https://www.w3.org/TR/png-3/
 */
import { crc32, deflateSync, inflateSync } from 'node:zlib';
import { installed } from './paths';

/** gifenc has no types. Pixels are red, green, blue and alpha, a palette is a list of red, green and blue. */
interface Gifenc {
  quantize(rgba: Uint8Array, colors: number): number[][];
  applyPalette(rgba: Uint8Array, palette: number[][]): Uint8Array;
}

const MAX_COLORS = 256;
const SIGNATURE = Buffer.from([0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a]);

/** Colour types of the header. */
const RGB = 2;
const INDEXED = 3;
const RGBA = 6;

interface Picture {
  width: number;
  height: number;
  rgba: Uint8Array;
}

/** The contents of all chunks of this type, joined. */
function chunks(png: Buffer, type: string): Buffer {
  const found: Buffer[] = [];
  for (let at = SIGNATURE.length; at < png.length;) {
    const length = png.readUInt32BE(at);
    if (png.toString('latin1', at + 4, at + 8) === type) found.push(png.subarray(at + 8, at + 8 + length));
    at += length + 12;
  }
  return Buffer.concat(found);
}

/** The byte that filter type 4 predicts. https://www.w3.org/TR/png-3/#9Filter-type-4-Paeth */
function paeth(left: number, above: number, corner: number): number {
  const sum = left + above - corner;
  const [toLeft, toAbove, toCorner] = [Math.abs(sum - left), Math.abs(sum - above), Math.abs(sum - corner)];
  if (toLeft <= toAbove && toLeft <= toCorner) return left;
  return toAbove <= toCorner ? above : corner;
}

/** Reads a PNG picture as browsers write it: 8 bits for each sample, in colour, not interlaced. */
function decode(png: Buffer): Picture {
  const header = chunks(png, 'IHDR');
  const [width, height] = [header.readUInt32BE(0), header.readUInt32BE(4)];
  const [bitDepth, colorType, , , interlaced] = header.subarray(8);
  if (bitDepth !== 8 || (colorType !== RGB && colorType !== RGBA) || interlaced !== 0) {
    throw new Error('Only pictures with 8 bits for each sample, in colour and not interlaced, can be made smaller.');
  }
  const bytes = colorType === RGB ? 3 : 4;
  const rowLength = width * bytes;
  const data = inflateSync(chunks(png, 'IDAT'));
  const rgba = new Uint8Array(width * height * 4).fill(255);
  let before = new Uint8Array(rowLength);
  for (let y = 0; y < height; y++) {
    const start = y * (rowLength + 1);
    const filter = data[start] ?? 0;
    const row = Uint8Array.from(data.subarray(start + 1, start + 1 + rowLength));
    for (let x = 0; x < rowLength; x++) {
      const left = row[x - bytes] ?? 0;
      const above = before[x] ?? 0;
      const expected = [0, left, above, (left + above) >> 1, paeth(left, above, before[x - bytes] ?? 0)][filter] ?? 0;
      const value = ((row[x] ?? 0) + expected) & 255;
      row[x] = value;
      rgba[(y * width + Math.floor(x / bytes)) * 4 + (x % bytes)] = value;
    }
    before = row;
  }
  return { width, height, rgba };
}

function chunk(type: string, content: Uint8Array): Buffer {
  const body = Buffer.concat([Buffer.from(type, 'latin1'), content]);
  const framed = Buffer.alloc(body.length + 8);
  framed.writeUInt32BE(content.length, 0);
  body.copy(framed, 4);
  framed.writeUInt32BE(crc32(body), body.length + 4);
  return framed;
}

/** The same picture with at most 256 colours. Transparency is lost. Throws an `Error` for a picture that is not a browser's. */
export async function shrinkPng(png: Buffer): Promise<Buffer> {
  const { quantize, applyPalette } = (await import(installed('gifenc', 'dist', 'gifenc.js'))) as Gifenc;
  const { width, height, rgba } = decode(png);
  const palette = quantize(rgba, MAX_COLORS);
  const pixels = applyPalette(rgba, palette);
  const header = Buffer.alloc(13);
  header.writeUInt32BE(width, 0);
  header.writeUInt32BE(height, 4);
  header.set([8, INDEXED, 0, 0, 0], 8);
  // Without filters, because a pixel is the number of a colour.
  const rows = Buffer.alloc((width + 1) * height);
  for (let y = 0; y < height; y++) rows.set(pixels.subarray(y * width, (y + 1) * width), y * (width + 1) + 1);
  return Buffer.concat([
    SIGNATURE,
    chunk('IHDR', header),
    chunk('PLTE', Uint8Array.from(palette.flat())),
    chunk('IDAT', deflateSync(rows, { level: 9, memLevel: 9 })),
    chunk('IEND', new Uint8Array()),
  ]);
}
