import { AsyncLocalStorage } from "node:async_hooks";
import { createHash, createHmac, createPublicKey, type JsonWebKey, verify } from "node:crypto";
import { afterAll, afterEach, beforeAll, describe, expect, test } from "vitest";
import type { Caller } from "../../../engine/auth/api";
import type { JSONObject } from "../../../engine/values/json";
import { functionApp } from "./functionApp";
import { asObject, asText, TestDeployment } from "./testDeployment";

let clock = Date.UTC(2026, 0, 2, 3, 4, 5);
let deployment: TestDeployment;

beforeAll(async () => {
  deployment = await TestDeployment.open({ now: () => clock, stepTimeoutMs: 1000 });
  await deployment.push(functionApp);
  await deployment.runtime.start();
});

afterAll(async () => {
  await deployment.close();
});

afterEach(async () => {
  await deployment.runtime.environment.update([{ name: "GREETING", value: null }]);
});

const user = (subject: string): Caller => ({
  kind: "user",
  identity: { tokenIdentifier: `https://issuer.test|${subject}`, subject, issuer: "https://issuer.test" },
  expiresAt: Date.UTC(2100, 0, 1),
  token: `token-of-${subject}`,
});

async function notes(): Promise<unknown> {
  return deployment.query("main:notes").value;
}

describe("time and chance", () => {
  test("FN-2 the clock stands still during a query and moves between calls", () => {
    const startedAt = clock;
    const first = asObject(deployment.query("main:clock").value);
    clock += 1000;
    const second = asObject(deployment.query("main:clock").value);
    expect(first).toEqual({
      first: [startedAt, startedAt, 0],
      last: [startedAt, startedAt, 0],
      isDate: true,
      year: 1970,
    });
    expect(second["first"]).toEqual([startedAt + 1000, startedAt + 1000, 0]);
  });

  test("FN-2 random numbers differ between calls and within one", () => {
    const draws = [deployment.query("main:random").value, deployment.query("main:random").value].flat();
    expect(new Set(draws).size).toBe(4);
    expect(draws.every((draw) => typeof draw === "number" && draw >= 0 && draw < 1)).toBe(true);
  });

  test("FN-2 imports see the clock and the seed of the push, in every realm alike", async () => {
    const before = deployment.query("main:imported").value;
    clock += 5000;
    deployment.query("main:spin", { after: false });
    expect(deployment.query("main:imported").value).toEqual(before);
  });
});

describe("the global scope", () => {
  test.each([
    ["fetch", "Can't use fetch() in queries and mutations. Please consider using an action."],
    ["timer", "Can't use setTimeout() in queries and mutations. Please consider using an action."],
    ["generateKey", "Can't use crypto.subtle.generateKey() in queries and mutations."],
  ])("FN-3 %s is refused in a query", (what, text) => {
    expect(deployment.query("main:forbidden", { what }).error).toContain(text);
  });

  test("FN-3 pure web functions work in a query", () => {
    const data = Buffer.from("مرحبا");
    expect(deployment.query("main:webCrypto").value).toEqual({
      digest: createHash("sha256").update(data).digest("hex"),
      hmac: createHmac("sha256", "secret").update(data).digest("hex"),
      verified: true,
      forged: false,
      isKey: true,
      isBuffer: true,
      random: 4,
      uuid: 36,
      clone: 5,
      url: "1",
      decoded: "مرحبا",
    });
  });

  test("FN-3 bytes go in and out of a query", () => {
    const b = { $bytes: Buffer.from("أهلا").toString("base64") };
    expect(deployment.query("main:bytes", { b }).value).toEqual({
      $bytes: Buffer.from("أهلا!").toString("base64"),
    });
  });

  test("FN-4 the environment is a read-only view", async () => {
    await deployment.runtime.environment.update([{ name: "GREETING", value: "salaam" }]);
    expect(deployment.query("main:environment").value).toEqual({
      greeting: "salaam",
      site: "http://site.test",
      cloud: "http://cloud.test",
      readOnly: true,
      self: true,
      global: "undefined",
      window: "undefined",
    });
  });
});

