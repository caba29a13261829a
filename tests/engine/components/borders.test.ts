/** What may and may not cross the border of a component: two instances of a local one, a child of its own inside. */
import { readFileSync, writeFileSync } from "node:fs";
import path from "node:path";
import { ConvexClient, ConvexHttpClient } from "convex/browser";
import { type FunctionReference, makeFunctionReference } from "convex/server";
import { afterAll, beforeAll, describe, expect, test, vi } from "vitest";
import { WebSocket } from "ws";
import {
  type AppProject,
  createProject,
  type EngineProcess,
  setVariables,
  startEngine,
  temporaryFolder,
} from "../cli/engineProcess";

type Args = Record<string, unknown>;
const query = (name: string): FunctionReference<"query", "public", Args, unknown> =>
  makeFunctionReference(name);
const mutation = (name: string): FunctionReference<"mutation", "public", Args, unknown> =>
  makeFunctionReference(name);
const action = (name: string): FunctionReference<"action", "public", Args, unknown> =>
  makeFunctionReference(name);

let engine: EngineProcess;
let project: AppProject;

const read = (name: string, args: Args = {}) => new ConvexHttpClient(engine.url).query(query(name), args);
const write = (name: string, args: Args = {}) =>
  new ConvexHttpClient(engine.url).mutation(mutation(name), args);
const act = (name: string, args: Args = {}) => new ConvexHttpClient(engine.url).action(action(name), args);
const total = (of: "savings" | "spending", account: string) => read("border:total", { of, account });
const push = () => project.cli(engine, "deploy", "-y", "--typecheck", "disable", "--codegen", "disable");

async function asAdmin(name: string, args: Args = {}, componentPath = ""): Promise<unknown> {
  const response = await fetch(`${engine.url}/api/query`, {
    method: "POST",
    headers: { Authorization: `Convex ${engine.adminKey}` },
    body: JSON.stringify({ path: name, args, componentPath }),
  });
  return ((await response.json()) as { value: unknown }).value;
}

function source(file: string): string {
  return readFileSync(path.join(project.folder, file), "utf8");
}

function edit(file: string, change: (text: string) => string): void {
  writeFileSync(path.join(project.folder, file), change(source(file)));
}

beforeAll(async () => {
  engine = await startEngine({ dataDir: temporaryFolder("borders") });
  project = createProject(path.resolve(import.meta.dirname, "../fixtures/borders"));
}, 60_000);

afterAll(async () => {
  project.remove();
  await engine.end("SIGTERM");
});

describe("mounting", () => {
  test("CM-2 PU-12 a declared variable must be there and fit before anything is pushed", async () => {
    await expect(push()).rejects.toMatchObject({ stderr: expect.stringContaining("APP_CURRENCY") });
    await setVariables(engine, { APP_CURRENCY: "secret-value" });
    const refusal: unknown = await push().catch((error: unknown) => error);
    expect(refusal).toMatchObject({ stderr: expect.stringContaining("does not match its declaration") });
    expect(refusal).toMatchObject({ stderr: expect.not.stringContaining("secret-value") });
    await setVariables(engine, { APP_CURRENCY: "SAR" });
    expect(await push()).toMatch(/Installed component savings\.[\s\S]*Installed component spending\/vault\./);
  }, 60_000);

  test("CM-2 a component sees what its parent passes, the addresses, and nothing else", async () => {
    expect(await read("border:environment", { of: "savings" })).toEqual({
      currency: "SAR",
      note: null,
      ofTheApp: null,
      site: `${engine.siteUrl}/savings`,
      names: ["CONVEX_CLOUD_URL", "CONVEX_SITE_URL", "CURRENCY"],
    });
    expect(await read("border:environment", { of: "spending" })).toMatchObject({
      currency: "USD",
      site: engine.siteUrl,
    });
    await setVariables(engine, { APP_CURRENCY: "EGP" });
    expect(await read("border:environment", { of: "savings" })).toMatchObject({ currency: "EGP" });
  });

  test("CM-1 two instances, and the children of each, hold data of their own", async () => {
    await write("border:add", { to: "savings", account: "own", amount: 3 });
    await write("border:add", { to: "savings", account: "own", amount: 4 });
    await write("border:add", { to: "spending", account: "own", amount: 10 });
    expect([await total("savings", "own"), await total("spending", "own")]).toEqual([7, 10]);
    expect(await read("border:vaultSize", { of: "savings" })).toBe(2);
    expect(await read("border:vaultSize", { of: "spending" })).toBe(1);
  });

  test("CM-4 an id of a component is a text outside; another instance has no document there", async () => {
    const remembered = (await write("border:remember", { name: "ids" })) as { amount: number };
    expect(remembered.amount).toBe(1);
    await expect(write("border:giveOwnIdToComponent")).rejects.toThrow(
      /ArgumentValidationError[\s\S]*v\.id\("entries"\)/,
    );
  });
});

