/**
 * Function calls over HTTP: one request, one answer, after the commit it shows is on disk.
 * Owns paths, argument forms and the `{status, value}` answer; running is `execution/`.
 */
import { z } from "zod";
import type { Authenticator, Caller } from "../auth/api";
import type { ActionRun, Executor, FunctionCall, QueryRun, UdfType } from "../execution/api";
import { HttpFailure } from "../push/api";
import { randomRequestId } from "../subscriptions/requestId";
import { decodeTs, encodeTs } from "../sync/timestamp";
import type { Database } from "../transaction/api";
import type { JSONObject, JSONValue } from "../values/json";
import { type Exchange, MAX_CALL_BYTES } from "./exchange";
import { formatValue, formatValueText, type OutputFormat, outputFormat } from "./formats";
import type { Route } from "./route";

export interface FunctionRouteServices {
  executor: Executor;
  database: Pick<Database, "latestTs" | "durableTs" | "flush">;
  authenticator: Authenticator;
  /** A query as of a recent timestamp; null when that is not kept. */
  runQueryAt?: (call: FunctionCall, ts: bigint) => QueryRun | null;
  sendLogLines: boolean;
}

interface CallRequest {
  path: string;
  args: JSONObject;
  format: OutputFormat;
  component: string;
}

const json = z.json();
const callSchema = z.object({
  path: z.string(),
  args: z.union([z.array(z.record(z.string(), json)).max(1), z.record(z.string(), json)]).nullish(),
  format: z.string().nullish(),
  componentPath: z.string().nullish(),
});

export function functionRoutes(services: FunctionRouteServices): Route[] {
  const { executor, database, authenticator } = services;

  async function durable(): Promise<void> {
    if (database.durableTs < database.latestTs) await database.flush();
  }

  function toCall(exchange: Exchange, request: CallRequest, caller: Caller): FunctionCall {
    if (request.component !== "" && caller.kind !== "admin") {
      throw new HttpFailure(403, "Forbidden", "Only admins may call functions of a component.");
    }
    return {
      path: request.path,
      args: request.args,
      component: request.component,
      caller,
      allowInternal: caller.kind === "admin",
      requestId: randomRequestId(),
      ip: exchange.ip,
      userAgent: exchange.header("user-agent") ?? null,
    };
  }

  async function run(kind: UdfType, call: FunctionCall): Promise<ActionRun> {
    if (kind === "mutation") return await executor.runMutation(call);
    if (kind === "action") return await executor.runAction(call);
    const answer = executor.runQuery(call, null);
    await durable();
    return answer;
  }

  async function answer(exchange: Exchange, kind: UdfType, request: CallRequest): Promise<void> {
    const caller = await authenticator.fromHeader(exchange.header("authorization"));
    const result = await run(kind, toCall(exchange, request, caller));
    exchange.sendJsonText(200, resultText(result, request.format, services.sendLogLines));
  }

  const post = (kind: UdfType) => async (exchange: Exchange) => {
    await answer(exchange, kind, readCall(await exchange.jsonBody(MAX_CALL_BYTES)));
  };

  return [
    { method: "POST", path: "/api/query", handle: post("query") },
    { method: "POST", path: "/api/mutation", handle: post("mutation") },
    { method: "POST", path: "/api/action", handle: post("action") },
    {
      method: "GET",
      path: "/api/query",
      async handle(exchange) {
        const { searchParams } = exchange.url;
        await answer(
          exchange,
          "query",
          readCall({
            path: searchParams.get("path"),
            args: parseParameter(searchParams.get("args")),
            format: searchParams.get("format"),
          }),
        );
      },
    },
    {
      method: "POST",
      path: "/api/function",
      async handle(exchange) {
        const request = readCall(await exchange.jsonBody(MAX_CALL_BYTES));
        // An unknown function is run as a query: its refusal is the right answer.
        await answer(exchange, executor.kindOf(request.path, request.component) ?? "query", request);
      },
    },
    {
      method: "POST",
      prefix: "/api/run/",
      async handle(exchange) {
        const parts = decodeURIComponent(exchange.url.pathname.slice("/api/run/".length)).split("/");
        const name = parts.pop() ?? "";
        const path = parts.length === 0 ? name : `${parts.join("/")}:${name}`;
        const request = readCall({ ...(await exchange.jsonBody(MAX_CALL_BYTES)), path });
        await answer(exchange, executor.kindOf(request.path, "") ?? "query", request);
      },
    },
    {
      method: "POST",
      path: "/api/query_batch",
      async handle(exchange) {
        const caller = await authenticator.fromHeader(exchange.header("authorization"));
        const { queries } = await exchange.jsonBody(MAX_CALL_BYTES);
        if (!Array.isArray(queries))
          throw new HttpFailure(400, "BadQueryBatch", '"queries" must be an array.');
        const texts = queries.map((item) => {
          const request = readCall(item);
          const result = executor.runQuery(toCall(exchange, request, caller), null);
          return resultText(result, request.format, services.sendLogLines);
        });
        await durable();
        exchange.sendJsonText(200, `{"results":[${texts.join(",")}]}`);
      },
    },
    {
      method: "POST",
      path: "/api/query_ts",
      async handle(exchange) {
        const ts = database.latestTs;
        await durable();
        exchange.sendJson(200, { ts: encodeTs(ts) });
      },
    },
    {
      method: "POST",
      path: "/api/query_at_ts",
      async handle(exchange) {
        const body = await exchange.jsonBody(MAX_CALL_BYTES);
        const request = readCall(body);
        const caller = await authenticator.fromHeader(exchange.header("authorization"));
        const call = toCall(exchange, request, caller);
        const ts = readTs(body["ts"]);
        const isLatest = ts === database.latestTs;
        const result = isLatest ? executor.runQuery(call, null) : services.runQueryAt?.(call, ts);
        // Answering from another snapshot would be a silent lie.
        if (result === undefined || result === null)
          throw new HttpFailure(400, "SnapshotUnavailable", "The database has moved on from this timestamp.");
        await durable();
        exchange.sendJsonText(200, resultText(result, request.format, services.sendLogLines));
      },
    },
  ];
}