describe("endings", () => {
  test("FN-1 mutations that await between reading and writing never interleave", async () => {
    const own = await TestDeployment.open();
    await own.push(functionApp);
    await Promise.all(Array.from({ length: 40 }, () => own.mutation("main:increment")));
    expect(own.query("main:notes").value).toEqual(["40"]);
    await own.close();
  });

  test("FN-5 a promise that never settles is an error at once", () => {
    expect(deployment.query("main:never").error).toContain("its returned promise will never resolve");
    expect(deployment.query("main:quick").value).toBe("quick");
  });

  test.each([false, true])("FN-6 a spinning query is stopped (after an await: %s)", (after) => {
    expect(deployment.query("main:spin", { after }).error).toContain("Function execution timed out");
    expect(deployment.query("main:quick").value).toBe("quick");
  });

  test("FN-6 a kill does no harm where async contexts are in use", async () => {
    const context = new AsyncLocalStorage<string>();
    const failure = await context.run(
      "outer",
      () =>
        new Promise((resolve) => {
          // In a callback of the event loop: that is where Node checks its stack of contexts.
          setTimeout(() => resolve(deployment.query("main:spin", { after: true }).error), 1);
        }),
    );
    expect(failure).toContain("timed out");
    await context.run("next", async () => {
      await new Promise((resolve) => setTimeout(resolve, 5));
      expect(context.getStore()).toBe("next");
      expect((await deployment.mutation("main:token", { claims: {}, seconds: 5 })).error).toBeNull();
    });
    context.disable();
  });

  test("FN-6 in a batch only the spinning query fails [EX-5]", () => {
    const calls = ["main:quick", "main:spin", "main:quick", "main:throws"].map((path) => ({
      call: deployment.call(path, path === "main:spin" ? { after: true } : {}),
      journal: null,
    }));
    const outcomes = deployment.runtime.executor.runQueries(calls).map((run) => run.outcome);
    expect(outcomes.map((outcome) => outcome.ok)).toEqual([true, false, true, false]);
    expect(outcomes[1]).toMatchObject({ error: { message: expect.stringContaining("timed out") } });
    expect(outcomes[3]).toMatchObject({ error: { message: expect.stringContaining("from the depths") } });
  });

  test("FN-16 undefined comes back as null, a query object is an error", () => {
    expect(deployment.query("main:returnsNothing")).toMatchObject({ value: null, error: null });
    expect(deployment.query("main:returnsQuery").error).toContain("Return value is a Query");
  });
});

describe("arguments, results, names", () => {
  test("FN-7 wrong arguments are refused before the function runs", async () => {
    const answer = await deployment.mutation("main:add", { text: 5 });
    expect(answer.error).toBe(
      "[Request ID: 0123456789abcdef] Server Error\nArgumentValidationError: Value does not match validator.\nPath: .text\nValue: 5.0\nValidator: v.string()",
    );
  });

  test("FN-7 a result that does not fit is refused", () => {
    expect(deployment.query("main:returnsText").error).toContain(
      "ReturnsValidationError: Value does not match validator.",
    );
  });

  test("FN-8 unknown, internal and foreign functions are refused by name", async () => {
    expect(deployment.query("main:nothing").error).toContain(
      "Could not find public function for 'main:nothing'",
    );
    expect(deployment.query("main:hidden").error).toContain(
      "Could not find public function for 'main:hidden'",
    );
    expect(deployment.query("main:hidden", {}, { allowInternal: true }).value).toBe("secret");
    expect(deployment.query("main:add", { text: "x" }).error).toContain(
      "Trying to execute main:add as a query, but it is defined as a mutation.",
    );
    expect((await deployment.action("main:quick")).error).toContain("but it is defined as a query");
    expect(deployment.query("main.js:quick").value).toBe("quick");
  });
});