describe("calls", () => {
  test("CM-3 internal functions, missing children and wrong arguments are refused by name", async () => {
    await expect(write("border:reachInternal")).rejects.toThrow(
      /Could not find public function for 'entries:secretly' in component 'savings'/,
    );
    await expect(write("border:reachMissing")).rejects.toThrow(/Child component "nothing" is not mounted/);
    await expect(write("border:badArguments")).rejects.toThrow(/ArgumentValidationError/);
    const direct = new ConvexHttpClient(engine.url);
    await expect(direct.mutation(mutation("savings/entries:add"), {})).rejects.toThrow(/Could not find/);
    const response = await fetch(`${engine.url}/api/mutation`, {
      method: "POST",
      headers: { "Content-Type": "application/json" },
      body: JSON.stringify({ path: "entries:secretly", args: {}, componentPath: "savings" }),
    });
    expect(response.status).toBe(403);
  });

  test("CM-5 a child's failure undoes the child's writes and jobs, the caller goes on with its data", async () => {
    expect(await write("border:addCatching", { account: "caught" })).toEqual({
      code: "refused",
      amount: 100,
    });
    expect(await total("savings", "caught")).toBe(1);
    expect(await total("savings", "secret")).toBe(0);
    expect(await read("border:calls")).toContain('caught {"amount":100,"code":"refused"}');
    await expect(write("border:addBothAndFail", { account: "both" })).rejects.toThrow("after both");
    expect([await total("savings", "both"), await total("spending", "both")]).toEqual([0, 0]);
  });

  test("CM-5 an error that nobody catches names the component's file and line", async () => {
    await expect(write("border:plainFailure")).rejects.toThrow(
      /TypeError: inside the component[\s\S]*ledger\/entries\.ts:\d+/,
    );
  });

  test("CM-4 a query of the app that reads inside a component follows the component's data", async () => {
    const live = new ConvexClient(engine.url, {
      webSocketConstructor: WebSocket as unknown as typeof globalThis.WebSocket,
    });
    const seen: unknown[] = [];
    live.onUpdate(query("border:total"), { of: "spending", account: "live" }, (value) => seen.push(value));
    await vi.waitFor(() => expect(seen).toEqual([0]));
    await live.mutation(mutation("border:add"), { to: "spending", account: "live", amount: 2 });
    await write("border:add", { to: "savings", account: "live", amount: 9 });
    await act("border:act", { account: "live" });
    await live.mutation(mutation("border:add"), { to: "spending", account: "live", amount: 3 });
    await vi.waitFor(() => expect(seen).toEqual([0, 2, 5]));
    await live.close();
  });

  test("CM-9 a component pages like the app, identity is the app's alone", async () => {
    await write("border:pageEntries", { count: 3 });
    const first = (await read("border:page", { cursor: null })) as {
      page: unknown[];
      continueCursor: string;
    };
    expect(first.page).toHaveLength(2);
    const second = (await read("border:page", { cursor: first.continueCursor })) as typeof first;
    expect(second.page).toHaveLength(1);
    await expect(read("border:pageTwice")).rejects.toThrow("multiple paginated queries");
    const identity = JSON.stringify({ subject: "s", issuer: "https://i.example", name: "Nada" });
    const printed = await project.cli(engine, "run", "border:whoIsWho", "{}", "--identity", identity);
    expect(JSON.parse(printed)).toEqual({ app: "Nada", component: null });
  }, 30_000);

  test("CM-6 handles run from a component into the app and back, at once and later", async () => {
    expect(await write("border:callBack", { text: "now" })).toBe("app heard now");
    const kept = await write("border:callBackLater", { text: "later" });
    await vi.waitFor(async () =>
      expect(await read("border:calls")).toEqual(expect.arrayContaining(["now", "later"])),
    );
    await act("border:runTheirHandle", { account: "handled" });
    expect(await total("spending", "handled")).toBe(1);
    expect(await act("border:act", { account: "acted" })).toBe(1);
    await push();
    expect(await write("border:runHandle", { handle: kept, text: "after a push" })).toBe(
      "app heard after a push",
    );
    await expect(write("border:runHandle", { handle: "function://nonsense", text: "x" })).rejects.toThrow(
      /Invalid function handle/,
    );
  }, 30_000);

  test("CM-7 jobs belong to whoever schedules them and run where their function is", async () => {
    await write("border:addLater", { account: "jobs" });
    await vi.waitFor(async () => expect(await total("spending", "jobs")).toBe(5));
    const before = (await read("border:jobs")) as { app: string[]; savings: string[] };
    await write("border:laterInside", { account: "inside", fail: false });
    await expect(write("border:laterInside", { account: "inside", fail: true })).rejects.toThrow(
      "unscheduled",
    );
    await vi.waitFor(async () => expect(await total("savings", "inside")).toBe(1));
    await vi.waitFor(async () => {
      const after = (await read("border:jobs")) as { app: string[]; savings: string[] };
      expect(after.app).toEqual(before.app);
      expect(after.savings).toEqual([...before.savings, "success"]);
    });
  });

  test("CM-8 crons of each instance run", async () => {
    await vi.waitFor(
      async () => {
        expect(await total("savings", "ticks")).toBeGreaterThan(1);
        expect(await total("spending", "ticks")).toBeGreaterThan(1);
      },
      { timeout: 8000 },
    );
  }, 10_000);

  test("CM-1 files stored inside a component are its own and have an address", async () => {
    const kept = (await act("border:files", { text: "محفوظ" })) as { url: string; own: number; back: string };
    expect(kept).toMatchObject({ own: 0, back: "محفوظ" });
    expect(await (await fetch(kept.url)).text()).toBe("محفوظ");
    expect((await fetch(kept.url.replace("savings", "spending"))).status).toBe(404);
  });

  test("CM-10 mounted routes answer below their prefix; exact routes of the app come first", async () => {
    const get = async (at: string) => await (await fetch(engine.siteUrl + at)).text();
    await write("border:add", { to: "savings", account: "web", amount: 9 });
    expect(await get("/savings/total?account=web")).toBe("9");
    expect(await get("/savings/own")).toBe("the app's own");
    expect(await get("/elsewhere")).toBe("anything else");
    const echo = await fetch(`${engine.siteUrl}/savings/echo/x`, { method: "POST", body: "hello" });
    expect([echo.status, await echo.text()]).toEqual([201, "hello"]);
    expect((await fetch(`${engine.siteUrl}/savings/nothing`)).status).toBe(404);
    // Not mounted: the app's prefix answers.
    expect(await get("/spending/total?account=web")).toBe("anything else");
  });
});

