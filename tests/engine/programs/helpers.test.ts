/** `convex-helpers` on the engine: what other people's apps are built of, deployed with the official CLI. */
import { ConvexHttpClient } from "convex/browser";
import { makeFunctionReference } from "convex/server";
import { afterAll, beforeAll, expect, test } from "vitest";
import { type EngineProcess, startEngine, temporaryFolder } from "../cli/engineProcess";
import type { AppProject } from "../cli/engineProcess";
import { deployProgram } from "./deploy";
import { helpersApp } from "./helpersApp";

let engine: EngineProcess;
let project: AppProject;
let http: ConvexHttpClient;
let seeded: { author: string; posts: string[] };
beforeAll(async () => {
  engine = await startEngine({ dataDir: temporaryFolder("helpers") });
  project = await deployProgram(engine, helpersApp);
  http = new ConvexHttpClient(engine.url, { logger: false });
  seeded = await mutation("relations:seed");
});
afterAll(async () => {
  project.remove();
  await engine.end("SIGTERM");
});

type Args = Record<string, unknown>;
async function query<T>(name: string, args: Args = {}): Promise<T> {
  return await http.query(makeFunctionReference<"query", Args, T>(name), args);
}
async function mutation<T>(name: string, args: Args = {}): Promise<T> {
  return await http.mutation(makeFunctionReference<"mutation", Args, T>(name), args);
}

interface Page {
  page: { rank: number }[];
  isDone: boolean;
  continueCursor: string;
}

async function allPages(name: string, args: Args, numItems: number): Promise<number[][]> {
  const pages: number[][] = [];
  let cursor: string | null = null;
  for (let isDone = false; !isDone && pages.length < 20; ) {
    const result: Page = await query(name, { ...args, paginationOpts: { cursor, numItems } });
    pages.push(result.page.map(({ rank }) => rank));
    isDone = result.isDone;
    cursor = result.continueCursor;
  }
  return pages;
}

test("CL-9 QU-2 relationships and filter", async () => {
  expect(await query("relations:tree", { token: "ada" })).toEqual({
    titles: ["post 1", "post 2", "post 3"],
    tags: [["a"], ["a", "b"], ["a", "b"]],
    same: 3,
    missing: null,
    odd: [1, 3],
  });
});

test("TX-1 triggers and row level security", async () => {
  const { author } = seeded;
  const before = await query<number>("guarded:count", { author });
  const id = await mutation<string>("guarded:add", { author, title: "mine" });
  expect(await query("guarded:count", { author })).toBe(before + 1);
  expect(await query("guarded:visible")).toEqual(["mine"]);
  await mutation("guarded:rename", { id, title: "still mine" });
  await expect(mutation("guarded:rename", { id: seeded.posts[0], title: "x" })).rejects.toThrow(
    /no read access or doc does not exist/,
  );
  await mutation("guarded:drop", { id });
  expect(await query("guarded:count", { author })).toBe(before);
});

test("FN-10 rate limits, thrown as ConvexError too", async () => {
  expect(await mutation("limits:take", { key: "k" })).toMatchObject({ ok: true });
  expect(await mutation("limits:take", { key: "k" })).toMatchObject({ ok: true });
  expect(await mutation("limits:take", { key: "k" })).toMatchObject({
    ok: false,
    retryAt: expect.any(Number),
  });
  await expect(mutation("limits:take", { key: "k", throws: true })).rejects.toMatchObject({
    data: { kind: "RateLimited", name: "post" },
  });
  await mutation("limits:reset", { key: "k" });
  expect(await mutation("limits:take", { key: "k" })).toMatchObject({ ok: true });
});

test("SC-2 a migration in batches, started from the command line", async () => {
  expect(await query("migrations:unpublished")).toBeGreaterThan(2);
  await project.cli(engine, "run", "migrations:all");
  await expect.poll(() => query("migrations:unpublished"), { timeout: 10_000 }).toBe(0);
  await expect
    .poll(() => query("migrations:states"))
    .toEqual([{ name: "migrations:publish", isDone: true, processed: 3 }]);
});

test("FN-7 zod validators", async () => {
  expect(await query("zodded:shout", { text: "hi" })).toEqual({ text: "HI" });
  await expect(query("zodded:shout", { text: "h" })).rejects.toMatchObject({
    data: { ZodError: [expect.objectContaining({ path: ["text"] })] },
  });
  await expect(query("zodded:shout", { text: "hi", user: "no id" })).rejects.toThrow(
    /ArgumentValidationError/,
  );
});

test("FN-7 sessions", async () => {
  await mutation("sessions:visit", { sessionId: "s1", page: "/a" });
  await mutation("sessions:visit", { sessionId: "s2", page: "/b" });
  expect(await query("sessions:mine", { sessionId: "s1" })).toEqual(["/a"]);
});

test("QU-10 FN-23 merged streams, joins and several pages in one query", async () => {
  const other = (await mutation<{ author: string }>("relations:seed")).author;
  const authors = [seeded.author, other];
  expect((await allPages("streams:merged", { authors }, 2)).flat()).toEqual([3, 3, 2, 2, 1, 1]);
  expect(await query("streams:joined", { author: other })).toEqual(["on 1", "on 2", "on 3"]);
  expect((await allPages("streams:paged", {}, 4)).flat()).toEqual([1, 1, 2, 2, 3, 3]);
  expect(await query("streams:twice")).toEqual([1, 1]);
});

test("EX-7 prefixes, exact paths and CORS", async () => {
  const get = async (path: string) => await (await fetch(`${engine.siteUrl}${path}`)).text();
  expect(await get("/files/a/b")).toBe("prefix /files/a/b");
  expect(await get("/files/deep/x")).toBe("deeper");
  expect(await get("/files/exact")).toBe("exact");
  const origin = { Origin: "https://app.example" };
  const answer = await fetch(`${engine.siteUrl}/cors`, { method: "POST", headers: origin });
  expect(answer.headers.get("access-control-allow-origin")).toBe("https://app.example");
  const preflight = await fetch(`${engine.siteUrl}/cors`, {
    method: "OPTIONS",
    headers: { ...origin, "Access-Control-Request-Method": "POST" },
  });
  expect(preflight.status).toBe(204);
  expect(preflight.headers.get("access-control-allow-methods")).toContain("POST");
  expect(preflight.headers.get("access-control-allow-credentials")).toBe("true");
});

test("CL-9 crud functions are internal: the command line reaches them, clients do not", async () => {
  const made = await project.cli(engine, "run", "crudded:create", '{"name":"made"}');
  expect(made).toContain('"name": "made"');
  await expect(mutation("crudded:create", { name: "x" })).rejects.toThrow(/Could not find public function/);
});
