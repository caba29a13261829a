/**
 * Everything this deployment answers to strangers, found by looking at the modules themselves: a new function is part of
 * the abuse tests in the moment it is written. Arguments are read from the functions' own validators.
 */
import { type FunctionReference, makeFunctionReference } from "convex/server";
import type { Caller } from "../../support/world/driver";

/** A validator as `exportArgs` writes it. */
export type Shape =
  | { readonly type: "id"; readonly tableName: string }
  | { readonly type: "literal"; readonly value: string | number | boolean }
  | { readonly type: "array"; readonly value: Shape }
  | { readonly type: "union"; readonly value: readonly Shape[] }
  | { readonly type: "object"; readonly value: Readonly<Record<string, Field>> }
  | { readonly type: "record"; readonly keys: Shape; readonly values: { readonly fieldType: Shape } }
  | { readonly type: "string" | "number" | "boolean" | "null" | "any" | "bigint" | "bytes" };

export interface Field {
  readonly fieldType: Shape;
  readonly optional: boolean;
}

export interface PublicFunction {
  /** `module:name`. */
  readonly path: string;
  readonly kind: "query" | "mutation" | "action";
  readonly args: Readonly<Record<string, Field>>;
  call(caller: Caller, args: Record<string, unknown>): Promise<unknown>;
}

interface Registered {
  readonly isPublic?: boolean;
  readonly isQuery?: boolean;
  readonly isMutation?: boolean;
  readonly isAction?: boolean;
  readonly exportArgs: () => string;
}

/** The sign-in of the library: its arguments are its own, and tests of their own (suites/account.ts) try them. */
const LIBRARY = ["auth:signIn", "auth:signOut", "auth:isAuthenticated"];

const modules: Record<string, Record<string, unknown>> = import.meta.glob(
  ["../../../convex/*.ts", "!../../../convex/*.d.ts", "!../../../convex/*.config.ts"],
  { eager: true },
);

function isRegistered(value: unknown): value is Registered {
  return typeof value === "function" && "exportArgs" in value && "isPublic" in value;
}

function toPublic(path: string, found: Registered): PublicFunction {
  const shape = JSON.parse(found.exportArgs()) as Shape;
  if (shape.type !== "object") throw new Error(`${path} declares no arguments; every function must`);
  const args = shape.value;
  const reference = <K extends "query" | "mutation" | "action">() =>
    makeFunctionReference<K>(path) as unknown as FunctionReference<K, "public">;
  if (found.isQuery)
    return { path, kind: "query", args, call: (caller, given) => caller.query(reference<"query">(), given) };
  if (found.isMutation)
    return {
      path,
      kind: "mutation",
      args,
      call: (caller, given) => caller.mutation(reference<"mutation">(), given),
    };
  return { path, kind: "action", args, call: (caller, given) => caller.action(reference<"action">(), given) };
}

/** Every public function of the app, by path. */
export const surface: readonly PublicFunction[] = Object.entries(modules)
  .flatMap(([file, exported]) => {
    const module = /([^/]+)\.ts$/.exec(file)?.[1] ?? "";
    return Object.entries(exported).flatMap(([name, value]) => {
      const path = `${module}:${name}`;
      return isRegistered(value) && value.isPublic && !LIBRARY.includes(path) ? [toPublic(path, value)] : [];
    });
  })
  .toSorted((a, b) => (a.path < b.path ? -1 : 1));
