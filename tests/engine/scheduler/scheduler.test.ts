import { afterEach, beforeEach, describe, expect, test, vi } from "vitest";
import { MemoryDriver } from "../../../engine/storage/memoryDriver";
import type { JSONObject } from "../../../engine/values/json";
import { asObject, asText, TestDeployment } from "../functions/testDeployment";
import { schedulerApp as appWithFixedNight } from "./schedulerApp";

/** The nightly cron half a day from now, so that no test meets it by chance. */
const schedulerApp = {
  ...appWithFixedNight,
  "crons.ts": (appWithFixedNight["crons.ts"] ?? "").replace(
    "hourUTC: 2",
    `hourUTC: ${(new Date().getUTCHours() + 12) % 24}`,
  ),
};

let skippedMs = 0;
/** Real time, and as far ahead of it as a test has moved. Actions see the real clock. */
const now = () => Date.now() + skippedMs;

const { "crons.ts": _crons, ...withoutCrons } = schedulerApp;
let deployment: TestDeployment;

beforeEach(async () => {
  skippedMs = 0;
  deployment = await TestDeployment.open({ now });
  await deployment.push(withoutCrons);
  await deployment.runtime.start();
});

afterEach(async () => {
  expect(deployment.errors).toEqual([]);
  await deployment.close();
});

function marks(): unknown {
  return deployment.query("jobs:marks").value;
}

function jobs(): JSONObject[] {
  const rows = deployment.query("jobs:jobs").value;
  return Array.isArray(rows) ? rows.map((row) => asObject(row)) : [];
}

const states = () => jobs().map((job) => asObject(job["state"])["kind"]);
const settled = () => vi.waitFor(() => expect(states()).not.toContain("pending"), { interval: 5 });

describe("jobs", () => {
  test("SC-1 a job appears with its mutation, in the documented shape", async () => {
    const id = (await deployment.mutation("jobs:later", { delayMs: 60_000, text: "later" })).value;
    expect(jobs()).toEqual([
      {
        _id: id,
        name: "jobs.js:mark",
        args: [{ text: "later" }],
        scheduledTime: expect.any(Number),
        state: { kind: "pending" },
      },
    ]);
    expect(Math.abs(Number(jobs()[0]?.["scheduledTime"]) - (now() + 60_000))).toBeLessThan(2000);
  });

  test("SC-1 a mutation that fails schedules nothing, a rolled-back nested one neither [EX-2]", async () => {
    await deployment.mutation("jobs:laterThenThrow");
    expect(jobs()).toEqual([]);
    await deployment.mutation("jobs:laterNested");
    await settled();
    expect(marks()).toEqual(["kept running"]);
  });

  test("SC-1 an action schedules at once", async () => {
    await deployment.action("jobs:fromAction");
    expect(states()).toEqual(["pending"]);
  });

  test("SC-2 a due mutation runs once, sees itself in progress and ends in success", async () => {
    await deployment.mutation("jobs:later", { delayMs: 20, text: "ran" });
    expect(marks()).toEqual([]);
    await settled();
    expect(marks()).toEqual(["ran running"]);
    expect(jobs()[0]).toMatchObject({ state: { kind: "success" }, completedTime: expect.any(Number) });
  });

  test("SC-2 effect and success are one commit", async () => {
    const seen: string[][] = [];
    const unlisten = deployment.database.onCommit((commit) => {
      const tables = commit.writes.map((write) => write.table);
      if (tables.includes("marks")) seen.push(tables.sort());
    });
    await deployment.mutation("jobs:later", { delayMs: 0, text: "x" });
    await settled();
    unlisten();
    expect(seen).toEqual([["_scheduled_functions", "marks"]]);
  });

  test("SC-5 a throwing job fails with its text and leaves nothing", async () => {
    await deployment.mutation("jobs:laterNamed", { name: "jobs:markThenThrow", args: {} });
    await deployment.mutation("jobs:laterNamed", { name: "jobs:throwing", args: {} });
    await vi.waitFor(() => expect(states()).toEqual(["failed", "failed"]));
    const [first, second] = jobs().map((job) => asText(asObject(job["state"])["error"]));
    expect(first).toContain("job failed on purpose");
    expect(second).toContain("action failed on purpose");
    expect(marks()).toEqual([]);
  });

  test("SC-7 jobs run earliest first, without identity", async () => {
    await deployment.mutation(
      "jobs:ordered",
      {},
      {
        caller: {
          kind: "user",
          identity: { tokenIdentifier: "i|s", subject: "s", issuer: "i" },
          expiresAt: now() + 60_000,
          token: "t",
        },
      },
    );
    await settled();
    expect(marks()).toEqual(["first running", "second running", "third running"]);
  });

  test("SC-7 at most eight actions run at a time", async () => {
    let running = 0;
    let most = 0;
    const unlisten = deployment.database.onCommit((commit) => {
      for (const write of commit.writes) {
        if (write.table !== "_scheduled_functions") continue;
        const kind = (row: JSONObject | null) => (row === null ? "" : asObject(row["state"])["kind"]);
        if (kind(write.after) === "inProgress") running += 1;
        if (kind(write.before) === "inProgress") running -= 1;
        most = Math.max(most, running);
      }
    });
    for (let i = 0; i < 12; i++)
      await deployment.mutation("jobs:laterNamed", {
        name: "jobs:slow",
        args: { waitMs: 200, text: `${i}` },
      });
    await vi.waitFor(() => expect(states().filter((kind) => kind === "success").length).toBe(24), {
      timeout: 5000,
    });
    unlisten();
    expect(most).toBe(8);
  });
});

