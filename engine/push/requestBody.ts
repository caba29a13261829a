/**
 * The body of a push as the CLI sends it. Owns decoding; unknown members are ignored so that newer CLIs keep working.
 */
import { z } from "zod";
import type { JSONObject } from "../values/json";
import { HttpFailure } from "./api";

const moduleConfig = z
  .object({
    path: z.string(),
    source: z.string(),
    sourceMap: z.string().nullish(),
    environment: z.enum(["isolate", "node"]),
  })
  .transform((module) => ({ ...module, sourceMap: module.sourceMap ?? null }));

const moduleHash = z.object({
  path: z.string(),
  environment: z.enum(["isolate", "node"]),
  sha256: z.string(),
});

const pushBody = z.object({
  dryRun: z.boolean().default(false),
  functions: z.string().default("convex/"),
  /** Types for a component alone are wanted, mounted into an app that exists for this push only. */
  forCodegen: z.boolean().default(false),
  appDefinition: z
    .object({
      definition: moduleConfig.nullable().default(null),
      dependencies: z.array(z.string()).default([]),
      schema: moduleConfig.nullable().default(null),
      changedModules: z.array(moduleConfig).optional(),
      unchangedModuleHashes: z.array(moduleHash).default([]),
      /** CLIs before 1.31.7 send all modules each time, under this name. */
      functions: z.array(moduleConfig).optional(),
      udfServerVersion: z.string().default(""),
    })
    .refine(
      ({ changedModules, functions }) => changedModules !== undefined || functions !== undefined,
      "the app's modules are missing",
    )
    .transform(({ functions = [], changedModules = functions, ...rest }) => ({ ...rest, changedModules })),
  componentDefinitions: z
    .array(
      z.object({
        definitionPath: z.string(),
        definition: moduleConfig,
        dependencies: z.array(z.string()).default([]),
        schema: moduleConfig.nullable().default(null),
        functions: z.array(moduleConfig).default([]),
        udfServerVersion: z.string().default(""),
      }),
    )
    .default([]),
  nodeDependencies: z.array(z.object({ name: z.string(), version: z.string() })).default([]),
});

export type PushBody = z.infer<typeof pushBody>;

/** Throws `HttpFailure` 400 `BadPushRequest`. */
export function parsePushBody(body: JSONObject): PushBody {
  const parsed = pushBody.safeParse(body);
  if (parsed.success) return parsed.data;
  const issue = parsed.error.issues[0];
  throw new HttpFailure(
    400,
    "BadPushRequest",
    `The push is malformed at ${issue?.path.join(".") ?? "its root"}: ${issue?.message ?? "unreadable"}`,
  );
}