describe("failures", () => {
  test("FN-9 the stack names the developer's files and lines, without framework frames", () => {
    const lines = functionApp["main.ts"]?.split("\n") ?? [];
    const line = lines.findIndex((text) => text.includes("from the depths")) + 1;
    const [head, title, ...frames] = deployment.query("main:throws").error?.split("\n") ?? [];
    expect(head).toBe("[Request ID: 0123456789abcdef] Server Error");
    expect(title).toBe("Uncaught Error: from the depths");
    expect(frames[0]).toMatch(new RegExp(`^    at deeper \\(\\.\\./convex/main\\.ts:${line}:\\d+\\)$`));
    expect(frames[1]).toMatch(/^ {4}at (async )?handler \(\.\.\/convex\/main\.ts:\d+:\d+\)$/);
    expect(frames.join("\n")).not.toContain("node_modules/convex");
  });

  test("FN-9 whatever is thrown has a text", () => {
    expect(deployment.query("main:throwsText").error).toContain("Server Error\nUncaught just text");
  });

  test("FN-10 ConvexError data is delivered as data", () => {
    const answer = deployment.query("main:throwsData");
    expect(answer.data).toEqual({ code: "teapot", n: { $integer: "AQAAAAAAAAA=" } });
    expect(answer.error).toContain("Uncaught ConvexError:");
  });

  test("FN-10 data passes through nested calls and actions", async () => {
    expect((await deployment.mutation("main:uncaughtNested")).data).toEqual({ undone: "gone" });
    expect((await deployment.action("work:relay")).data).toEqual({ relayed: "teapot" });
    expect((await deployment.action("work:nestedFailure")).error).toMatch(
      /Uncaught Error: Uncaught Error: from the depths/,
    );
    expect(await notes()).toEqual([]);
  });

  test("FN-11 production says nothing but the request id, and the ConvexError", async () => {
    const production = await TestDeployment.open({ mode: "prod" });
    await production.push(functionApp);
    expect(production.query("main:throws").error).toBe("[Request ID: 0123456789abcdef] Server Error");
    expect((await production.mutation("main:add", { text: 5 })).error).toBe(
      "[Request ID: 0123456789abcdef] Server Error",
    );
    const data = production.query("main:throwsData");
    expect(data.data).toMatchObject({ code: "teapot" });
    expect(data.error).toMatch(/Server Error\nUncaught ConvexError: [^\n]*$/);
    expect(production.query("main:logs").logLines).toEqual([]);
    await production.close();
  });
});

describe("log lines", () => {
  test("FN-12 lines carry their level and inspected arguments; long ones are cut", () => {
    const lines = deployment.query("main:logs").logLines;
    expect(lines.slice(0, 4)).toEqual([
      "[LOG] 'text' 1 { a: [ true, null ] } Map (1) {'k' => 1}",
      "[WARN] 'careful'",
      "[ERROR] 'inner'",
      "[DEBUG] undefined",
    ]);
    expect(lines[4]).toHaveLength(32 * 1024);
    expect(lines[4]).toMatch(/\(truncated due to length\)$/);
  });

  test("FN-12 more than 256 lines are cut with a mark", () => {
    const lines = deployment.query("main:chatty").logLines;
    expect(lines).toHaveLength(256);
    expect(lines.at(-1)).toContain("Log overflow");
  });
});

describe("nested calls", () => {
  test("TX-40 a call near a limit says so in its log, one far from it does not", async () => {
    const near = await deployment.mutation("main:schedulesMany", { count: 801 });
    expect(near).toMatchObject({
      error: null,
      logLines: ["[WARN] Many functions scheduled by this mutation (actual: 801, limit: 1000)."],
    });
    expect((await deployment.mutation("main:schedulesMany", { count: 800 })).logLines).toEqual([]);
  });

  test("FN-13 a caught failure undoes the nested writes only", async () => {
    const own = await TestDeployment.open();
    await own.push(functionApp);
    await own.mutation("main:add", { text: "committed" });
    expect((await own.mutation("main:subTransactions")).value).toEqual({
      caught: { undone: "undone" },
      pending: ["committed", "outer", "nested"],
      stale: ["committed"],
    });
    expect((await own.mutation("main:parallelNested")).value).toEqual(["fulfilled", "rejected", "fulfilled"]);
    expect(own.query("main:notes").value).toEqual(["committed", "outer", "nested", "p1", "p3"]);
    await own.close();
  });

  test("FN-14 eight levels and no more", () => {
    expect(deployment.query("main:recurse", { left: 8 }).value).toBe(8);
    expect(deployment.query("main:recurse", { left: 9 }).error).toContain("limited to a depth of 8");
  });

  test("FN-14 a query runs no mutation", () => {
    expect(deployment.query("main:queryRunsMutation").error).not.toBeNull();
  });

  test("FN-14 transaction limits bound the nested call", async () => {
    const own = await TestDeployment.open();
    await own.push(functionApp);
    expect((await own.mutation("main:limited", { limit: 2 })).error).toContain("documentsWritten");
    expect(own.query("main:notes").value).toEqual([]);
    expect((await own.mutation("main:limited", { limit: 3 })).error).toBeNull();
    await own.close();
  });

  test("FN-20 the identity reaches nested calls, and not asking for it is noticed", () => {
    const call = (path: string) =>
      deployment.runtime.executor.runQuery(deployment.call(path, {}, { caller: user("layla") }), null);
    expect(call("main:whoamiNested")).toMatchObject({
      outcome: { ok: true, valueText: '"layla"' },
      usedIdentity: true,
    });
    expect(call("main:quick").usedIdentity).toBe(false);
  });
});

