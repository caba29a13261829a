/*
 * Bytes of a file to text: finds out which encoding a spreadsheet program wrote. Order of evidence: byte order
 * mark, zero bytes of UTF-16, strict UTF-8, then Windows-1256, which Arabic Excel writes for "CSV".
 * Knows nothing of rows or columns.
 */
export const ENCODINGS = ["utf-8", "windows-1256", "utf-16le", "utf-16be"] as const;
export type Encoding = (typeof ENCODINGS)[number];

const SAMPLE_BYTES = 4096;

/** UTF-16 text of mostly Latin or digit characters has a zero in every other byte. */
function zerosAt(bytes: Uint8Array, parity: 0 | 1): number {
  let zeros = 0;
  const end = Math.min(bytes.length, SAMPLE_BYTES);
  for (let index = parity; index < end; index += 2) if (bytes[index] === 0) zeros += 1;
  return zeros / Math.max(1, Math.floor(end / 2));
}

function isUtf8(bytes: Uint8Array): boolean {
  try {
    new TextDecoder("utf-8", { fatal: true }).decode(bytes);
    return true;
  } catch {
    // The decoder throws on the first byte sequence that is not UTF-8; that is the answer.
    return false;
  }
}

/** The encoding the bytes are most probably written in. */
export function detectEncoding(bytes: Uint8Array): Encoding {
  if (bytes[0] === 0xff && bytes[1] === 0xfe) return "utf-16le";
  if (bytes[0] === 0xfe && bytes[1] === 0xff) return "utf-16be";
  if (bytes[0] === 0xef && bytes[1] === 0xbb && bytes[2] === 0xbf) return "utf-8";
  if (zerosAt(bytes, 1) > 0.25) return "utf-16le";
  if (zerosAt(bytes, 0) > 0.25) return "utf-16be";
  return isUtf8(bytes) ? "utf-8" : "windows-1256";
}

/** Text without its byte order mark. Bytes that do not fit become U+FFFD, which row validation reports. */
export function decodeText(bytes: Uint8Array, encoding: Encoding): string {
  return new TextDecoder(encoding, { ignoreBOM: false }).decode(bytes);
}
