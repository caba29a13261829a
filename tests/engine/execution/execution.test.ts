import { afterEach, beforeEach, describe, expect, test, vi } from "vitest";
import { AuthFailure } from "../../../engine/auth/failure";
import type { ExecutionLogEntry } from "../../../engine/execution/api";
import { MemoryDriver } from "../../../engine/storage/memoryDriver";
import { createDatabase } from "../../../engine/transaction/database";
import { TestDeployment } from "../functions/testDeployment";
import { executionApp } from "./executionApp";

let deployment: TestDeployment;

const authenticate = (header: string | undefined) =>
  header === "Bearer broken"
    ? Promise.reject(new AuthFailure("InvalidAuthHeader", "The token is broken."))
    : Promise.resolve({ kind: "anonymous" as const });

beforeEach(async () => {
  deployment = await TestDeployment.open({ authenticate, stepTimeoutMs: 1000 });
  await deployment.push(executionApp);
  await deployment.runtime.start();
});

afterEach(async () => {
  await deployment.close();
});

const list = () => deployment.query("notes:list").value;

describe("mutations", () => {
  test("EX-1 a mutation is answered with its commit's timestamp, once that is on disk", async () => {
    const commits: bigint[] = [];
    deployment.database.onCommit((commit) => commits.push(commit.ts));
    const run = await deployment.runtime.executor.runMutation(deployment.call("notes:add", { text: "a" }));
    expect(run.ts).toBe(commits.at(-1));
    expect(deployment.database.durableTs).toBe(run.ts);
    const stored: string[] = [];
    deployment.driver.readDocuments((document) => stored.push(document.json));
    expect(stored.some((json) => json.includes('"text":"a"'))).toBe(true);
  });

  test("EX-2 a mutation that throws leaves nothing and has no timestamp", async () => {
    const before = deployment.database.latestTs;
    const run = await deployment.runtime.executor.runMutation(deployment.call("notes:add", { text: "bad" }));
    expect(run).toMatchObject({ outcome: { ok: false }, ts: null });
    expect(deployment.database.latestTs).toBe(before);
    expect(list()).toEqual([]);
  });

  test("EX-4 mutations run in arrival order; a failing and a spinning one do not disturb the others", async () => {
    const texts = ["1", "2", "bad", "3", "spin", "4", "5"];
    const answers = await Promise.all(texts.map((text) => deployment.mutation("notes:add", { text })));
    expect(answers.map((answer) => answer.error === null)).toEqual([
      true,
      true,
      false,
      true,
      false,
      true,
      true,
    ]);
    expect(answers[4]?.error).toContain("timed out");
    expect(list()).toEqual(["1", "2", "3", "4", "5"]);
  });

  test("EX-5 queries in a batch answer as they would alone", async () => {
    await deployment.mutation("notes:add", { text: "a" });
    const paths = ["notes:list", "notes:greeting", "notes:absent", "notes:other"];
    const requests = paths.map((path) => ({ call: deployment.call(path), journal: null }));
    const together = deployment.runtime.executor.runQueries(requests).map((run) => run.outcome);
    const alone = requests.map(
      ({ call, journal }) => deployment.runtime.executor.runQuery(call, journal).outcome,
    );
    expect(together).toEqual(alone);
  });

  test("EX-12 every execution leaves one log entry, complete in production too", async () => {
    const own = await TestDeployment.open({ mode: "prod" });
    await own.push(executionApp);
    const entries: ExecutionLogEntry[] = [];
    own.runtime.onLog((entry) => entries.push(entry));
    await own.mutation("notes:add", { text: "x" });
    await own.mutation("notes:add", { text: "bad" });
    own.query("notes:list");
    await own.runtime.executor.runHttpAction(new Request("http://site.test/deep/x"), {
      header: undefined,
      ip: null,
    });
    expect(
      entries.map(({ udfType, identifier, error }) => [udfType, identifier, error?.split("\n")[0]]),
    ).toEqual([
      ["Mutation", "notes.js:add", undefined],
      ["Mutation", "notes.js:add", "Uncaught Error: no bad notes"],
      ["Query", "notes.js:list", undefined],
      ["HttpAction", "GET /deep/*", undefined],
    ]);
    expect(entries[0]?.logLines).toEqual(["[LOG] 'adding' 'x'"]);
    expect(entries[0]?.executionTime).toBeGreaterThan(0);
    await own.close();
  });
});

