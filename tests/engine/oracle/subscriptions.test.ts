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
});