describe("canceling", () => {
  test("SC-6 a canceled job does not run; canceling again does nothing; an unknown id is an error", async () => {
    const id = (await deployment.mutation("jobs:later", { delayMs: 30, text: "canceled" })).value;
    expect((await deployment.mutation("jobs:cancel", { id })).error).toBeNull();
    await new Promise((resolve) => setTimeout(resolve, 60));
    expect(states()).toEqual(["canceled"]);
    expect(marks()).toEqual([]);
    expect((await deployment.mutation("jobs:cancel", { id })).error).toBeNull();
    skippedMs += 8 * 24 * 60 * 60_000;
    const again = await deployment.restart({ now });
    deployment = again;
    await again.runtime.start();
    await vi.waitFor(() => expect(jobs()).toEqual([]));
    expect((await deployment.mutation("jobs:cancel", { id })).error).toContain("does not exist");
  });

  test("SC-6 a canceled action goes on, what it schedules is born canceled", async () => {
    const id = (
      await deployment.mutation("jobs:laterNamed", {
        name: "jobs:slow",
        args: { waitMs: 60, text: "a" },
      })
    ).value;
    await vi.waitFor(() => expect(marks()).toEqual(["begin a running"]), { interval: 2 });
    await deployment.mutation("jobs:cancel", { id });
    await vi.waitFor(() => expect(marks()).toEqual(["begin a running", "end a"]));
    expect(states()).toEqual(["canceled", "canceled"]);
  });
});

describe("limits of scheduling", () => {
  test("SC-8 what cannot be scheduled is refused", async () => {
    const failure = async (path: string, args: JSONObject) => (await deployment.mutation(path, args)).error;
    expect(await failure("jobs:laterNamed", { name: "jobs:marks", args: {} })).toContain(
      "Only mutations and actions can be scheduled",
    );
    expect(await failure("jobs:laterNamed", { name: "jobs:absent", args: {} })).toContain(
      "Could not find function",
    );
    expect(await failure("jobs:large", {})).toContain("too large");
    expect(await failure("jobs:at", { at: now() + 6 * 365 * 24 * 60 * 60_000 })).toContain("five years");
    expect(await failure("jobs:many", { count: 1001 })).toContain("limit: 1000");
    expect(jobs()).toEqual([]);
  });
});

