/**
 * What subscribers hold after each commit is what a run from scratch gives, whatever they subscribed to and whatever the
 * commits did; and nothing is run again that no commit touched.
 */
import fc from "fast-check";
import { convexToJson, type Value } from "convex/values";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import type { JSONObject, JSONValue } from "../../../engine/values/json";
import type { Operation, QuerySpec } from "../differential/app/program";
import { changes, firstProgram, numbered, program, querySpec, readProgram } from "../differential/programs";
import { replayThenExplore } from "../differential/seeds";
import { EngineSide } from "../differential/sides";
import { canonicalText, failureText, SyncedDeployment, WatchingClient } from "./syncedDeployment";

let world: SyncedDeployment;
let side: EngineSide;

beforeAll(async () => {
  world = await SyncedDeployment.open();
  side = new EngineSide(world.deployment);
});
afterAll(async () => {
  await world.close();
});

type Step =
  | { do: "watch"; client: 0 | 1; reads: Operation[] }
  | { do: "page"; client: 0 | 1; query: QuerySpec; numItems: number; follow: boolean }
  | { do: "same"; client: 0 | 1 }
  | { do: "drop"; client: 0 | 1; which: number }
  | { do: "commit"; program: Operation[] };

const client = fc.constantFrom(0 as const, 1 as const);
const watching: fc.Arbitrary<Step> = fc.oneof(
  fc.record({ do: fc.constant("watch" as const), client, reads: readProgram }),
  fc.record({
    do: fc.constant("page" as const),
    client,
    query: querySpec,
    numItems: fc.integer({ min: 1, max: 3 }),
    follow: fc.boolean(),
  }),
);
const step: fc.Arbitrary<Step> = fc.oneof(
  { arbitrary: watching, weight: 2 },
  { arbitrary: fc.record({ do: fc.constant("same" as const), client }), weight: 1 },
  { arbitrary: fc.record({ do: fc.constant("drop" as const), client, which: fc.nat(9) }), weight: 1 },
  { arbitrary: fc.record({ do: fc.constant("commit" as const), program }), weight: 2 },
  { arbitrary: fc.record({ do: fc.constant("commit" as const), program: changes }), weight: 6 },
);

function encoded(args: object): JSONObject {
  return convexToJson(args as Value) as JSONObject;
}

/** As the client's hooks do it: each page asks from where the one before it ended. */
function watchPages(client: WatchingClient, step: Extract<Step, { do: "page" }>): void {
  const last = [...client.watched].findLast(([, { path }]) => path === "machine:page");
  const known = last === undefined ? undefined : client.seen.get(last[0]);
  const cursor = (known?.value as JSONObject | null | undefined)?.["continueCursor"];
  const query = last?.[1].args["query"];
  const continued = step.follow && typeof cursor === "string" && query !== undefined;
  const paginationOpts = { numItems: step.numItems, cursor: continued ? cursor : null };
  client.watch("machine:page", {
    query: continued ? query : (encoded(step.query) as JSONValue),
    paginationOpts,
  });
}

/** A page that somebody watches already, from now on: it may have another end than the earlier one. */
function watchSamePage(client: WatchingClient, other: WatchingClient): void {
  const page = [...other.watched.values()].find(({ path }) => path === "machine:page");
  if (page !== undefined) client.watch(page.path, page.args);
}

/** The journal that the next run will bring is the one that the client was told last. */
function fromScratch(path: string, args: JSONObject, journal: string | null): string {
  const { executor } = world.deployment.runtime;
  const { outcome } = executor.runQuery(world.deployment.call(path, args), journal);
  return outcome.ok
    ? canonicalText(JSON.parse(outcome.valueText) as JSONValue)
    : failureText(outcome.error.message);
}

function expectTruth(clients: readonly WatchingClient[]): void {
  for (const client of clients) {
    expect(client.problems).toEqual([]);
    for (const [queryId, { path, args }] of client.watched) {
      const seen = client.seen.get(queryId);
      expect(seen?.text).toBe(fromScratch(path, args, seen?.journal ?? null));
    }
  }
  expect(world.runs.needless).toEqual([]);
}

