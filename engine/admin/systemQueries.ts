/**
 * The `_system/…` queries by which the official CLI looks into a deployment: variables, tables, functions, addresses.
 * Owns their names, arguments and answers. They are reactive like any query and refused to everybody but admins.
 */
import { z } from "zod";
import { listMounts } from "../components/mountRows";
import type { Environment, Executor, FunctionCall, QueryRun } from "../execution/api";
import type { PushService } from "../push/api";
import type { Transaction } from "../transaction/api";
import type { MemoryFirstDatabase } from "../transaction/database";
import { DeveloperError } from "../transaction/errors";
import type { ComponentPath, JSONObject, JSONValue } from "../values/json";
import { exportsKey, type SnapshotExport } from "./snapshotExport";
import { importKey, type SnapshotImport } from "./snapshotImport";

const PREFIX = "_system/";

export interface SystemQueryServices {
  database: MemoryFirstDatabase;
  environment: Pick<Environment, "list" | "get">;
  push: Pick<PushService, "apiSpec" | "schemaText">;
  imports: Pick<SnapshotImport, "state">;
  exports: Pick<SnapshotExport, "state">;
  cloudUrl: () => string;
  siteUrl: () => string;
  /** Wall clock, epoch ms. */
  now?: () => number;
}

type SystemQuery = (tx: Transaction, args: JSONObject, component: ComponentPath) => JSONValue;

const paging = z.object({
  paginationOpts: z.object({ cursor: z.string().nullable(), numItems: z.number().int().positive() }),
});
const tableArgs = paging.extend({ table: z.string(), order: z.enum(["asc", "desc"]).nullish() });
const nameArgs = z.object({ name: z.string() });
const importArgs = z.object({ importId: z.string() });
const tableNameArgs = z.object({ tableName: z.string() });

/** An executor that answers `_system/…` itself and hands everything else on. */
export function withSystemQueries(executor: Executor, services: SystemQueryServices): Executor {
  const queries = systemQueries(services);
  const now = services.now ?? Date.now;

  function run(call: FunctionCall): QueryRun {
    const tx = services.database.begin({ kind: "query", beginMs: now() });
    const answer = (outcome: QueryRun["outcome"]): QueryRun => ({
      outcome,
      ts: tx.snapshotTs,
      logLines: [],
      journal: null,
      readSet: tx.readSet,
      usedIdentity: false,
    });
    const query = queries.get(
      call.path
        .slice(PREFIX.length)
        .replace(/\.js(?=:|$)/, "")
        .replace(/:default$/, ""),
    );
    if (query === undefined || call.caller.kind !== "admin") {
      return answer({ ok: false, error: { message: `Could not find public function for '${call.path}'.` } });
    }
    try {
      return answer({ ok: true, valueText: JSON.stringify(query(tx, call.args, call.component)) });
    } catch (error) {
      if (error instanceof z.ZodError || error instanceof DeveloperError) {
        return answer({ ok: false, error: { message: `${call.path}: ${error.message}` } });
      }
      throw error;
    }
  }

  const runOne = (call: FunctionCall, journal: string | null): QueryRun =>
    call.path.startsWith(PREFIX) ? run(call) : executor.runQuery(call, journal);
  return {
    runQuery: runOne,
    runQueries: (requests) =>
      requests.some(({ call }) => call.path.startsWith(PREFIX))
        ? requests.map(({ call, journal }) => runOne(call, journal))
        : executor.runQueries(requests),
    runMutation: (call, session) => executor.runMutation(call, session),
    runAction: (call) => executor.runAction(call),
    runHttpAction: (request, caller) => executor.runHttpAction(request, caller),
    kindOf: (path, component) => (path.startsWith(PREFIX) ? "query" : executor.kindOf(path, component)),
  };
}

function systemQueries(services: SystemQueryServices): ReadonlyMap<string, SystemQuery> {
  const { database, environment, push } = services;
  return new Map<string, SystemQuery>([
    [
      "cli/queryEnvironmentVariables",
      (tx) => {
        tx.readSet.addKey("env");
        return environment.list().map(({ name, value }) => ({ name, value }));
      },
    ],
    [
      "cli/queryEnvironmentVariables:get",
      (tx, args) => {
        const { name } = nameArgs.parse(args);
        // The two that the deployment supplies itself: older CLIs learn the addresses in this way.
        if (name === "CONVEX_CLOUD_URL") return { name, value: services.cloudUrl() };
        if (name === "CONVEX_SITE_URL") return { name, value: services.siteUrl() };
        tx.readSet.addKey(`env:${name}`);
        const value = environment.get(name);
        return value === undefined ? null : { name, value };
      },
    ],
    [
      "cli/tables",
      (tx, _args, component) => {
        tx.systemList(component, "_tables", "by_creation_time", []);
        const names = database.listTables(component).map(({ name }) => name);
        const page = names.sort().map((name) => ({ name }));
        return { page, isDone: true, continueCursor: "" };
      },
    ],
    ["cli/tableData", (tx, args, component) => tableData(tx, tableArgs.parse(args), component)],
    ["cli/tableSize", (tx, args, component) => tx.count(component, tableNameArgs.parse(args).tableName)],
    [
      // Answers with something that differs whenever the table does: `convex dev` only waits for a change.
      "cli/queryTable",
      (tx, args, component) => {
        tx.count(component, tableNameArgs.parse(args).tableName);
        return String(tx.snapshotTs);
      },
    ],
    [
      "cli/modules:apiSpec",
      (tx, _args, component) => {
        tx.readSet.addKey("modules");
        return push.apiSpec(component);
      },
    ],
    ["cli/convexUrl:cloudUrl", () => services.cloudUrl()],
    ["cli/convexUrl:siteUrl", () => services.siteUrl()],
    [
      "cli/queryImport",
      (tx, args) => {
        const { importId } = importArgs.parse(args);
        tx.readSet.addKey(importKey(importId));
        return { state: services.imports.state(importId) };
      },
    ],
    ["cli/queryImport:list", () => []],
    [
      "cli/exports:getLatest",
      (tx) => {
        tx.readSet.addKey(exportsKey);
        return services.exports.state;
      },
    ],
    [
      "frontend/components:list",
      (tx) => {
        tx.readSet.addKey("modules");
        return [{ path: "", state: "active" }, ...listMounts(tx)].map(({ path, state }) => ({
          id: path,
          path,
          name: path.split("/").at(-1) ?? "",
          state,
        }));
      },
    ],
    [
      "frontend/getSchemas",
      (tx, _args, component) => {
        tx.readSet.addKey("modules");
        return { active: push.schemaText(component), inProgress: null };
      },
    ],
  ]);
}

function tableData(tx: Transaction, args: z.infer<typeof tableArgs>, component: ComponentPath): JSONValue {
  const { cursor, numItems } = args.paginationOpts;
  const result = tx.queryPage(component, {
    query: {
      source: { type: "FullTableScan", tableName: args.table, order: args.order ?? "desc" },
      operators: [],
    },
    cursor,
    endCursor: null,
    pageSize: numItems,
    maximumRowsRead: null,
    maximumBytesRead: null,
  });
  return { page: result.page, isDone: result.isDone, continueCursor: result.continueCursor };
}
