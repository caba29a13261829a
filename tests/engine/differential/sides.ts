/** The same app on two deployments: the engine, in process, and `convex-test`. */
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { makeFunctionReference, type PaginationOptions } from "convex/server";
import { ConvexError, convexToJson, jsonToConvex, type Value } from "convex/values";
import { convexTest } from "convex-test";
import type { JSONObject, JSONValue } from "../../../engine/values/json";
import { type Answer, type AppSource, TestDeployment } from "../functions/testDeployment";
import type { Operation, QuerySpec } from "./app/program";
import schema from "./app/schema";

const source = (name: string) => readFileSync(join(import.meta.dirname, "app", name), "utf8");

export const machineApp: AppSource = {
  "schema.ts": source("schema.ts"),
  "program.ts": source("program.ts"),
  "machine.ts": source("machine.ts"),
  "apart.ts": source("apart.ts"),
};

/** What a caller learns: the value, or data of a `ConvexError`, or that it failed. Canonical text. */
export type Outcome = string;

export interface Side {
  run(program: Operation[]): Promise<Outcome>;
  read(program: Operation[]): Promise<Outcome>;
  page(query: QuerySpec, options: PaginationOptions): Promise<PageOutcome>;
  /** Everything stored, once nothing is scheduled any more. */
  dump(): Promise<Outcome>;
}

export type PageOutcome = { failed: string } | { rows: string[]; isDone: boolean; cursor: string };

export function canonical(value: JSONValue): string {
  return JSON.stringify(value, (_key, part: JSONValue) =>
    typeof part === "object" && part !== null && !Array.isArray(part)
      ? Object.fromEntries(Object.entries(part).sort(([a], [b]) => (a < b ? -1 : 1)))
      : part,
  );
}

export const jsonOf = (value: Value): JSONValue => convexToJson(value) as JSONValue;
const outcomeOf = (value: JSONValue): Outcome => `ok ${canonical(value)}`;
const failureOf = (data: JSONValue | undefined): string => (data === undefined ? "error" : canonical(data));

function pageOf(json: JSONValue): PageOutcome {
  const { page, isDone, continueCursor } = jsonToConvex(json) as {
    page: Value[];
    isDone: boolean;
    continueCursor: string;
  };
  return { rows: page.map((row) => canonical(jsonOf(row))), isDone, cursor: continueCursor };
}

function withoutJobs(json: JSONValue, before: number): { text: Outcome; pending: boolean; jobs: number } {
  const { jobs, ...tables } = json as JSONObject;
  const states = (jobs as string[]).slice(before);
  const pending = states.some((state) => state === "pending" || state === "inProgress");
  return { text: outcomeOf({ ...tables, jobs: states }), pending, jobs: before + states.length };
}

export class EngineSide implements Side {
  #jobsBefore = 0;

  constructor(readonly deployment: TestDeployment) {}

  static async open(): Promise<EngineSide> {
    const deployment = await TestDeployment.open();
    await deployment.push(machineApp);
    await deployment.runtime.start();
    return new EngineSide(deployment);
  }

  /** An empty deployment again, cheaper than a new one. Ended jobs cannot be removed and are skipped from now on. */
  async reset(): Promise<void> {
    this.#jobsBefore = (await this.#settled()).jobs;
    const { database } = this.deployment;
    const tx = database.begin({ kind: "mutation", beginMs: Date.now() });
    for (const tableName of ["items", "strict", "names"]) {
      const query = { source: { type: "FullTableScan", tableName, order: null }, operators: [] };
      const stream = tx.queryStart("", query);
      for (let row = tx.queryNext(stream); row.valueText !== null; row = tx.queryNext(stream))
        tx.remove("", (JSON.parse(row.valueText) as { _id: string })._id);
    }
    await database.commit(tx).durable;
  }

  async run(program: Operation[]): Promise<Outcome> {
    return this.#outcome(await this.deployment.mutation("machine:run", encoded({ program })));
  }

  async read(program: Operation[]): Promise<Outcome> {
    return this.#outcome(this.deployment.query("machine:read", encoded({ program })));
  }

  async page(query: QuerySpec, paginationOpts: PaginationOptions): Promise<PageOutcome> {
    const answer = this.deployment.query("machine:page", encoded({ query, paginationOpts }));
    return answer.error === null ? pageOf(answer.value) : { failed: failureOf(answer.data) };
  }

  async dump(): Promise<Outcome> {
    return (await this.#settled()).text;
  }

  async #settled(): Promise<{ text: Outcome; jobs: number }> {
    for (;;) {
      const { value } = this.deployment.query("machine:dump");
      const seen = withoutJobs(value, this.#jobsBefore);
      if (!seen.pending) return seen;
      await new Promise((next) => setTimeout(next, 1));
    }
  }

  #outcome({ value, error, data }: Answer): Outcome {
    return error === null ? outcomeOf(value) : `failed ${failureOf(data)}`;
  }
}

const reference = {
  run: makeFunctionReference<"mutation", { program: unknown }, Value>("machine:run"),
  read: makeFunctionReference<"query", { program: unknown }, Value>("machine:read"),
  page: makeFunctionReference<"query", { query: unknown; paginationOpts: PaginationOptions }, Value>(
    "machine:page",
  ),
  dump: makeFunctionReference<"query", Record<string, never>, Value>("machine:dump"),
};

export class MockSide implements Side {
  readonly t = convexTest(schema, {
    "/app/_generated/api.js": () => Promise.resolve({}),
    "/app/machine.ts": () => import("./app/machine"),
    "/app/apart.ts": () => import("./app/apart"),
  });

  run(program: Operation[]): Promise<Outcome> {
    return this.#outcome(this.t.mutation(reference.run, { program }));
  }

  read(program: Operation[]): Promise<Outcome> {
    return this.#outcome(this.t.query(reference.read, { program }));
  }

  async page(query: QuerySpec, paginationOpts: PaginationOptions): Promise<PageOutcome> {
    try {
      return pageOf(jsonOf(await this.t.query(reference.page, { query, paginationOpts })));
    } catch (error) {
      return { failed: failureOf(dataOf(error)) };
    }
  }

  async dump(): Promise<Outcome> {
    for (;;) {
      const seen = withoutJobs(jsonOf(await this.t.query(reference.dump, {})), 0);
      if (!seen.pending) return seen.text;
      await new Promise((next) => setTimeout(next, 1));
      await this.t.finishInProgressScheduledFunctions();
    }
  }

  async #outcome(result: Promise<Value>): Promise<Outcome> {
    try {
      return outcomeOf(jsonOf(await result));
    } catch (error) {
      return `failed ${failureOf(dataOf(error))}`;
    }
  }
}

function dataOf(error: unknown): JSONValue | undefined {
  if (!(error instanceof ConvexError)) return undefined;
  return jsonOf(error.data as Value);
}

function encoded(args: object): JSONObject {
  return convexToJson(args as Value) as JSONObject;
}