describe("forgotten awaits", () => {
  test("FN-15 a refused write that nobody awaited fails the mutation", async () => {
    const own = await TestDeployment.open();
    await own.push(functionApp);
    await own.runtime.start();
    const answer = await own.mutation("main:forgottenAwait");
    expect(answer.error).toContain("does not match the schema");
    expect(own.query("main:notes").value).toEqual([]);
    expect((await own.mutation("main:caughtFailure")).error).toBeNull();
    expect((await own.mutation("main:forgottenButFine")).error).toBeNull();
    expect(own.query("main:notes").value).toEqual(["caught", "still written"]);
    await own.close();
  });
});

describe("actions", () => {
  test("FN-17 web classes are Node's own, Node itself is absent", async () => {
    const value = asObject((await deployment.action("work:webClasses")).value);
    expect(value).toMatchObject({
      text: "abc",
      key: true,
      buffer: true,
      global: "undefined",
      Buffer: "undefined",
      process: ["env"],
      sameCrypto: true,
    });
    expect(Math.abs(Number(value["now"]) - Date.now())).toBeLessThan(60_000);
    expect((await deployment.action("work:needsNode")).error).toContain('Could not resolve "node:fs"');
  });

  test('FN-17 a "use node" file sees Node', async () => {
    await deployment.runtime.environment.update([{ name: "GREETING", value: "ahlan" }]);
    const answer = await deployment.action("nodeWork:md5");
    expect(answer.value).toEqual([
      createHash("md5").update("x").digest("hex"),
      "function",
      "function",
      "ahlan",
    ]);
  });

  test("FN-18 actions that overlap keep their own identity, request and lines", async () => {
    const run = (name: string, waitMs: number) =>
      deployment.action(
        "work:slowWho",
        { name, waitMs },
        { caller: user(name), requestId: `request-${name}` },
      );
    const answers = await Promise.all([run("amal", 30), run("badr", 10), run("dana", 20)]);
    expect(answers.map((answer) => answer.value)).toEqual(
      ["amal", "badr", "dana"].map((subject) => ({ subject, requestId: `request-${subject}` })),
    );
    expect(answers[1]?.logLines).toEqual(["[LOG] 'begin' 'badr'", "[LOG] 'end' 'badr'"]);
  });

  test("FN-19 operations left unawaited are named", async () => {
    const answer = await deployment.action("work:dangling");
    expect(answer.logLines.join("\n")).toContain("2 unawaited operations: [mutation, query]");
  });

  test("FN-21 a function handle is callable and stable over pushes", async () => {
    const own = await TestDeployment.open();
    await own.push(functionApp);
    const first = asObject((await own.action("work:handles")).value);
    await own.push(functionApp);
    const second = asObject((await own.action("work:handles")).value);
    expect(first["handle"]).toBe(second["handle"]);
    expect(own.query("main:notes").value).toEqual(["by handle", "by handle"]);
    await own.close();
  });

  test("FN-24 a late import works in an action and is refused in a query", async () => {
    expect((await deployment.action("work:lateImport")).value).toBe("loaded late");
    const own = await TestDeployment.open();
    await own.push(functionApp);
    expect(own.query("main:lateImport").error).toContain("is not supported in queries and mutations");
    await own.close();
  });

  test("FN-26 an async context follows its call and no other", async () => {
    const own = await TestDeployment.open({ stepTimeoutMs: 200 });
    await own.push(functionApp);
    const followed = ["outer", "x", "y", null, "outer", "outer", null];
    const query = () => own.query("asyncContext:inQuery");
    expect(query()).toMatchObject({ error: null, value: followed });
    const [mutation, entered, again, action, killed, after] = await Promise.all([
      own.mutation("asyncContext:inMutation"),
      own.mutation("asyncContext:entered"),
      own.mutation("asyncContext:entered"),
      own.action("asyncContext:inAction"),
      own.mutation("asyncContext:spin"),
      own.mutation("asyncContext:entered"),
    ]);
    for (const { error, value } of [mutation, action]) expect([error, value]).toEqual([null, followed]);
    for (const { value } of [entered, again, after]) expect(value).toEqual([null, "entered"]);
    expect(killed.error).toContain("timed out");
    expect(query().value).toEqual(followed);
    await own.close();
  });

  test("EX-11 an action is stopped at its limit", async () => {
    const own = await TestDeployment.open({ actionTimeoutMs: 1_500 });
    await own.push(functionApp);
    expect((await own.action("work:forever")).error).toContain("Action execution timed out");
    expect((await own.action("work:webClasses")).error).toBeNull();
    await own.close();
  });
});

