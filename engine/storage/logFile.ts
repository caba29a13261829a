/**
 * What SQLite would not say about its write-ahead log: it takes the first frame that does not fit for the log's end, so
 * a damaged frame would silently undo the confirmed commits behind it. Read here before SQLite opens the file.
 * Form of the log: a header of 32 bytes, then frames of 24 bytes and one page, each carrying the header's salt and a
 * checksum over everything before it; a frame that ends a commit has the size of the database in its second word.
 */
import { existsSync, readFileSync } from "node:fs";
import { damagedFile } from "./sqliteFailure";

const HEADER_BYTES = 32;
const FRAME_HEADER_BYTES = 24;
/** The lowest bit tells the byte order of the checksums. */
const MAGIC = 0x377f0682;

/**
 * Throws `StorageFailure` (`damaged`) when commits lie behind a damaged place. True when only the last write is cut
 * off: that is what a power cut leaves of a commit nobody was told of.
 */
export function endsInTornWrite(file: string): boolean {
  if (!existsSync(file)) return false;
  const log = readFileSync(file);
  if (log.length === 0) return false;
  const frames = readFrames(log, file);
  const broken = frames.findIndex((frame) => !frame.fits);
  if (broken === -1) return false;
  const after = frames.slice(broken);
  // Commits are synced one by one: of one that was cut off nothing can follow its last frame.
  const end = after.findIndex((frame) => frame.endsCommit);
  if (end !== -1 && end < after.length - 1) {
    throw damagedFile(file, `frame ${broken + 1} of its ${frames.length} does not fit its checksum`);
  }
  return true;
}

interface Frame {
  fits: boolean;
  endsCommit: boolean;
}

/** Frames of the log's present round: what an earlier round left behind them has another salt. */
function readFrames(log: Buffer, file: string): Frame[] {
  const magic = log.length < HEADER_BYTES ? 0 : log.readUInt32BE(0);
  const bigEndian = (magic & 1) === 1;
  const sum = new Checksum(bigEndian);
  if ((magic & ~1) >>> 0 !== MAGIC || !sum.add(log, 0, 24).equals(log, 24)) {
    throw damagedFile(file, "its header does not fit its checksum");
  }
  const frameBytes = FRAME_HEADER_BYTES + log.readUInt32BE(8);
  const salt = log.subarray(16, 24);
  const frames: Frame[] = [];
  let intact = true;
  for (let at = HEADER_BYTES; at + frameBytes <= log.length; at += frameBytes) {
    const ours = log.subarray(at + 8, at + 16).equals(salt);
    if (intact) {
      sum.add(log, at, 8).add(log, at + FRAME_HEADER_BYTES, frameBytes - FRAME_HEADER_BYTES);
      intact = ours && sum.equals(log, at + 16);
    }
    frames.push({ fits: intact, endsCommit: ours && log.readUInt32BE(at + 4) !== 0 });
  }
  // What no commit of this round ends was never part of one.
  const last = frames.findLastIndex((frame) => frame.fits || frame.endsCommit);
  return frames.slice(0, last + 1);
}

class Checksum {
  #first = 0;
  #second = 0;
  readonly #bigEndian: boolean;

  constructor(bigEndian: boolean) {
    this.#bigEndian = bigEndian;
  }

  /** `length` is a multiple of eight. */
  add(bytes: Buffer, start: number, length: number): this {
    for (let at = start; at < start + length; at += 8) {
      this.#first = (this.#first + this.#word(bytes, at) + this.#second) >>> 0;
      this.#second = (this.#second + this.#word(bytes, at + 4) + this.#first) >>> 0;
    }
    return this;
  }

  equals(bytes: Buffer, at: number): boolean {
    return bytes.readUInt32BE(at) === this.#first && bytes.readUInt32BE(at + 4) === this.#second;
  }

  #word(bytes: Buffer, at: number): number {
    return this.#bigEndian ? bytes.readUInt32BE(at) : bytes.readUInt32LE(at);
  }
}
