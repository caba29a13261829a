/**
 * What a file is, told from its own bytes: format by signature, size of a picture by its header. Never by name or by the
 * type the sender claims. Decodes no pixels and trusts no length field beyond the bytes at hand.
 */
export const FILE_FORMATS = [
  "image/jpeg",
  "image/png",
  "image/webp",
  "application/pdf",
  "audio/webm",
  "audio/ogg",
  "audio/mp4",
  "audio/mpeg",
  "audio/wav",
] as const;
export type FileFormat = (typeof FILE_FORMATS)[number];

export interface InspectedFile {
  readonly format: FileFormat;
  /** Null for anything but pictures. */
  readonly size: { readonly widthPx: number; readonly heightPx: number } | null;
}

/** Reads without running past the end: beyond it there are only zeros. */
function reader(bytes: Uint8Array) {
  const at = (index: number) => bytes[index] ?? 0;
  return {
    at,
    u16: (index: number) => at(index) * 256 + at(index + 1),
    u16le: (index: number) => at(index) + at(index + 1) * 256,
    u24le: (index: number) => at(index) + at(index + 1) * 256 + at(index + 2) * 65_536,
    u32: (index: number) => ((at(index) * 256 + at(index + 1)) * 256 + at(index + 2)) * 256 + at(index + 3),
    ascii: (index: number, text: string) =>
      Array.from(text).every((letter, offset) => at(index + offset) === letter.charCodeAt(0)),
    length: bytes.length,
  };
}
type Reader = ReturnType<typeof reader>;

const picture = (format: FileFormat, widthPx: number, heightPx: number): InspectedFile | null =>
  widthPx > 0 && heightPx > 0 ? { format, size: { widthPx, heightPx } } : null;

function png(file: Reader): InspectedFile | null {
  if (file.at(0) !== 0x89 || !file.ascii(1, "PNG\r\n\u001a\n") || !file.ascii(12, "IHDR")) return null;
  return file.length < 33 ? null : picture("image/png", file.u32(16), file.u32(20));
}

/** Frame headers of every coding but the tables and restart marks that share their range. */
const isFrameHeader = (marker: number) =>
  marker >= 0xc0 && marker <= 0xcf && marker !== 0xc4 && marker !== 0xc8 && marker !== 0xcc;

function jpeg(file: Reader): InspectedFile | null {
  if (file.u16(0) !== 0xffd8) return null;
  let at = 2;
  while (at + 9 < file.length) {
    if (file.at(at) !== 0xff) return null;
    const marker = file.at(at + 1);
    if (marker === 0xff) {
      at += 1;
      continue;
    }
    const isBare = marker === 0x01 || (marker >= 0xd0 && marker <= 0xd7);
    if (isFrameHeader(marker)) return picture("image/jpeg", file.u16(at + 7), file.u16(at + 5));
    // Picture data begins, or ends, before any frame said how large it is.
    if (marker === 0xd9 || marker === 0xda) return null;
    at += isBare ? 2 : 2 + Math.max(2, file.u16(at + 2));
  }
  return null;
}

function webp(file: Reader): InspectedFile | null {
  if (!file.ascii(0, "RIFF") || !file.ascii(8, "WEBP") || file.length < 30) return null;
  if (file.ascii(12, "VP8X")) return picture("image/webp", file.u24le(24) + 1, file.u24le(27) + 1);
  if (file.ascii(12, "VP8L")) {
    if (file.at(20) !== 0x2f) return null;
    const [a, b, c, d] = [file.at(21), file.at(22), file.at(23), file.at(24)];
    return picture("image/webp", 1 + (((b & 0x3f) << 8) | a), 1 + (((d & 0xf) << 10) | (c << 2) | (b >> 6)));
  }
  if (!file.ascii(12, "VP8 ") || file.at(23) !== 0x9d || file.at(24) !== 0x01 || file.at(25) !== 0x2a)
    return null;
  return picture("image/webp", file.u16le(26) & 0x3fff, file.u16le(28) & 0x3fff);
}

function other(file: Reader): InspectedFile | null {
  const found = (format: FileFormat): InspectedFile => ({ format, size: null });
  if (file.ascii(0, "%PDF-")) return found("application/pdf");
  if (file.u32(0) === 0x1a45dfa3) return found("audio/webm");
  if (file.ascii(0, "OggS")) return found("audio/ogg");
  if (file.ascii(4, "ftyp")) return found("audio/mp4");
  if (file.ascii(0, "RIFF") && file.ascii(8, "WAVE")) return found("audio/wav");
  if (file.ascii(0, "ID3")) return found("audio/mpeg");
  if (file.at(0) === 0xff && (file.at(1) & 0xe6) === 0xe2) return found("audio/mpeg");
  return null;
}

/** The format and size, or null when the bytes are none of the formats we take, or a picture without a size. */
export function inspectFile(bytes: Uint8Array): InspectedFile | null {
  const file = reader(bytes);
  return png(file) ?? jpeg(file) ?? webp(file) ?? other(file);
}

/** Whether a file sent as `claimed` may be kept as `format`; a recorder may say video for a sound, or name codecs. */
export function claimFits(claimed: string, format: FileFormat): boolean {
  const plain = claimed.split(";")[0]?.trim().toLowerCase() ?? "";
  if (plain === format) return true;
  const also: Partial<Record<FileFormat, readonly string[]>> = {
    "image/jpeg": ["image/jpg"],
    "audio/webm": ["video/webm"],
    "audio/mp4": ["video/mp4", "audio/x-m4a", "audio/aac"],
    "audio/mpeg": ["audio/mp3"],
    "audio/wav": ["audio/x-wav", "audio/wave"],
  };
  return also[format]?.includes(plain) ?? false;
}