describe("sessions", () => {
  const send = (text: string, requestId: number, on = deployment) =>
    on.runtime.executor.runMutation(on.call("notes:add", { text }), { sessionId: "session", requestId });

  test("EX-3 a request sent again is answered from its record, also while the first still waits", async () => {
    const [first, second] = await Promise.all([send("a", 1), send("a", 1)]);
    const third = await send("a", 1);
    expect(list()).toEqual(["a"]);
    for (const run of [first, second, third])
      expect(run).toMatchObject({
        outcome: { ok: true, valueText: '"A"' },
        logLines: ["[LOG] 'adding' 'a'"],
      });
    expect(third.ts ?? 0n).toBeGreaterThanOrEqual(first?.ts ?? 0n);
  });

  test("EX-3 records survive a restart; a failed request has none", async () => {
    await send("a", 1);
    await send("bad", 2);
    deployment = await deployment.restart();
    expect((await send("a", 1)).outcome).toEqual({ ok: true, valueText: '"A"' });
    expect((await send("b", 2)).outcome).toEqual({ ok: true, valueText: '"B"' });
    expect(list()).toEqual(["a", "b"]);
  });

  test("EX-3 the record is in the commit of its mutation", async () => {
    const write = vi.spyOn(deployment.driver, "write");
    await send("a", 1);
    const batches = write.mock.calls.map(([batch]) => batch.puts.map(({ json }) => json));
    expect(batches).toEqual([
      [expect.stringContaining('"text":"a"'), expect.stringMatching(/^\["session",1,.*"\\"A\\""/)],
    ]);
    write.mockRestore();
  });

  test("EX-3 a long result is replayed whole", async () => {
    const call = () =>
      deployment.runtime.executor.runMutation(deployment.call("notes:big", { chars: 700_000 }), {
        sessionId: "session",
        requestId: 9,
      });
    const first = await call();
    deployment = await deployment.restart();
    const again = await call();
    expect(again.outcome).toEqual(first.outcome);
    expect(again.outcome.ok && again.outcome.valueText.length).toBe(700_002);
  });

  test("EX-3 a client that returns after hours repeats what it never heard of, a failure among it", async () => {
    let skippedMs = 0;
    const own = await TestDeployment.open({ now: () => Date.now() + skippedMs }, new MemoryDriver());
    await own.push(executionApp);
    await send("a", 1, own);
    await send("bad", 2, own);
    await send("c", 3, own);
    await send("d", 4, own);
    skippedMs = 5 * 60 * 60_000;
    // The second one works this time; the others were applied and are answered from their records.
    const again = [await send("b", 2, own), await send("c", 3, own), await send("d", 4, own)];
    await send("e", 5, own);
    expect(again.map(({ outcome }) => outcome.ok && outcome.valueText)).toEqual(['"B"', '"C"', '"D"']);
    expect(own.query("notes:list").value).toEqual(["a", "c", "d", "b", "e"]);
    await own.close();
  });

  test("EX-3 a session keeps its latest records and lets old ones go", async () => {
    let skippedMs = 0;
    const own = await TestDeployment.open({ now: () => Date.now() + skippedMs }, new MemoryDriver());
    await own.push(executionApp);
    for (let requestId = 0; requestId < 3; requestId++) await send(`n${requestId}`, requestId, own);
    skippedMs = 11 * 60_000;
    await send("n3", 3, own);
    await own.database.flush();
    const reopened = createDatabase(own.driver.reopen());
    const records = reopened.takeKeptTexts().map(({ text }) => JSON.parse(text) as unknown[]);
    expect(records.map(([, requestId]) => requestId)).toEqual([3]);
    await own.close();
  });
});

describe("environment", () => {
  test("EX-6 a change is one commit, is seen at once and by imported modules", async () => {
    expect(deployment.query("notes:greeting").value).toEqual([null, null]);
    const commits: number[] = [];
    deployment.database.onCommit((commit) => commits.push(commit.writes.length));
    await deployment.runtime.environment.update([
      { name: "GREETING", value: "salaam" },
      { name: "OTHER", value: "x" },
    ]);
    expect(commits).toEqual([2]);
    expect(deployment.query("notes:greeting").value).toEqual(["salaam", "salaam"]);
    deployment = await deployment.restart();
    expect(deployment.query("notes:greeting").value).toEqual(["salaam", "salaam"]);
    await deployment.runtime.environment.update([{ name: "GREETING", value: null }]);
    expect(deployment.query("notes:greeting").value).toEqual([null, null]);
    expect(deployment.runtime.environment.list()).toEqual([{ name: "OTHER", value: "x" }]);
  });

  test("EX-6 the names that change are announced as dependencies", async () => {
    const touched: string[] = [];
    deployment.query("notes:greeting");
    deployment.database.onTouch((key) => touched.push(key));
    await deployment.runtime.environment.update([{ name: "OTHER", value: "x" }]);
    expect(touched).toEqual(["env", "env:OTHER"]);
    touched.length = 0;
    await deployment.runtime.environment.update([{ name: "GREETING", value: "x" }]);
    // Read while a module was imported: everything depends on it.
    expect(touched).toEqual(["modules", "env", "env:GREETING"]);
  });

  test.each([
    ["1ST", "x"],
    ["with space", "x"],
    ["_LOW", "x"],
    ["A".repeat(257), "x"],
    ["CONVEX_SITE_URL", "http://other.test"],
    ["LARGE", "x".repeat(8 * 1024 + 1)],
  ])("EX-6 %s is refused", async (name, value) => {
    await expect(deployment.runtime.environment.update([{ name, value }])).rejects.toThrow(name);
    expect(deployment.runtime.environment.list()).toEqual([]);
  });

  test("EX-6 there is room for 256 variables and 512 KiB", async () => {
    const { environment } = deployment.runtime;
    const many = (count: number, value: string) =>
      Array.from({ length: count }, (_, n) => ({ name: `V${n}`, value }));
    await environment.update([{ name: "A".repeat(256), value: "long name" }]);
    await expect(environment.update(many(256, "x"))).rejects.toThrow("256");
    await expect(environment.update(many(70, "x".repeat(8000)))).rejects.toThrow("512 KiB");
    expect(environment.list()).toHaveLength(1);
    await environment.update(many(60, "x".repeat(8000)));
    await environment.update(many(255, "x"));
    expect(environment.list()).toHaveLength(256);
  });
});

describe("HTTP actions", () => {
  const request = async (path: string, init: RequestInit = {}, header?: string) => {
    const response = await deployment.runtime.executor.runHttpAction(
      new Request(`http://site.test${path}`, init),
      { header, ip: "127.0.0.1" },
    );
    return { status: response.status, text: await response.text() };
  };

  test("EX-7 exact paths go before prefixes, longer prefixes before shorter, by method", async () => {
    expect(await request("/exact")).toEqual({ status: 200, text: "got" });
    expect(
      await request("/exact", { method: "POST", body: '{"text":"hook"}', headers: { "x-test": "1" } }),
    ).toEqual({ status: 201, text: '{"seen":"hook","header":"1"}' });
    expect(list()).toEqual(["hook"]);
    expect((await request("/deep/x")).text).toBe("short");
    expect((await request("/deep/er/x")).text).toBe("long");
    expect((await request("/deep/er/exact?q=1")).text).toBe("exact");
    expect(await request("/absent")).toEqual({ status: 404, text: "No HttpAction routed for /absent" });
    expect((await request("/exact", { method: "DELETE" })).status).toBe(404);
  });

  test("EX-7 a router of another make is asked for paths that its list does not show", async () => {
    await deployment.push({
      ...executionApp,
      "http.ts": `
import { HttpRouter } from "convex/server";
import { httpAction } from "./_generated/server";
const person = httpAction(async (_ctx, request) => new Response("person " + new URL(request.url).pathname.split("/")[2]));
class Patterns extends HttpRouter {
  getRoutes = () => [["/people/:id", "GET", person] as const] as never;
  lookup = (path: string, method: string) =>
    method === "GET" && /^\\/people\\/\\d+$/.test(path) ? ([person, "GET", "/people/:id"] as const) as never : null;
}
export default new Patterns();
`,
    });
    expect((await request("/people/12")).text).toBe("person 12");
    expect(await request("/people/x")).toEqual({ status: 404, text: "No HttpAction routed for /people/x" });
  });

  test("EX-7 without http.ts there are no HTTP actions", async () => {
    const { "http.ts": _http, ...rest } = executionApp;
    await deployment.push(rest);
    expect(await request("/exact")).toEqual({
      status: 404,
      text: "This Convex deployment does not have HTTP actions enabled.",
    });
  });

  test("EX-8 a failure is a 500 with code and trace, in production without trace", async () => {
    const answer = await request("/throws");
    expect(answer.status).toBe(500);
    const body = JSON.parse(answer.text) as { code: string; trace: string };
    expect(body.code).toMatch(/^\[Request ID: [0-9a-f]{16}\] Server Error: Uncaught Error: hook broke$/);
    expect(body.trace).toContain("../convex/http.ts:");
    expect((await request("/nothing")).text).toContain("did not return a Response");
    const production = await TestDeployment.open({ mode: "prod" });
    await production.push(executionApp);
    const quiet = await production.runtime.executor.runHttpAction(new Request("http://site.test/throws"), {
      header: undefined,
      ip: null,
    });
    expect(await quiet.json()).toEqual({
      code: expect.stringMatching(/^\[Request ID: [0-9a-f]{16}\] Server Error$/),
    });
    await production.close();
  });

  test("EX-9 a broken token matters only to who asks for the identity", async () => {
    expect((await request("/public", {}, "Bearer broken")).text).toBe("open");
    expect((await request("/who")).text).toBe("nobody");
    const refused = await request("/who", {}, "Bearer broken");
    expect(refused.status).toBe(500);
    expect(refused.text).toContain("The token is broken.");
  });

  test("FN-18 what an HTTP action left behind never meets another caller", async () => {
    await request("/forgets");
    expect((await request("/met", {}, "Bearer sami")).text).toBe("");
  });

  test("EX-10 a streamed response may use ctx until its end", async () => {
    const answers = await Promise.all([request("/stream"), request("/public")]);
    expect(answers.map((answer) => answer.text)).toEqual(["one;two;", "open"]);
    expect(list()).toEqual(["one", "two"]);
  });
});
