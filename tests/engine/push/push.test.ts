import { afterEach, beforeEach, describe, expect, test } from "vitest";
import { HttpFailure } from "../../../engine/push/api";
import type { JSONObject } from "../../../engine/values/json";
import { type AppSource, asObject, asText, pushBody, TestDeployment } from "../functions/testDeployment";

const schema = (fields: string, more = "") => `
  import { defineSchema, defineTable } from "convex/server";
  import { v } from "convex/values";
  export default defineSchema({ notes: defineTable({ ${fields} })${more} });`;

const notes = (answer: string) => `
  import { v } from "convex/values";
  import { mutation, query } from "./_generated/server";
  export const version = query({ args: {}, handler: async () => ${JSON.stringify(answer)} });
  export const add = mutation({ args: { text: v.string() }, handler: async (ctx, { text }) => await ctx.db.insert("notes", { text }) });
  export const list = query({ args: {}, handler: async (ctx) => (await ctx.db.query("notes").collect()).map((note) => note.text) });`;

const first: AppSource = { "schema.ts": schema("text: v.string()"), "notes.ts": notes("first") };

let deployment: TestDeployment;

beforeEach(async () => {
  deployment = await TestDeployment.open();
});

afterEach(async () => {
  await deployment.close();
});

const version = () => deployment.query("notes:version").value;

async function refusal(app: AppSource): Promise<HttpFailure> {
  const outcome = await deployment.push(app).then(
    () => null,
    (error: unknown) => error,
  );
  if (!(outcome instanceof HttpFailure)) throw new Error(`not refused: ${String(outcome)}`);
  return outcome;
}

describe("forecast", () => {
  const staged = (table: string) => `
    import { defineSchema, defineTable } from "convex/server";
    import { v } from "convex/values";
    export default defineSchema({ notes: ${table} });`;
  const text = "defineTable({ text: v.string() })";
  async function forecast(app: AppSource): Promise<JSONObject> {
    const answer = await deployment.runtime.push.evaluateSchema(await pushBody(app));
    return asObject(asObject(answer["componentSchemaEvaluations"])[""]);
  }

  test("PU-13 tables to check, indexes that come, go, leave the stage; nothing is changed", async () => {
    await deployment.push({
      ...first,
      "schema.ts": staged(
        `${text}.index("gone", ["text"]).index("kept", ["text"]).index("waits", { fields: ["text"], staged: true })`,
      ),
    });
    await deployment.mutation("notes:add", { text: "a" });
    const next = staged(
      `defineTable({ text: v.union(v.string(), v.null()) }).index("kept", ["text"]).index("waits", ["text"])`,
    );
    const answer = await forecast({ ...first, "schema.ts": next });
    expect(answer["tables"]).toMatchObject([{ name: "notes", outcome: "mustWalk", numDocs: 1 }]);
    const changes = (answer["indexes"] as JSONObject[]).map(({ name, change, numDocs }) => [
      name,
      change,
      numDocs,
    ]);
    expect(changes).toEqual([
      ["notes.kept", "identical", 1],
      ["notes.waits", "enabled", 1],
      ["notes.gone", "dropped", 1],
    ]);
    const diffs = asObject(
      asObject(
        (await deployment.runtime.push.startPush(await pushBody({ ...first, "schema.ts": next })))[
          "schemaChange"
        ],
      )["indexDiffs"],
    );
    expect(asObject(diffs[""])).toMatchObject({
      added_indexes: [],
      removed_indexes: [{ name: "notes.gone" }],
      enabled_indexes: [{ name: "notes.waits" }],
    });
    expect((await forecast(first))["indexes"]).toHaveLength(3);
  });

  test("PU-13 a staged validator is not enforced; its state is told, and what becomes of it", async () => {
    await deployment.push({ ...first, "schema.ts": staged(`${text}.staged({ text: v.literal("fits") })`) });
    await deployment.mutation("notes:add", { text: "fits" });
    const promoted = { ...first, "schema.ts": staged(`defineTable({ text: v.literal("fits") })`) };
    const valid = await forecast(promoted);
    expect(valid["tables"]).toMatchObject([
      {
        outcome: "supersetOfStagedValidated",
        staged: { state: "valid" },
        canSkipAfterStagedValidation: true,
      },
    ]);
    expect(valid["discardedStagedValidators"]).toEqual([]);
    expect((await forecast(first))["discardedStagedValidators"]).toEqual([
      { tableName: "notes", state: { state: "valid" }, replaced: false },
    ]);
    expect((await deployment.mutation("notes:add", { text: "does not" })).error).toBeNull();
    const failed = (await forecast(promoted))["tables"] as JSONObject[];
    expect(failed).toMatchObject([{ outcome: "mustWalk", staged: { state: "failed" } }]);
    expect(asText(asObject(failed[0]?.["staged"])["error"])).toContain(
      'in table "notes" does not match the schema',
    );
    await expect(deployment.push(promoted)).rejects.toThrow("does not match the schema");
    expect(
      (await refusal({ ...first, "schema.ts": staged(`${text}.staged(v.union(v.string(), v.object({})))`) }))
        .message,
    ).toContain("must be an object");
  });
});

