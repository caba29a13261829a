/**
 * Mutations that caught a failed operation commit one turn of the event loop after their step (FN-15). What may happen
 * in that turn must not be lost, doubled or let through.
 */
import { afterEach, beforeEach, describe, expect, test } from "vitest";
import { ConflictError } from "../../../engine/transaction/errors";
import { mutation, openTestDatabase, schema, table, write } from "../transaction/testDatabase";
import { TestDeployment } from "../functions/testDeployment";

const app = {
  "work.ts": `
import { mutation, query } from "./_generated/server";
const failingStep = async (ctx: any) => { try { await ctx.db.get("not an id"); } catch {} };
export const add = mutation(async (ctx) => { await ctx.db.insert("notes", { text: "one" }); await failingStep(ctx); });
export const count = mutation(async (ctx) => {
  const counter = await ctx.db.query("counters").first();
  if (counter === null) await ctx.db.insert("counters", { n: 1 });
  else await ctx.db.patch(counter._id, { n: counter.n + 1 });
  await failingStep(ctx);
});
export const forget = mutation(async (ctx) => {
  await ctx.db.insert("notes", { text: "lost" });
  void ctx.db.get("not an id either");
});
export const look = mutation(async (ctx) => {
  console.log("looking");
  await ctx.db.query("notes").paginate({ numItems: 5, cursor: null });
  await ctx.db.insert("looks", {});
  await failingStep(ctx);
});
export const notes = query(async (ctx) => (await ctx.db.query("notes").collect()).map((note: any) => note.text));
export const counted = query(async (ctx) => (await ctx.db.query("counters").collect()).map((row: any) => row.n));
`,
};

let deployment: TestDeployment;

beforeEach(async () => {
  deployment = await TestDeployment.open();
  await deployment.push(app);
  await deployment.runtime.start();
});
afterEach(async () => {
  await deployment.close();
});

describe("a mutation that caught a failure", () => {
  test("[EX-3] delivered twice is applied once, even when both deliveries wait in line together", async () => {
    const { executor } = deployment.runtime;
    const session = { sessionId: "00000000-0000-4000-8000-000000000001", requestId: 0 };
    await executor.runMutation(deployment.call("work:add"), { ...session, requestId: 7 });
    const runs = await Promise.all(
      [1, 2, 3].map(() => executor.runMutation(deployment.call("work:add"), session)),
    );
    expect(runs.map(({ outcome }) => outcome.ok)).toEqual([true, true, true]);
    expect(deployment.query("work:notes").value).toEqual(["one", "one"]);
  });

  test("[EX-4] never loses against its like, however many come at once", async () => {
    const answers = await Promise.all(Array.from({ length: 40 }, () => deployment.mutation("work:count")));
    expect(answers.flatMap(({ error }) => error ?? [])).toEqual([]);
    expect(deployment.query("work:counted").value).toEqual([40]);
  });

  test("[FN-15] is not refused for what another one forgot to await", async () => {
    const answers = await Promise.all(
      ["work:add", "work:forget", "work:add"].map((path) => deployment.mutation(path)),
    );
    expect(answers.map(({ error }) => error === null)).toEqual([true, false, true]);
    expect(deployment.query("work:notes").value).toEqual(["one", "one"]);
  });

  test("[TX-17] that has to run again does so from a clean start", async () => {
    await deployment.mutation("work:add");
    const late = deployment.mutation("work:look");
    setImmediate(() => {
      const other = deployment.database.begin({ kind: "mutation", beginMs: Date.now() });
      other.insert("", "notes", { text: "meanwhile" });
      deployment.database.commit(other);
    });
    expect(await late).toMatchObject({ error: null, logLines: ["[LOG] 'looking'"] });
  });

  test("[TX-21] does not slip a row past a schema that came meanwhile", async () => {
    await deployment.mutation("work:add");
    const strict = schema(
      table(
        "notes",
        {},
        {
          type: "object",
          value: {
            text: { fieldType: { type: "literal", value: "one" }, optional: false },
            kind: { fieldType: { type: "string" }, optional: true },
          },
        },
      ),
    );
    const refused = schema(
      table(
        "notes",
        {},
        {
          type: "object",
          value: { text: { fieldType: { type: "literal", value: "other" }, optional: false } },
        },
      ),
    );
    const before = deployment.query("work:notes").value;
    expect(before).toEqual(["one"]);
    expect(() => deployment.database.setSchema("", refused)).toThrow("does not match the schema");
    deployment.database.setSchema("", strict);
    const cleared = deployment.database.begin({ kind: "mutation", beginMs: Date.now() });
    for (const row of rowsOf(cleared)) cleared.remove("", row);
    deployment.database.commit(cleared);
    // In the turn between the step and the commit the table is empty, so the schema itself is acceptable.
    const late = deployment.mutation("work:add");
    setImmediate(() => deployment.database.setSchema("", refused));
    expect((await late).error).toMatch(/does not match the schema/);
    expect(deployment.query("work:notes").value).toEqual([]);
  });
});

test("[TX-17] two transactions that come to the same value conflict all the same", () => {
  const { db } = openTestDatabase();
  const id = write(db, (tx) => tx.insert("", "counters", { n: 1 }));
  const [one, two] = [mutation(db), mutation(db)];
  one.patch("", id, { n: 2 });
  two.patch("", id, { n: 2 });
  db.commit(one);
  expect(() => db.commit(two)).toThrow(ConflictError);
});

function rowsOf(tx: ReturnType<TestDeployment["database"]["begin"]>): string[] {
  const ids: string[] = [];
  const stream = tx.queryStart("", {
    source: { type: "FullTableScan", tableName: "notes", order: null },
    operators: [],
  });
  for (let row = tx.queryNext(stream); row.valueText !== null; row = tx.queryNext(stream))
    ids.push(String((JSON.parse(row.valueText) as { _id: string })._id));
  return ids;
}