describe("subscriptions", () => {
  test("[SB-3] hold after every commit what a run from scratch gives, and run again for no other reason", async () => {
    await replayThenExplore(
      "subscriptions",
      fc.tuple(
        firstProgram,
        fc.array(watching, { minLength: 3, maxLength: 6 }),
        fc.array(step, { minLength: 4, maxLength: 10 }),
      ),
      50,
      async ([first, watched, more]) => {
        const steps = [...watched, ...more];
        await side.reset();
        const clients: [WatchingClient, WatchingClient] = [
          new WatchingClient(world),
          new WatchingClient(world),
        ];
        const commits = numbered([first, ...steps.map((one) => (one.do === "commit" ? one.program : []))]);
        try {
          await side.run(commits[0] ?? []);
          for (const [at, one] of steps.entries()) {
            if (one.do === "watch")
              clients[one.client].watch("machine:read", encoded({ program: one.reads }));
            else if (one.do === "page") watchPages(clients[one.client], one);
            else if (one.do === "same") watchSamePage(clients[one.client], clients[one.client === 0 ? 1 : 0]);
            else if (one.do === "drop") clients[one.client].unwatch(one.which);
            else await side.run(commits[at + 1] ?? []);
            // Changes of the query set may also meet commits in one transition.
            if (one.do !== "commit") continue;
            await world.settle();
            expectTruth(clients);
          }
          await side.dump();
          await world.wait();
          expectTruth(clients);
        } finally {
          for (const one of clients) one.close();
          world.runs.needless.length = 0;
        }
        expect(world.index.size).toBe(0);
      },
    );
    expect(world.deployment.errors).toEqual([]);
  });

  test("[SY-7] the same page with two ends is two results", async () => {
    await side.reset();
    const insert = (tag: number): Operation => ({ op: "insert", table: "items", tag, fields: { k: 0 } });
    await side.run([0, 1, 2, 3].map(insert));
    const [early, late] = [new WatchingClient(world), new WatchingClient(world)];
    const query: QuerySpec = { table: "items", bounds: [], order: "desc", filters: [] };
    const args = encoded({ query, paginationOpts: { numItems: 2, cursor: null } });
    const tags = (client: WatchingClient, queryId: number) => {
      const { page } = (client.seen.get(queryId)?.value ?? { page: [] }) as { page: JSONObject[] };
      return page.map((row) => row["tag"]);
    };
    const first = early.watch("machine:page", args);
    await world.settle();
    await side.run([insert(4)]);
    await world.settle();
    const second = late.watch("machine:page", args);
    await world.settle();
    expect([tags(early, first), tags(late, second)]).toEqual([
      [4, 3, 2],
      [4, 3],
    ]);
    await side.run([insert(5)]);
    await world.settle();
    expect([tags(early, first), tags(late, second)]).toEqual([
      [5, 4, 3, 2],
      [5, 4, 3],
    ]);
    expect([...early.problems, ...late.problems]).toEqual([]);
    early.close();
    late.close();
  });

  test("[TX-29] [TX-30] run again only for what they read", async () => {
    await side.reset();
    const insert = (tag: number): Operation => ({
      op: "insert",
      table: "items",
      tag,
      fields: { k: 0, a: tag },
    });
    await side.run([10, 20, 30, 40].map(insert));
    const client = new WatchingClient(world);
    const by = (bounds: QuerySpec["bounds"], order: "asc" | "desc"): QuerySpec => ({
      table: "items",
      index: "by_a",
      bounds,
      order,
      filters: [],
    });
    const watch = (operation: Operation) => client.watch("machine:read", encoded({ program: [operation] }));
    watch({ op: "query", query: by([], "asc"), end: 2 });
    watch({ op: "query", query: by([], "desc"), end: 2 });
    watch({ op: "query", query: by([{ type: "eq", field: "a", value: 20 }], "asc"), end: "first" });
    watch({ op: "get", tag: 30 });
    watch({ op: "query", query: { table: "never", bounds: [], order: "asc", filters: [] }, end: "collect" });
    await world.settle();
    const runsOf = async (...program: Operation[]) => {
      const before = world.runs.count;
      await side.run(program);
      await world.settle();
      return world.runs.count - before;
    };
    // Between the two lists of two: nobody read there.
    expect(await runsOf(insert(25))).toBe(0);
    expect(await runsOf({ op: "patch", tag: 25, fields: { b: 1 }, unset: [] })).toBe(0);
    // The lowest; then the highest; then both ends in one commit.
    expect(await runsOf(insert(5))).toBe(1);
    expect(await runsOf(insert(50))).toBe(1);
    expect(await runsOf(insert(4), insert(51))).toBe(2);
    // Read by its id, its value, or not at all any more.
    expect(await runsOf({ op: "patch", tag: 30, fields: { b: 1 }, unset: [] })).toBe(1);
    expect(await runsOf({ op: "patch", tag: 20, fields: { b: 1 }, unset: [] })).toBe(1);
    expect(await runsOf({ op: "delete", tag: 40 })).toBe(0);
    // Nothing that counts as a write.
    expect(await runsOf({ op: "patch", tag: 30, fields: { b: 1 }, unset: [] })).toBe(0);
    client.close();
  });
});
