/**
 * What `convex.config.ts` declares: name, children, mounts, variables. Owns the shape of `export()` and the stand-in
 * module through which one definition imports another; evaluating modules is `push/analyze.ts`.
 */
import { z } from "zod";
import type { ModuleRecord } from "../functions/application";
import { CallRefused } from "../functions/failure";
import type { JSONObject, JSONValue } from "../values/json";

const binding = z.discriminatedUnion("type", [
  z.object({ type: z.literal("value"), value: z.string() }),
  z.object({ type: z.literal("envVar"), name: z.string() }),
]);

const declared = z.object({
  name: z.string().optional(),
  definitionType: z.looseObject({ type: z.enum(["app", "childComponent"]) }),
  httpPrefix: z.string().optional(),
  childComponents: z.array(
    z.object({
      name: z.string(),
      path: z.string(),
      env: z.array(z.tuple([z.string(), binding])).nullish(),
    }),
  ),
  httpMounts: z.record(z.string(), z.string()).default({}),
  envVars: z
    .array(z.tuple([z.string(), z.object({ value: z.string(), optional: z.boolean().optional() })]))
    .default([]),
});

/** One evaluated definition; `json` is what it exported, for the CLI. */
export type DeclaredComponent = z.infer<typeof declared> & { json: JSONObject };

/** An app without `convex.config.ts`. */
export function emptyApp(): DeclaredComponent {
  const json = { definitionType: { type: "app" }, childComponents: [], httpMounts: {} };
  return { ...declared.parse(json), json };
}

/** Reads the default export of a definition. Throws `CallRefused`. */
export function declaredBy(exported: unknown): DeclaredComponent {
  const target =
    typeof exported === "object" && exported !== null ? (exported as Record<string, unknown>) : {};
  const { export: exporter } = target;
  if (typeof exporter !== "function")
    throw new CallRefused(
      "The default export is no definition: export default defineApp() or defineComponent().",
    );
  // Through JSON: objects of another realm are no plain objects to the checks below.
  const json = JSON.parse(JSON.stringify(exporter.call(target))) as JSONObject;
  const parsed = declared.safeParse(json);
  if (parsed.success) return { ...parsed.data, json };
  const issue = parsed.error.issues[0];
  throw new CallRefused(
    `The definition is malformed at ${issue?.path.join(".") ?? ""}: ${issue?.message ?? ""}`,
  );
}

/** What the CLI's bundle of one definition imports another by: its path and its own name, no code. */
export function importedDefinition(path: string, name: string): ModuleRecord {
  const value = JSON.stringify({ componentDefinitionPath: path, defaultName: name });
  return {
    path: `_componentDeps/${Buffer.from(path).toString("base64url")}`,
    environment: "isolate",
    sha256: "",
    code: `Object.defineProperty(exports, "__esModule", { value: true }); exports.default = ${value};`,
    sourceMap: null,
    functions: [],
    httpRoutes: null,
    cronSpecs: null,
  };
}

/** The public functions of a component as the tree that its `ComponentApi` type is generated from. */
export function exportsOf(records: readonly ModuleRecord[]): JSONObject {
  interface Branch {
    [name: string]: Branch | string;
  }
  const tree: Branch = {};
  for (const { functions } of records) {
    for (const info of functions) {
      if (info.udfType === "httpAction" || info.visibility !== "public") continue;
      const module = info.module.replace(/\.js$/, "");
      let branch = tree;
      for (const part of module.split("/")) {
        const next = branch[part];
        if (typeof next === "object") branch = next;
        else branch = branch[part] = {};
      }
      branch[info.name] = `_reference/function/${module}:${info.name}`;
    }
  }
  const node = (member: Branch | string): JSONValue =>
    typeof member === "string"
      ? { type: "leaf", leaf: member }
      : {
          type: "branch",
          branch: Object.entries(member).map(([name, child]): JSONValue => [name, node(child)]),
        };
  return {
    type: "branch",
    branch: Object.entries(tree).map(([name, child]): JSONValue => [name, node(child)]),
  };
}
