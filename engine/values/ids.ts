/**
 * Document ids exactly as Convex makes them, so that data can move to Convex Cloud with its ids: LEB128 table number,
 * 14 random bytes, creation day (2 bytes, big-endian), Fletcher-16 (little-endian), in lower-case Crockford base32.
 * Does not know which table a number belongs to.
 */
import { randomFillSync } from "node:crypto";

const ALPHABET = "0123456789abcdefghjkmnpqrstvwxyz";
const MS_PER_DAY = 86_400_000;
const RANDOM_BYTES = 14;
const INTERNAL_BYTES = 16;

const DIGIT = new Int8Array(128).fill(-1);
for (let i = 0; i < ALPHABET.length; i++) DIGIT[ALPHABET.charCodeAt(i)] = i;

const randomPool = new Uint8Array(RANDOM_BYTES * 256);
let randomOffset = randomPool.length;

export interface DecodedId {
  tableNumber: number;
  /** 14 random bytes and the day. */
  internal: Uint8Array;
}

/** A fresh id. `nowMs` is epoch ms; only its UTC day enters the id. */
export function newId(tableNumber: number, nowMs: number): string {
  if (randomOffset >= randomPool.length) {
    randomFillSync(randomPool);
    randomOffset = 0;
  }
  const internal = new Uint8Array(INTERNAL_BYTES);
  internal.set(randomPool.subarray(randomOffset, randomOffset + RANDOM_BYTES));
  randomOffset += RANDOM_BYTES;
  const day = Math.floor(nowMs / MS_PER_DAY) & 0xffff;
  internal[14] = day >> 8;
  internal[15] = day & 0xff;
  return encodeId(tableNumber, internal);
}

export function encodeId(tableNumber: number, internal: Uint8Array): string {
  const bytes: number[] = [];
  let rest = tableNumber;
  while (rest > 0x7f) {
    bytes.push((rest & 0x7f) | 0x80);
    rest = Math.floor(rest / 128);
  }
  bytes.push(rest);
  for (const byte of internal) bytes.push(byte);
  const check = fletcher16(bytes, bytes.length);
  bytes.push(check & 0xff, check >> 8);
  return base32(bytes);
}

/** Null unless the text is the canonical form of an id with a valid checksum. */
export function decodeId(text: string): DecodedId | null {
  if (text.length < 31 || text.length > 37) return null;
  const bytes: number[] = [];
  let window = 0;
  let bits = 0;
  for (let i = 0; i < text.length; i++) {
    const code = text.charCodeAt(i);
    const digit = code < 128 ? (DIGIT[code] ?? -1) : -1;
    if (digit < 0) return null;
    window = (window << 5) | digit;
    bits += 5;
    if (bits >= 8) {
      bits -= 8;
      bytes.push(window >> bits);
      window &= (1 << bits) - 1;
    }
  }
  // Left-over bits must be padding: fewer than one digit, all zero, else a second spelling of the same id would pass.
  if (window !== 0 || bits >= 5) return null;
  let tableNumber = 0;
  let scale = 1;
  let length = 0;
  for (;;) {
    const byte = bytes[length++];
    if (byte === undefined || length > 5) return null;
    tableNumber += (byte & 0x7f) * scale;
    if (byte < 0x80) {
      if (byte === 0) return null;
      break;
    }
    scale *= 128;
  }
  if (tableNumber > 0xffffffff || bytes.length !== length + INTERNAL_BYTES + 2) return null;
  const check = fletcher16(bytes, bytes.length - 2);
  if (bytes[bytes.length - 2] !== (check & 0xff) || bytes[bytes.length - 1] !== check >> 8) return null;
  return { tableNumber, internal: Uint8Array.from(bytes.slice(length, length + INTERNAL_BYTES)) };
}

function fletcher16(bytes: readonly number[], length: number): number {
  let low = 0;
  let high = 0;
  for (let i = 0; i < length; i++) {
    low = (low + (bytes[i] ?? 0)) & 0xff;
    high = (high + low) & 0xff;
  }
  return (high << 8) | low;
}

function base32(bytes: readonly number[]): string {
  let text = "";
  let window = 0;
  let bits = 0;
  for (const byte of bytes) {
    window = (window << 8) | byte;
    bits += 8;
    while (bits >= 5) {
      bits -= 5;
      text += ALPHABET.charAt(window >> bits);
      window &= (1 << bits) - 1;
    }
  }
  return bits > 0 ? text + ALPHABET.charAt(window << (5 - bits)) : text;
}
