/** The wire form of a commit timestamp (ns): base64 of eight little-endian bytes. */

let lastTs = -1n;
let lastText = "";

export function encodeTs(ts: bigint): string {
  // One commit is announced to every socket: the last form is nearly always the one asked for.
  if (ts === lastTs) return lastText;
  const bytes = Buffer.allocUnsafe(8);
  bytes.writeBigUInt64LE(ts);
  lastText = bytes.toString("base64");
  lastTs = ts;
  return lastText;
}

/** Throws when the text is not eight bytes of base64. */
export function decodeTs(text: string): bigint {
  const bytes = Buffer.from(text, "base64");
  if (bytes.length !== 8) throw new Error(`"${text}" is not a timestamp`);
  return bytes.readBigUInt64LE();
}