function readCall(body: JSONValue): CallRequest {
  const parsed = callSchema.safeParse(body);
  if (!parsed.success) {
    const issue = parsed.error.issues[0];
    throw new HttpFailure(400, "BadArgs", `Bad call: ${issue?.path.join(".") ?? ""} ${issue?.message ?? ""}`);
  }
  const { path, args, format, componentPath } = parsed.data;
  const only = Array.isArray(args) ? args[0] : args;
  return {
    path,
    args: (only ?? {}) as JSONObject,
    format: outputFormat(format),
    component: componentPath ?? "",
  };
}

function parseParameter(text: string | null): JSONValue {
  if (text === null || text === "") return {};
  try {
    return JSON.parse(text);
  } catch {
    throw new HttpFailure(400, "BadArgs", '"args" is not JSON.');
  }
}

function readTs(ts: JSONValue | undefined): bigint {
  try {
    return decodeTs(typeof ts === "string" ? ts : "");
  } catch {
    throw new HttpFailure(400, "BadTs", '"ts" is not a timestamp.');
  }
}

function resultText(run: ActionRun, format: OutputFormat, sendLogLines: boolean): string {
  const lines = sendLogLines && run.logLines.length > 0 ? `,"logLines":${JSON.stringify(run.logLines)}` : "";
  if (run.outcome.ok) {
    return `{"status":"success","value":${formatValueText(run.outcome.valueText, format)}${lines}}`;
  }
  const { message, data } = run.outcome.error;
  const errorData = data === undefined ? "" : `,"errorData":${formatValue(data, format)}`;
  return `{"status":"error","errorMessage":${JSON.stringify(message)}${errorData}${lines}}`;
}