describe("activation", () => {
  test("PU-2 the old version answers until the push is finished", async () => {
    await deployment.push(first);
    const started = await deployment.runtime.push.startPush(
      await pushBody({ ...first, "notes.ts": notes("second") }),
    );
    await deployment.runtime.push.waitForSchema({ schemaChange: started["schemaChange"] ?? null });
    expect(version()).toBe("first");
    await deployment.runtime.push.finishPush({ startPush: started, dryRun: false });
    expect(version()).toBe("second");
  });

  test("PU-2 code, schema and crons are one commit; PU-10 queries are told", async () => {
    const commits: string[][] = [];
    const touched: string[] = [];
    deployment.database.onCommit((commit) =>
      commits.push([...new Set(commit.writes.map((write) => write.table))]),
    );
    deployment.database.onTouch((key) => touched.push(key));
    await deployment.push({
      ...first,
      "crons.ts": `
        import { cronJobs } from "convex/server";
        import { api } from "./_generated/api";
        const crons = cronJobs();
        crons.daily("tidy", { hourUTC: 3 }, api.notes.add, { text: "tidy" });
        export default crons;`,
    });
    expect(commits).toHaveLength(1);
    expect(commits[0]).toEqual(expect.arrayContaining(["_modules", "_pushes", "_schemas", "_crons"]));
    expect(touched).toEqual(["modules"]);
  });

  test("PU-14 modules under the name that earlier CLIs use; none at all is no push", async () => {
    const body = await pushBody(first);
    const { changedModules, unchangedModuleHashes: _, ...rest } = asObject(body["appDefinition"]);
    const { push } = deployment.runtime;
    const appDefinition = { ...rest, functions: changedModules ?? [] };
    const started = await push.startPush({ ...body, appDefinition });
    await push.finishPush({ startPush: started, dryRun: false });
    expect(version()).toBe("first");
    await expect(push.startPush({ ...body, appDefinition: rest })).rejects.toThrow("modules are missing");
  });

  test("PU-3 a restart runs the last push as it was", async () => {
    await deployment.push(first);
    await deployment.mutation("notes:add", { text: "kept" });
    deployment = await deployment.restart();
    expect(version()).toBe("first");
    expect(deployment.query("notes:list").value).toEqual(["kept"]);
    expect((await deployment.mutation("notes:add", { text: 5 })).error).toContain("ArgumentValidationError");
    const other = `${"x".repeat(600_000)}ع`;
    await deployment.push({ ...first, "notes.ts": notes(other) });
    deployment = await deployment.restart();
    expect(version()).toBe(other);
  });

  test("PU-4 unchanged modules come from the active push, an unknown hash is a race", async () => {
    await deployment.push(first);
    const hashes = deployment.runtime.push.getConfigHashes({})["moduleHashes"] as JSONObject[];
    expect(hashes.map((module) => module["path"])).toContain("notes.js");
    const body = await pushBody({ ...first, "more.ts": notes("more") });
    const definition = asObject(body["appDefinition"]);
    const all = definition["changedModules"] as JSONObject[];
    definition["changedModules"] = all.filter((module) => module["path"] !== "notes.js");
    const unchanged = hashes.find((module) => module["path"] === "notes.js") ?? {};
    const asKept = { path: "notes.js", environment: "isolate", sha256: unchanged["hash"] ?? "" };
    definition["unchangedModuleHashes"] = [asKept];
    const started = await deployment.runtime.push.startPush(body);
    await deployment.runtime.push.finishPush({ startPush: started, dryRun: false });
    expect([version(), deployment.query("more:version").value]).toEqual(["first", "more"]);
    definition["unchangedModuleHashes"] = [{ ...asKept, sha256: "0".repeat(64) }];
    await expect(deployment.runtime.push.startPush(body)).rejects.toMatchObject({ code: "RaceDetected" });
    await expect(
      deployment.runtime.push.finishPush({ startPush: { schemaChange: { pushId: "gone" } } }),
    ).rejects.toMatchObject({ code: "RaceDetected" });
  });

  test("PU-9 a dry run changes nothing", async () => {
    await deployment.push(first);
    const before = deployment.database.latestTs;
    const started = await deployment.runtime.push.startPush(
      await pushBody({ ...first, "notes.ts": notes("second") }, { dryRun: true }),
    );
    const diff = await deployment.runtime.push.finishPush({ startPush: started, dryRun: true });
    expect(asObject(asObject(diff["componentDiffs"])[""])["moduleDiff"]).toEqual({
      added: ["notes.js"],
      removed: ["notes.js"],
    });
    expect(version()).toBe("first");
    expect(deployment.database.latestTs).toBe(before);
  });

  test("PU-11 the diff names what came, changed and went", async () => {
    await deployment.push(first);
    const diff = await deployment.push({
      "schema.ts": schema("text: v.string()", '.index("by_text", ["text"])'),
      "other.ts": notes("other"),
      "auth.config.ts": `export default { providers: [{ domain: process.env.CONVEX_SITE_URL, applicationID: "convex" }] };`,
    });
    const component = asObject(asObject(diff["componentDiffs"])[""]);
    const modules = asObject(component["moduleDiff"]);
    expect(modules["removed"]).toEqual(expect.arrayContaining(["notes.js"]));
    expect(modules["added"]).toEqual(expect.arrayContaining(["other.js", "auth.config.js"]));
    expect(asObject(component["indexDiff"])["added_indexes"]).toEqual([
      { name: "notes.by_text", type: "database", fields: ["text"], staged: false },
    ]);
    expect(diff["authDiff"]).toEqual({
      added: ['{"domain":"http://site.test","applicationID":"convex"}'],
      removed: [],
    });
    expect(deployment.runtime.push.authProviders()).toEqual([
      { domain: "http://site.test", applicationID: "convex" },
    ]);
    expect(deployment.runtime.push.apiSpec().map((entry) => entry["identifier"])).toEqual([
      "other.js:add",
      "other.js:list",
      "other.js:version",
    ]);
  });
});

