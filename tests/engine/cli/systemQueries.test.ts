import { ConvexClient } from "convex/browser";
import { makeFunctionReference } from "convex/server";
import { afterAll, beforeAll, expect, test } from "vitest";
import { WebSocket } from "ws";
import { LogBuffer } from "../../../engine/admin/logBuffer";
import type { ExecutionLogEntry } from "../../../engine/execution/api";
import { counters } from "./appFunctions";
import { type EngineProcess, pushApp, setVariables, startEngine, temporaryFolder } from "./engineProcess";

let engine: EngineProcess;
let admin: ConvexClient;
beforeAll(async () => {
  engine = await startEngine({ dataDir: temporaryFolder("system") });
  await pushApp(engine);
  admin = client();
  // The CLI does it the same way; the method is not in the public types.
  Reflect.apply(Reflect.get(admin.client, "setAdminAuth"), admin.client, [engine.adminKey]);
});
afterAll(async () => {
  await admin.close();
  await engine.end("SIGTERM");
});

function client(): ConvexClient {
  return new ConvexClient(engine.url, {
    webSocketConstructor: WebSocket as unknown as typeof globalThis.WebSocket,
    unsavedChangesWarning: false,
    logger: false,
  });
}
const system = (name: string) =>
  makeFunctionReference<"query", Record<string, unknown>, unknown>(`_system/${name}`);

test("AD-1 nobody but an admin", async () => {
  const other = client();
  for (const name of ["cli/queryEnvironmentVariables", "cli/tables", "frontend/getSchemas"]) {
    await expect(other.query(system(name), {})).rejects.toThrow(/Could not find public function/);
  }
  await other.close();
  await expect(admin.query(system("cli/nothing"), {})).rejects.toThrow(/Could not find/);
});

test("AD-2 the deployment's own addresses are variables to read", async () => {
  const variable = (name: string) => admin.query(system("cli/queryEnvironmentVariables:get"), { name });
  for (const [name, value] of [
    ["CONVEX_CLOUD_URL", engine.url],
    ["CONVEX_SITE_URL", engine.siteUrl],
  ])
    expect(await variable(name ?? "")).toEqual({ name, value });
});

test("AD-2 variables, tables and sizes are watched", async () => {
  const seen: { variables: unknown[]; one: unknown[]; sizes: unknown[] } = {
    variables: [],
    one: [],
    sizes: [],
  };
  admin.onUpdate(system("cli/queryEnvironmentVariables"), {}, (value) => seen.variables.push(value));
  admin.onUpdate(system("cli/queryEnvironmentVariables:get"), { name: "WATCHED" }, (value) =>
    seen.one.push(value),
  );
  admin.onUpdate(system("cli/tableSize:default"), { tableName: "counters" }, (value) =>
    seen.sizes.push(value),
  );
  await expect.poll(() => [seen.one, seen.sizes]).toEqual([[null], [0]]);
  await setVariables(engine, { WATCHED: "1" });
  await expect.poll(() => seen.one.at(-1)).toEqual({ name: "WATCHED", value: "1" });
  expect(seen.variables.at(-1)).toContainEqual({ name: "WATCHED", value: "1" });
  await admin.mutation(counters.increment, { name: "a" });
  await expect.poll(() => seen.sizes).toEqual([0, 1]);
  await setVariables(engine, { WATCHED: null });
  await expect.poll(() => seen.one.at(-1)).toBeNull();
  expect(await admin.query(system("cli/tables"), {})).toMatchObject({
    page: [{ name: "counters" }, { name: "entries" }, { name: "messages" }],
    isDone: true,
  });
});

test("AD-3 rows are paged", async () => {
  for (let n = 0; n < 5; n += 1) await admin.mutation(counters.write, { writer: "pages", n });
  const found: number[] = [];
  let cursor: string | null = null;
  for (let isDone = false; !isDone; ) {
    const page = (await admin.query(system("cli/tableData"), {
      table: "entries",
      order: "asc",
      paginationOpts: { cursor, numItems: 2 },
    })) as { page: { n: number }[]; isDone: boolean; continueCursor: string };
    found.push(...page.page.map(({ n }) => n));
    isDone = page.isDone;
    cursor = page.continueCursor;
  }
  expect(found).toEqual([0, 1, 2, 3, 4]);
  expect(
    await admin.query(system("cli/tableData"), {
      table: "none",
      paginationOpts: { cursor: null, numItems: 2 },
    }),
  ).toMatchObject({ page: [], isDone: true });
  await expect(admin.query(system("cli/tableData"), { table: "entries" })).rejects.toThrow(/paginationOpts/);
});

test("AD-4 a bounded memory of executions, in order, and no entry twice", async () => {
  const buffer = new LogBuffer(() => 5);
  const entry = (identifier: string) => ({ identifier }) as ExecutionLogEntry;
  for (let n = 0; n < 1_200; n += 1) buffer.append(entry(`f${n}`));
  const all = await buffer.after(0, AbortSignal.abort());
  expect(all.entries).toHaveLength(1_000);
  expect(all.entries.at(-1)?.identifier).toBe("f1199");
  const waiting = buffer.after(all.newCursor, AbortSignal.timeout(2_000));
  buffer.append(entry("next"));
  expect((await waiting).entries.map(({ identifier }) => identifier)).toEqual(["next"]);
  const given = await buffer.after(
    (await buffer.after(0, AbortSignal.abort())).newCursor,
    AbortSignal.timeout(20),
  );
  expect(given.entries).toEqual([]);
});