describe("pages and tokens", () => {
  test("FN-23 one page per execution; a journal holds its end in place", async () => {
    const own = await TestDeployment.open();
    await own.push(functionApp);
    for (const text of ["a", "b", "c"]) await own.mutation("main:add", { text });
    for (const query of ["main:twoPages", "main:nestedPages"])
      expect(own.query(query).error).toContain("multiple paginated queries");
    expect((await own.mutation("main:twoPagesInMutation")).error).toContain("multiple paginated queries");
    expect((await own.mutation("main:nestedPagesInMutation")).error).toBeNull();
    const args = { paginationOpts: { numItems: 2, cursor: null } };
    const first = own.runtime.executor.runQuery(own.call("main:page", args), null);
    expect(first.journal).not.toBeNull();
    const texts = (run: typeof first): unknown[] => {
      if (!run.outcome.ok) throw new Error(run.outcome.error.message);
      const { page } = JSON.parse(run.outcome.valueText) as { page: { text: string }[] };
      return page.map((note) => note.text);
    };
    expect(texts(first)).toEqual(["a", "b"]);
    const wider = own.call("main:page", { paginationOpts: { numItems: 1, cursor: null } });
    expect(texts(own.runtime.executor.runQuery(wider, first.journal))).toEqual(["a", "b"]);
    await own.close();
  });

  test("FN-22 signJwt signs with the deployment's public key, which survives a restart", async () => {
    const own = await TestDeployment.open();
    await own.push(functionApp);
    const answer = await own.mutation("main:token", { claims: { sub: "s", aud: "a" }, seconds: 60 });
    const [head = "", body = "", signature = ""] = asText(answer.value).split(".");
    const read = (part: string) => JSON.parse(Buffer.from(part, "base64url").toString()) as JSONObject;
    expect(read(body)).toMatchObject({ sub: "s", aud: "a", iss: "http://cloud.test" });
    expect(Number(read(body)["exp"]) - Number(read(body)["iat"])).toBe(60);
    const keySet = own.runtime.keySet() as { keys: (JsonWebKey & { kid: string })[] };
    const [jwk] = keySet.keys;
    if (jwk === undefined) throw new Error("no key");
    expect(read(head)).toMatchObject({ alg: "ES256", kid: jwk.kid });
    const key = createPublicKey({ key: jwk, format: "jwk" });
    const signed = Buffer.from(`${head}.${body}`);
    expect(
      verify("sha256", signed, { key, dsaEncoding: "ieee-p1363" }, Buffer.from(signature, "base64url")),
    ).toBe(true);
    expect((await own.mutation("main:token", { claims: { iss: "me" }, seconds: 60 })).error).toContain(
      'the claim "iss" is reserved',
    );
    expect((await own.mutation("main:token", { claims: {}, seconds: 4000 })).error).toContain(
      "between 1 and 3600",
    );
    const again = await own.restart();
    expect(again.runtime.keySet()).toEqual(keySet);
    await again.close();
  });
});
