/** Whole deployments in and out, as `convex export` and `convex import` ask for them. For admins only. */
import { pipeline } from "node:stream/promises";
import { z } from "zod";
import type { SnapshotExport } from "../admin/snapshotExport";
import type { SnapshotImport } from "../admin/snapshotImport";
import { HttpFailure } from "../push/api";
import type { JSONObject } from "../values/json";
import { type Exchange, MAX_CALL_BYTES } from "./exchange";
import type { Route } from "./route";

/** The CLI sends parts of 5 MiB; larger ones when a file would otherwise have ten thousand. */
const MAX_PART_BYTES = 64 * 1024 * 1024;

export interface TransferRouteServices {
  requireAdmin: (exchange: Exchange) => Promise<void>;
  exports: SnapshotExport;
  imports: SnapshotImport;
}

const finishSchema = z.object({
  uploadToken: z.string(),
  import: z.object({
    tableName: z.string().nullish(),
    componentPath: z.string().nullish(),
    mode: z.enum(["requireEmpty", "append", "replace", "replaceAll"]),
    format: z.union([
      z.enum(["csv", "jsonLines", "jsonArray", "zip"]),
      z
        .object({ format: z.enum(["csv", "jsonLines", "jsonArray", "zip"]) })
        .transform(({ format }) => format),
    ]),
  }),
});
const performSchema = z.object({ importId: z.string() });

export function transferRoutes({ requireAdmin, exports, imports }: TransferRouteServices): Route[] {
  const post = (path: string, answer: (exchange: Exchange) => Promise<JSONObject | string>): Route => ({
    method: "POST",
    path,
    async handle(exchange) {
      await requireAdmin(exchange);
      exchange.sendJson(200, await answer(exchange));
    },
  });

  return [
    post("/api/export/request/zip", async (exchange) => {
      exports.request(exchange.url.searchParams.get("includeStorage") === "true");
      return {};
    }),
    {
      method: "GET",
      prefix: "/api/export/zip/",
      async handle(exchange) {
        await requireAdmin(exchange);
        const { stream, fileName } = exports.open(exchange.url.pathname.slice("/api/export/zip/".length));
        exchange.response.writeHead(200, {
          "Content-Type": "application/zip",
          "Content-Disposition": `attachment; filename=${fileName}`,
        });
        await pipeline(stream, exchange.response);
      },
    },
    post("/api/import/start_upload", async () => ({ uploadToken: imports.startUpload() })),
    post("/api/import/upload_part", async (exchange) => {
      const { searchParams } = exchange.url;
      const partNumber = Number(searchParams.get("partNumber"));
      if (!Number.isInteger(partNumber))
        throw new HttpFailure(400, "BadArgs", '"partNumber" must be a number.');
      imports.addPart(searchParams.get("uploadToken") ?? "", partNumber, await exchange.body(MAX_PART_BYTES));
      return String(partNumber);
    }),
    post("/api/import/finish_upload", async (exchange) => {
      const { uploadToken, import: request } = parse(finishSchema, await exchange.jsonBody(MAX_CALL_BYTES));
      const importId = imports.finishUpload(uploadToken, {
        tableName: request.tableName ?? null,
        component: request.componentPath ?? "",
        mode: request.mode,
        format: request.format,
      });
      return { importId };
    }),
    post("/api/perform_import", async (exchange) => {
      await imports.perform(parse(performSchema, await exchange.jsonBody(MAX_CALL_BYTES)).importId);
      return {};
    }),
  ];
}

function parse<Schema extends z.ZodType>(schema: Schema, body: JSONObject): z.infer<Schema> {
  const parsed = schema.safeParse(body);
  if (parsed.success) return parsed.data;
  throw new HttpFailure(400, "BadArgs", parsed.error.issues[0]?.message ?? "Unexpected body.");
}