describe("the CLI and components", () => {
  test("CM-11 run, data, function-spec and codegen know components", async () => {
    const run = await project.cli(
      engine,
      "run",
      "--component",
      "spending",
      "entries:total",
      '{"account":"own"}',
    );
    expect(JSON.parse(run)).toBe(10);
    await project.cli(engine, "run", "--component", "savings/vault", "values:put", '{"value":"by hand"}');
    expect(await project.cli(engine, "data", "--component", "savings/vault", "values")).toContain("by hand");
    expect(await project.cli(engine, "data", "--component", "spending")).toContain("entries");
    const spec = JSON.parse(await project.cli(engine, "function-spec")) as {
      functions: { identifier: string }[];
    };
    expect(spec.functions.map(({ identifier }) => identifier)).toContain("border.js:callBack");
    const api = source("ledger/_generated/component.ts");
    edit("ledger/_generated/component.ts", () => "");
    await project.cli(engine, "codegen", "--typecheck", "disable");
    expect(source("ledger/_generated/component.ts")).toBe(api);
    expect(source("convex/_generated/api.d.ts")).toContain("savings:");
    // The component alone, mounted by the CLI into an app of its own making: no variable is asked for.
    edit("ledger/_generated/component.ts", () => "");
    await project.cli(engine, "codegen", "--component-dir", "./ledger", "--typecheck", "disable");
    expect(source("ledger/_generated/component.ts")).toBe(api);
  }, 60_000);

  test("CM-12 a document of a component that the new schema does not fit is named; the old version runs on", async () => {
    edit("vault/schema.ts", (text) => text.replace("v.string()", "v.number()"));
    await expect(push()).rejects.toMatchObject({
      stderr: expect.stringMatching(/Document with ID "\w+" in table "values" does not match the schema/),
    });
    edit("vault/schema.ts", (text) => text.replace("v.number()", "v.string()"));
    expect(await read("border:vaultSize", { of: "spending" })).toBeGreaterThan(0);
  }, 30_000);

  test("CM-13 an export holds every component's data, an import brings it back", async () => {
    const zip = path.join(project.folder, "snapshot.zip");
    const lines = path.join(project.folder, "more.jsonl");
    writeFileSync(lines, '{"account":"brought","amount":5}\n{"account":"brought","amount":6}\n');
    const into = ["--component", "spending", "--table", "entries", "--append", "-y"];
    await project.cli(engine, "import", ...into, lines);
    expect(await total("spending", "brought")).toBe(11);
    expect(await total("savings", "brought")).toBe(0);
    await project.cli(engine, "export", "--path", zip);
    const before = await total("spending", "own");
    const fresh = await startEngine({ dataDir: temporaryFolder("imported") });
    const old = engine;
    try {
      await setVariables(fresh, { APP_CURRENCY: "SAR" });
      engine = fresh;
      await push();
      await project.cli(engine, "import", "--replace-all", "-y", zip);
      expect(await total("spending", "own")).toBe(before);
      expect(await read("border:vaultSize", { of: "savings" })).toBeGreaterThan(1);
    } finally {
      engine = old;
      await fresh.end("SIGTERM");
    }
  }, 60_000);

  test("CM-14 what is unmounted keeps its data, runs nothing, and is there again when mounted", async () => {
    const config = source("convex/convex.config.ts");
    edit("convex/convex.config.ts", (text) => text.replace(/app\.use\(ledger, \{ name: "spending".*\n/, ""));
    expect(await push()).toContain("Unmounted component spending.");
    await expect(total("spending", "own")).rejects.toThrow(/"spending" is not mounted/);
    expect(await asAdmin("_system/frontend/components:list")).toContainEqual(
      expect.objectContaining({ path: "spending/vault", state: "unmounted" }),
    );
    // Its data can still be looked at; its cron would add a row each second.
    const rows = () => asAdmin("_system/cli/tableSize:default", { tableName: "entries" }, "spending");
    const left = await rows();
    expect(left).toBeGreaterThan(1);
    await new Promise((resolve) => setTimeout(resolve, 1500));
    expect(await rows()).toBe(left);
    edit("convex/convex.config.ts", () => config);
    expect(await push()).toContain("Remounted component spending.");
    expect(await total("spending", "own")).toBe(10);
    await vi.waitFor(async () => expect(await rows()).toBeGreaterThan(left as number), { timeout: 5000 });
  }, 60_000);

  test("CM-1 PU-3 all of it is there after a restart", async () => {
    await engine.end("SIGTERM");
    engine = await startEngine({ dataDir: engine.dataDir });
    expect(await total("savings", "own")).toBe(7);
    await write("border:add", { to: "savings", account: "own", amount: 1 });
    expect(await total("savings", "own")).toBe(8);
  }, 30_000);
});