describe("restarts", () => {
  test("SC-4 pending jobs survive a restart, overdue ones run at once", async () => {
    await deployment.mutation("jobs:later", { delayMs: 3_600_000, text: "soon" });
    await deployment.mutation("jobs:later", { delayMs: 2 * 3_600_000, text: "later" });
    skippedMs += 3_600_000 + 1000;
    deployment = await deployment.restart({ now });
    expect(states()).toEqual(["pending", "pending"]);
    await deployment.runtime.start();
    await vi.waitFor(() => expect(states()).toEqual(["success", "pending"]));
    expect(marks()).toEqual(["soon running"]);
  });

  test("SC-3 an action that was interrupted is failed and not run again", async () => {
    await deployment.mutation("jobs:laterNamed", { name: "jobs:slow", args: { waitMs: 150, text: "cut" } });
    await vi.waitFor(() => expect(marks()).toEqual(["begin cut running"]), { interval: 2 });
    await deployment.database.flush();
    // The process ends here: what is stored is copied as a crash would leave it.
    const copy = new MemoryDriver();
    const documents: Parameters<Parameters<MemoryDriver["readDocuments"]>[0]>[0][] = [];
    deployment.driver.readDocuments((document) => documents.push(document));
    await copy.write({ puts: documents, removes: [], meta: [...deployment.driver.readMeta()] });
    await vi.waitFor(() => expect(states()).not.toContain("inProgress"));
    await deployment.close();
    deployment = await TestDeployment.open({ now }, copy);
    await deployment.runtime.start();
    expect(jobs().map((job) => job["state"])).toEqual([
      { kind: "failed", error: "Transient error while executing action" },
    ]);
    expect(marks()).toEqual(["begin cut running"]);
  });

  test("SC-9 ended jobs go after a week", async () => {
    await deployment.mutation("jobs:later", { delayMs: 0, text: "old" });
    await settled();
    skippedMs += 6 * 24 * 60 * 60_000;
    deployment = await deployment.restart({ now });
    await deployment.runtime.start();
    await deployment.database.flush();
    expect(states()).toEqual(["success"]);
    skippedMs += 2 * 24 * 60 * 60_000;
    deployment = await deployment.restart({ now });
    await deployment.runtime.start();
    await vi.waitFor(() => expect(jobs()).toEqual([]));
  });

  test("SC-9 however many there are", async () => {
    const tx = deployment.database.begin({ kind: "mutation", beginMs: now() });
    for (let n = 0; n < 1300; n++)
      tx.systemInsert("", "_scheduled_functions", {
        name: "jobs.js:mark",
        args: [{}],
        scheduledTime: 1 + n,
        completedTime: 2 + n,
        state: { kind: "success" },
      });
    deployment.database.commit(tx);
    deployment = await deployment.restart({ now });
    await deployment.runtime.start();
    await vi.waitFor(() =>
      expect(deployment.database.registry.component("").table("_scheduled_functions")?.rows.size).toBe(0),
    );
  });
});

describe("crons", () => {
  const beats = () => (marks() as string[]).map((mark) => mark.replace(" running", ""));

  test("SC-12 a push plans crons; an interval begins at once and goes on [SC-10]", async () => {
    const answer = await deployment.push(schedulerApp);
    expect(asObject(asObject(asObject(answer["componentDiffs"])[""])["cronDiff"])).toEqual({
      added: ["beat", "night"],
      updated: [],
      deleted: [],
    });
    await vi.waitFor(() => expect(beats()).toEqual(["beat"]));
    // Pushed again unchanged: no second start.
    await deployment.push(schedulerApp);
    await new Promise((resolve) => setTimeout(resolve, 30));
    expect(beats()).toEqual(["beat"]);
  });

  test("SC-11 missed runs are made up for once, then the schedule goes on", async () => {
    await deployment.push(schedulerApp);
    await vi.waitFor(() => expect(beats()).toEqual(["beat"]));
    await deployment.database.flush();
    skippedMs += 35 * 60_000;
    deployment = await deployment.restart({ now });
    await deployment.runtime.start();
    await vi.waitFor(() => expect(beats()).toEqual(["beat", "beat"]));
    await new Promise((resolve) => setTimeout(resolve, 30));
    expect(beats()).toEqual(["beat", "beat"]);
    skippedMs += 15 * 60 * 60_000;
    deployment = await deployment.restart({ now });
    await deployment.runtime.start();
    await vi.waitFor(() => expect(beats().sort()).toEqual(["beat", "beat", "beat", "night"]));
  });

  test("SC-12 a cron removed from the code is gone, a changed one is planned anew", async () => {
    await deployment.push(schedulerApp);
    await vi.waitFor(() => expect(beats()).toEqual(["beat"]));
    const answer = await deployment.push({
      ...withoutCrons,
      "crons.ts": `
        import { cronJobs } from "convex/server";
        import { internal } from "./_generated/api";
        const crons = cronJobs();
        crons.interval("beat", { minutes: 20 }, internal.jobs.mark, { text: "changed" });
        export default crons;`,
    });
    expect(asObject(asObject(asObject(answer["componentDiffs"])[""])["cronDiff"])).toEqual({
      added: [],
      updated: ["beat"],
      deleted: ["night"],
    });
    await vi.waitFor(() => expect(beats()).toEqual(["beat", "changed"]));
  });
});