describe("refusals", () => {
  test("PU-5 a schema that a document does not fit is refused by name; the old version goes on", async () => {
    await deployment.push(first);
    const id = (await deployment.mutation("notes:add", { text: "old" })).value;
    const started = await deployment.runtime.push.startPush(
      await pushBody({ "schema.ts": schema("text: v.number()"), "notes.ts": notes("second") }),
    );
    const waited = await deployment.runtime.push.waitForSchema({
      schemaChange: started["schemaChange"] ?? null,
    });
    expect(waited).toMatchObject({ type: "failed", componentPath: "", tableName: "notes" });
    expect(waited["error"]).toContain(asText(id));
    // A client that goes on regardless is refused too.
    await expect(
      deployment.runtime.push.finishPush({ startPush: started, dryRun: false }),
    ).rejects.toMatchObject({ code: "SchemaValidationFailed" });
    expect(version()).toBe("first");
    expect((await deployment.mutation("notes:add", { text: "still text" })).error).toBeNull();
  });

  test.each<[string, AppSource, string, string]>([
    [
      "a module that throws",
      { "bad.ts": `throw new Error("at import"); export const x = 1;` },
      "InvalidModules",
      "Failed to analyze bad.js: Uncaught Error: at import",
    ],
    [
      "a module that never ends",
      { "slow.ts": "for (;;) {}\nexport const x = 1;" },
      "InvalidModules",
      "slow.js",
    ],
    [
      "a file name that no function reference can spell",
      { "two-words.ts": `export const x = 1;` },
      "InvalidModules",
      "two-words.js is not a valid path to a Convex module. Path component two-words.js can only contain",
    ],
    [
      "a module that uses the database",
      {
        "early.ts": `import { query } from "./_generated/server";
          declare const Convex: { syscall(op: string, args: string): string };
          Convex.syscall("1.0/queryStream", "{}");
          export const q = query({ args: {}, handler: async () => 1 });`,
      },
      "InvalidModules",
      "not available while a module is being imported",
    ],
    [
      "a reserved index name",
      { "schema.ts": schema("text: v.string()", '.index("by_id", ["text"])') },
      "InvalidSchema",
      "reserved",
    ],
    [
      "a cron that calls nothing",
      {
        "crons.ts": `import { cronJobs } from "convex/server"; import { internal } from "./_generated/api";
          const crons = cronJobs(); crons.interval("lost", { minutes: 1 }, internal.absent.run, {}); export default crons;`,
      },
      "InvalidCrons",
      '"lost" calls absent:run',
    ],
    ["an http.ts without router", { "http.ts": "export default 5;" }, "InvalidModules", "no HTTP router"],
    [
      "an auth config without providers",
      { "auth.config.ts": "export default { provider: [] };" },
      "InvalidModules",
      "auth.config.ts",
    ],
  ])("PU-6 %s is refused", async (_what, app, code, text) => {
    await deployment.push(first);
    const failure = await refusal({ ...first, ...app });
    expect(failure).toMatchObject({ status: 400, code });
    expect(failure.message).toContain(text);
    expect(version()).toBe("first");
  });

  test('PU-7 a query in a "use node" file is refused', async () => {
    const failure = await refusal({
      "mixed.ts": `"use node";\nimport { query } from "./_generated/server";\nexport const q = query({ args: {}, handler: async () => 1 });`,
    });
    expect(failure.message).toContain("Only actions can be defined in Node.js");
  });

  test("PU-8 an unset variable of auth.config.ts is named", async () => {
    const app = {
      "auth.config.ts": `export default { providers: [{ domain: process.env.ISSUER_URL, applicationID: "convex" }] };`,
    };
    expect(await refusal(app)).toMatchObject({
      code: "AuthConfigMissingEnvironmentVariable",
      message: "Environment variable ISSUER_URL is used in auth config file but its value was not set",
    });
    await deployment.runtime.environment.update([{ name: "ISSUER_URL", value: "https://issuer.test" }]);
    await deployment.push(app);
    expect(deployment.runtime.push.authProviders()).toEqual([
      { domain: "https://issuer.test", applicationID: "convex" },
    ]);
  });

  test("PU-12 a component that the push lacks is refused with its name", async () => {
    const path = "../node_modules/@convex-dev/rate-limiter/dist/component";
    const body = await pushBody(first);
    asObject(body["appDefinition"])["dependencies"] = [path];
    await expect(deployment.runtime.push.startPush(body)).rejects.toMatchObject({
      code: "BadPushRequest",
      message: expect.stringContaining(path),
    });
  });

  test('PU-12 CM-9 a component with a "use node" file is refused with the file named', async () => {
    const path = "../components/nodeUser";
    const definition = (declared: object) => ({
      path: "convex.config.js",
      source: `export default { export: () => (${JSON.stringify(declared)}) };`,
      environment: "isolate",
    });
    const body = await pushBody(first, {
      componentDefinitions: [
        {
          definitionPath: path,
          definition: definition({
            name: "nodeUser",
            definitionType: { type: "childComponent", name: "nodeUser" },
            childComponents: [],
          }),
          functions: [{ path: "work.js", source: "export const one = 1;", environment: "node" }],
        },
      ],
    });
    Object.assign(asObject(body["appDefinition"]), {
      dependencies: [path],
      definition: definition({
        definitionType: { type: "app" },
        childComponents: [{ name: "nodeUser", path, env: null }],
      }),
    });
    await expect(deployment.runtime.push.startPush(body)).rejects.toMatchObject({
      code: "InvalidModules",
      message: expect.stringMatching(/components\/nodeUser\/work\.js: .*use node/),
    });
  });
});
