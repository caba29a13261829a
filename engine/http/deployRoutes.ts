/**
 * What the official CLI asks of a deployment: pushing code, environment variables, logs, addresses.
 * Owns the routes and the admin check; the work is done by the push service, the environment and the log buffer.
 */
import { z } from "zod";
import type { LogBuffer } from "../admin/logBuffer";
import type { Authenticator } from "../auth/api";
import { badAdminKey } from "../auth/verify";
import type { Environment } from "../execution/api";
import { HttpFailure, type PushService } from "../push/api";
import type { JSONObject, JSONValue } from "../values/json";
import { type Exchange, MAX_CALL_BYTES, MAX_PUSH_BYTES } from "./exchange";
import type { Route } from "./route";

const LONG_POLL_MS = 30_000;
/** Continuous export to warehouses: it needs the history of every document, of which the latest version is kept. */
const STREAMING_EXPORT = ["/api/list_snapshot", "/api/document_deltas", "/api/json_schemas"];

/** How CLIs before 1.29 began to push. */
const FORMER_PUSH = ["/api/prepare_schema", "/api/push_config"];

export interface DeployRouteServices {
  authenticator: Authenticator;
  push: PushService;
  environment: Environment;
  /** One-off queries; see `Runtime.runInlineQuery`. */
  runInlineQuery: (body: JSONObject) => Promise<JSONObject>;
  logs: LogBuffer;
  /** What documents look like, by table. */
  tableShapes: () => JSONObject;
  cloudUrl: () => string;
  siteUrl: () => string;
}

const environmentChanges = z.object({
  changes: z.array(z.object({ name: z.string(), value: z.string().nullable() })),
});

/** Throws 403. The key comes as a header, or in the body of the older endpoints. */
export function adminCheck(
  authenticator: Authenticator,
): (exchange: Exchange, body?: JSONObject) => Promise<void> {
  return async (exchange, body) => {
    const header = exchange.header("authorization");
    if (header !== undefined && (await authenticator.fromHeader(header)).kind === "admin") return;
    const key = body?.["adminKey"];
    if (typeof key === "string" && authenticator.isAdminKey(key)) return;
    throw badAdminKey();
  };
}

export function deployRoutes(services: DeployRouteServices): Route[] {
  const { authenticator, push, environment, logs } = services;

  const requireAdmin = adminCheck(authenticator);

  const refuseCloudOnly = async (exchange: Exchange): Promise<void> => {
    await requireAdmin(exchange);
    throw new HttpFailure(
      400,
      "OnlyInTheCloud",
      `${exchange.url.pathname} belongs to Convex's cloud; a deployment of one's own has no such thing.`,
    );
  };

  const pushStep = (path: string, step: (body: JSONObject) => JSONValue | Promise<JSONValue>): Route => ({
    method: "POST",
    path,
    async handle(exchange) {
      const body = await exchange.jsonBody(MAX_PUSH_BYTES);
      await requireAdmin(exchange, body);
      exchange.sendJson(200, await step(body));
    },
  });

  return [
    pushStep("/api/get_config_hashes", (body) => push.getConfigHashes(body)),
    pushStep("/api/deploy2/evaluate_schema", (body) => push.evaluateSchema(body)),
    pushStep("/api/deploy2/evaluate_push", (body) => push.evaluatePush(body)),
    pushStep("/api/deploy2/start_push", (body) => push.startPush(body)),
    pushStep("/api/deploy2/wait_for_schema", (body) => push.waitForSchema(body)),
    pushStep("/api/deploy2/finish_push", (body) => push.finishPush(body)),
    pushStep("/api/deploy2/report_push_completed", (body) => push.reportPushCompleted(body)),
    pushStep("/api/run_test_function", services.runInlineQuery),
    {
      method: "POST",
      path: "/api/update_environment_variables",
      async handle(exchange) {
        const body = await exchange.jsonBody(MAX_CALL_BYTES);
        await requireAdmin(exchange, body);
        const parsed = environmentChanges.safeParse(body);
        if (!parsed.success) throw new HttpFailure(400, "BadArgs", 'Expected {"changes": [{name, value}]}.');
        await environment.update(parsed.data.changes);
        exchange.sendJson(200, {});
      },
    },
    {
      method: "GET",
      path: "/api/stream_function_logs",
      async handle(exchange) {
        await requireAdmin(exchange);
        const cursor = Number(exchange.url.searchParams.get("cursor") ?? "0");
        if (!Number.isFinite(cursor)) throw new HttpFailure(400, "BadArgs", '"cursor" must be a number.');
        const gone = new AbortController();
        exchange.response.once("close", () => gone.abort());
        const page = await logs.after(
          cursor,
          AbortSignal.any([gone.signal, AbortSignal.timeout(LONG_POLL_MS)]),
        );
        if (!gone.signal.aborted) exchange.sendJsonText(200, JSON.stringify(page));
      },
    },
    {
      method: "GET",
      path: "/api/v1/get_canonical_urls",
      async handle(exchange) {
        await requireAdmin(exchange);
        exchange.sendJson(200, { convexCloudUrl: services.cloudUrl(), convexSiteUrl: services.siteUrl() });
      },
    },
    {
      method: "GET",
      path: "/api/shapes2",
      async handle(exchange) {
        await requireAdmin(exchange);
        exchange.sendJson(200, services.tableShapes());
      },
    },
    ...(["GET", "POST"] as const).map(
      (method): Route => ({
        method,
        // Usage, limits, audit logs: what the cloud's accounts have. Not 404, after which the CLI would go on trying.
        prefix: "/api/v1/",
        handle: refuseCloudOnly,
      }),
    ),
    ...FORMER_PUSH.map(
      (path): Route => ({
        method: "POST",
        path,
        async handle() {
          throw new HttpFailure(
            400,
            "UpdateConvex",
            "This deployment takes pushes of version 1.29 and later of the convex package. Run `npm install convex@latest`.",
          );
        },
      }),
    ),
    ...STREAMING_EXPORT.map((path): Route => ({ method: "GET", path, handle: refuseCloudOnly })),
    ...(["GET", "POST"] as const).map(
      (method): Route => ({
        method,
        path: "/api/check_admin_key",
        async handle(exchange) {
          await requireAdmin(exchange);
          exchange.sendJson(200, { success: true });
        },
      }),
    ),
  ];
}
