/** Large files pass through without being held: measured in the engine's own process. `ENGINE_FILE_MIB` makes it larger. */
import { createHash, randomBytes } from "node:crypto";
import { readFileSync } from "node:fs";
import { ConvexHttpClient } from "convex/browser";
import { afterAll, beforeAll, expect, test } from "vitest";
import { files } from "../cli/appFunctions";
import { type EngineProcess, pushApp, startEngine, temporaryFolder } from "../cli/engineProcess";

const MIB = 1024 * 1024;
const SIZE_MIB = Number(process.env["ENGINE_FILE_MIB"] ?? 64);
let engine: EngineProcess;
let http: ConvexHttpClient;
beforeAll(async () => {
  engine = await startEngine({ dataDir: temporaryFolder("streaming") });
  await pushApp(engine);
  http = new ConvexHttpClient(engine.url, { logger: false });
});
afterAll(async () => {
  await engine.end("SIGTERM");
});

/** Resident memory of the engine, MiB; null where the system does not tell. */
function residentMib(): number | null {
  try {
    const status = readFileSync(`/proc/${engine.process.pid}/status`, "utf8");
    return Number(/VmRSS:\s+(\d+) kB/.exec(status)?.[1]) / 1024;
  } catch {
    return null;
  }
}

async function peakDuring(work: () => Promise<void>): Promise<number> {
  let peak = 0;
  const watch = setInterval(() => {
    peak = Math.max(peak, residentMib() ?? 0);
  }, 10);
  await work();
  clearInterval(watch);
  return peak;
}

test(`FI-11 ${SIZE_MIB} MiB go in and out with the memory of a few chunks, ranges and checksum included`, async () => {
  const piece = randomBytes(MIB);
  const hash = createHash("sha256");
  async function* generated() {
    for (let n = 0; n < SIZE_MIB; n += 1) {
      piece.writeUInt32LE(n, 0);
      hash.update(piece);
      yield Uint8Array.from(piece);
    }
  }
  const url = String(await http.mutation(files.uploadUrl, {}));
  const before = residentMib() ?? 0;
  let storageId = "";
  const up = await peakDuring(async () => {
    const init = { method: "POST", body: generated(), duplex: "half" } as unknown as RequestInit;
    const response = await fetch(url, init);
    expect(response.status).toBe(200);
    ({ storageId } = (await response.json()) as { storageId: string });
  });
  const sha256 = hash.digest("base64");
  expect(await http.query(files.row, { id: storageId })).toMatchObject({ size: SIZE_MIB * MIB, sha256 });
  const address = String(await http.query(files.url, { id: storageId }));
  const down = await peakDuring(async () => {
    const response = await fetch(address);
    expect(response.headers.get("content-length")).toBe(String(SIZE_MIB * MIB));
    expect(response.headers.get("digest")).toBe(`sha-256=${sha256}`);
    const received = createHash("sha256");
    for await (const chunk of response.body ?? []) received.update(chunk);
    expect(received.digest("base64")).toBe(sha256);
  });
  const start = (SIZE_MIB - 2) * MIB;
  const part = await fetch(address, { headers: { Range: `bytes=${start}-${start + 3}` } });
  expect(part.status).toBe(206);
  expect(Buffer.from(await part.arrayBuffer()).readUInt32LE()).toBe(SIZE_MIB - 2);
  // What a process of this kind grows by under any work; a held file would be all of its size more.
  const allowed = Math.min(60, SIZE_MIB * 0.9);
  expect(up - before).toBeLessThan(allowed);
  expect(down - before).toBeLessThan(allowed);
  await http.mutation(files.remove, { id: storageId });
  expect((await fetch(address)).status).toBe(404);
}, 120_000);
