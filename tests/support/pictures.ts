/** Small real pictures for tests: bytes that are what they say, made without an encoder. */
import { crc32, deflateSync } from "node:zlib";

function chunk(type: string, data: Uint8Array): Buffer {
  const body = Buffer.concat([Buffer.from(type, "latin1"), data]);
  const length = Buffer.alloc(4);
  length.writeUInt32BE(data.length);
  const check = Buffer.alloc(4);
  check.writeUInt32BE(crc32(body));
  return Buffer.concat([length, body, check]);
}

/** A grey PNG of a size; `shade` makes it another file. */
export function png(widthPx = 8, heightPx = 8, shade = 128): Uint8Array<ArrayBuffer> {
  const head = Buffer.alloc(13);
  head.writeUInt32BE(widthPx, 0);
  head.writeUInt32BE(heightPx, 4);
  head.set([8, 0, 0, 0, 0], 8);
  const rows = Buffer.alloc((widthPx + 1) * heightPx, shade);
  for (let row = 0; row < heightPx; row += 1) rows[row * (widthPx + 1)] = 0;
  const signature = Buffer.from([0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a]);
  const file = Buffer.concat([
    signature,
    chunk("IHDR", head),
    chunk("IDAT", deflateSync(rows)),
    chunk("IEND", Buffer.alloc(0)),
  ]);
  return new Uint8Array(file);
}

/** The beginning of a JPEG as cameras write it: an Exif block of some length, tables, then the frame header. */
export function jpeg(widthPx: number, heightPx: number, exifBytes = 64): Uint8Array<ArrayBuffer> {
  const u16 = (value: number) => [value >> 8, value & 0xff];
  const exif = [0xff, 0xe1, ...u16(exifBytes + 2), ...Array.from({ length: exifBytes }, () => 0xd8)];
  const tables = [0xff, 0xdb, ...u16(67), ...Array.from({ length: 65 }, () => 1)];
  const huffman = [0xff, 0xc4, ...u16(5), 0, 0, 0];
  const frame = [0xff, 0xc0, ...u16(11), 8, ...u16(heightPx), ...u16(widthPx), 1, 1, 0x11, 0];
  return new Uint8Array([0xff, 0xd8, ...exif, ...tables, ...huffman, ...frame, 0xff, 0xd9]);
}

/** A file as a browser would send it. */
export function blobOf(bytes: Uint8Array<ArrayBuffer>, type: string): Blob {
  return new Blob([bytes], { type });
}
