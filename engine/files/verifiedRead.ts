/**
 * Reading a stored file so that damage cannot pass for the file: the last bytes are handed out only when all of them
 * fit the checksum.
 */
import { createHash } from "node:crypto";
import { createReadStream } from "node:fs";
import { type Readable, Transform } from "node:stream";
import { pipeline } from "node:stream/promises";

/** The bytes on disk are not those that were stored. */
export class DamagedFile extends Error {
  override name = "DamagedFile";

  constructor(file: string, detail: string) {
    super(`The stored file ${file} is damaged: ${detail}. Restore it from a backup.`);
  }
}

/** @param sha256 base64. The stream fails with `DamagedFile` instead of ending. */
export function readVerified(file: string, sha256: string): Readable {
  const hash = createHash("sha256");
  let held: Buffer | null = null;
  const verify = new Transform({
    transform(chunk: Buffer, _encoding, done) {
      hash.update(chunk);
      const ready = held;
      held = chunk;
      done(null, ready);
    },
    flush(done) {
      if (hash.digest("base64") === sha256) done(null, held);
      else done(new DamagedFile(file, "its bytes do not fit its checksum"));
    },
  });
  // The consumer sees any failure on the returned stream.
  pipeline(createReadStream(file), verify).catch(() => undefined);
  return verify;
}

/** Reads the file to its end. Throws `DamagedFile`. */
export async function verifyFile(file: string, sha256: string): Promise<void> {
  for await (const _chunk of readVerified(file, sha256)) continue;
}
