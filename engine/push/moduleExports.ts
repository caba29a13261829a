/**
 * Reading what a pushed module exports: registered functions, routes, crons, schema text, auth providers. Exports come
 * from another realm, so nothing is trusted but what is called or parsed here.
 */
import { z } from "zod";
import type { AuthProvider } from "../auth/config";
import type { CronSpec, FunctionInfo } from "../functions/application";
import { CallRefused } from "../functions/failure";
import type { JSONObject, JSONValue } from "../values/json";
import { parseValidator, type ValidatorJSON } from "../values/validatorJson";

const jsonObject = z.record(z.string(), z.unknown());

const authConfig = z.object({
  providers: z.array(
    z.union([
      z.object({
        type: z.literal("customJwt"),
        issuer: z.string(),
        jwks: z.string(),
        algorithm: z.enum(["RS256", "ES256"]),
        applicationID: z.string().nullable().default(null),
      }),
      z.object({ domain: z.string(), applicationID: z.string() }),
    ]),
  ),
});

function members(value: unknown): Record<string, unknown> | null {
  return (typeof value === "object" || typeof value === "function") && value !== null
    ? (value as Record<string, unknown>)
    : null;
}

function callText(target: Record<string, unknown>, name: string): string | null {
  const method = target[name];
  if (typeof method !== "function") return null;
  const text: unknown = method.call(target);
  return typeof text === "string" ? text : null;
}

function validatorOf(text: string | null, what: string): ValidatorJSON | null {
  if (text === null) return null;
  const json = JSON.parse(text) as JSONValue;
  if (json === null) return null;
  const validator = parseValidator(json, what);
  return validator.type === "any" ? null : validator;
}

/** The function an export registers: one entry, or none. */
export function functionOf(module: string, name: string, value: unknown): FunctionInfo[] {
  const target = members(value);
  if (target === null) return [];
  const visibility = target["isInternal"] === true ? "internal" : "public";
  if (target["isHttp"] === true)
    return [{ module, name, udfType: "httpAction", visibility: null, args: null, returns: null }];
  const udfType =
    target["isQuery"] === true
      ? "query"
      : target["isMutation"] === true
        ? "mutation"
        : target["isAction"] === true
          ? "action"
          : null;
  if (udfType === null) return [];
  return [
    {
      module,
      name,
      udfType,
      visibility,
      args: validatorOf(callText(target, "exportArgs"), `args of ${module}:${name}`),
      returns: validatorOf(callText(target, "exportReturns"), `returns of ${module}:${name}`),
    },
  ];
}

function exportedText(value: unknown, complaint: string): string {
  const target = members(value);
  const text = target === null ? null : callText(target, "export");
  if (text === null) throw new CallRefused(complaint);
  return text;
}

/** `[path, method]` of every route. */
export function routesOf(value: unknown): [string, string][] {
  const router = members(value);
  const getRoutes = router?.["getRoutes"];
  if (router === null || router["isRouter"] !== true || typeof getRoutes !== "function")
    throw new CallRefused("The default export of http.ts is no HTTP router: export default httpRouter().");
  const routes: unknown = getRoutes.call(router);
  return Array.from(routes as Iterable<[string, string, unknown]>, ([path, method]) => [path, method]);
}

const cronTable = z.record(
  z.string(),
  z.object({
    name: z.string(),
    args: z.array(z.unknown()),
    schedule: z.object({ type: z.string() }).catchall(z.unknown()),
  }),
);

export function cronsOf(value: unknown): Record<string, CronSpec> {
  if (members(value)?.["isCrons"] !== true)
    throw new CallRefused("The default export of crons.ts is no cron table: export default cronJobs().");
  return cronTable.parse(JSON.parse(exportedText(value, "crons.ts has no table."))) as Record<
    string,
    CronSpec
  >;
}

/** The JSON of a schema's default export. */
export function schemaOf(value: unknown): JSONObject {
  const text = exportedText(value, "The default export of schema.ts is no schema.");
  return jsonObject.parse(JSON.parse(text)) as JSONObject;
}

/** Providers of an auth config's default export. */
export function providersOf(value: unknown): AuthProvider[] {
  // Through JSON: objects of another realm are no plain objects to the checks below.
  const parsed = authConfig.safeParse(JSON.parse(JSON.stringify(value ?? null)));
  if (parsed.success) return parsed.data.providers;
  const issue = parsed.error.issues[0];
  throw new CallRefused(
    `auth.config.ts: ${issue?.path.join(".") ?? ""} ${issue?.message ?? "is invalid"}. It must export {providers: [{domain, applicationID}, …]}.`,
  );
}
