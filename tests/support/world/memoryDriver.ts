/** The driver on convex-test: an independent implementation of the function runtime, in this process. */
import { convexTest } from "convex-test";
import { anyApi, type FunctionReference, makeFunctionReference } from "convex/server";
import { decodeJwt } from "jose";
import schema from "../../../convex/schema";
import { createAuthKeys } from "../../../web/host/authKeys";
import { DEMO_PASSWORD } from "../../../convex/model/demo/accounts";
import { installLongTimers } from "../longTimers";
import type { Caller, Driver } from "./driver";

const modules = import.meta.glob([
  "../../../convex/**/*.ts",
  "../../../convex/_generated/*.js",
  "!../../../convex/**/*.d.ts",
]);

/** Ids of the library are a counter and the table's name, filled up to this length. */
const ID_LENGTH = 32;

type Backend = Pick<ReturnType<typeof convexTest>, "query" | "mutation" | "action">;

/** The library's signatures also take inline functions; a caller only ever hands over a reference with its arguments. */
function callerOf(backend: Backend): Caller {
  return { query: backend.query, mutation: backend.mutation, action: backend.action } as unknown as Caller;
}

/** A fresh deployment in memory with token keys and demo mode on. */
export async function startMemory(): Promise<Driver> {
  Object.assign(process.env, await createAuthKeys(), {
    DEMO_MODE: "1",
    AUTH_LOG_LEVEL: "ERROR",
    SITE_URL: "http://pages.test",
    CONVEX_SITE_URL: "http://site.test",
  });
  installLongTimers();
  const backend = convexTest(schema, modules);
  const issuer = "http://site.test";
  const signInAction = anyApi["auth"]?.["signIn"] as unknown as FunctionReference<"action">;

  const attempt = async (params: Record<string, string>, provider = "password") => {
    const answer = (await backend.action(signInAction, { provider, params })) as {
      tokens: { token: string } | null;
    };
    return answer.tokens?.token ?? null;
  };
  const subjectIn = (token: string) => {
    const { sub } = decodeJwt(token);
    if (sub === undefined) throw new Error("the token names nobody");
    return sub;
  };
  const subjectOf = async (email: string) => {
    const token = await attempt({ email, password: DEMO_PASSWORD, flow: "signIn" });
    if (token === null) throw new Error(`${email} could not sign in`);
    return subjectIn(token);
  };

  return {
    name: "memory",
    anonymous: callerOf(backend),
    signIn: async (email) => callerOf(backend.withIdentity({ subject: await subjectOf(email), issuer })),
    withClaims: async (email, { sub, ...claims }) =>
      callerOf(backend.withIdentity({ subject: sub ?? (await subjectOf(email)), issuer, ...claims })),
    tryPassword: async (params) => (await attempt(params).catch(() => null)) !== null,
    enter: async (provider, params) => {
      const token = await attempt(params, provider);
      return token === null ? null : callerOf(backend.withIdentity({ subject: subjectIn(token), issuer }));
    },
    rows: async (table) =>
      await backend.run(async (ctx) => {
        const rows = await ctx.db
          .query(table as "users")
          .order("desc")
          .take(100);
        return rows as unknown as Record<string, unknown>[];
      }),
    missingId: (table) => "987654321".padStart(ID_LENGTH - table.length, "0") + table,
    // This runtime answers addresses of a deployment that is not there; the file is stored as an upload would.
    upload: async (_url, file) => await backend.run(async (ctx) => await ctx.storage.store(file)),
    run: async (functionPath, args) => {
      return functionPath === "seed:load"
        ? await backend.action(makeFunctionReference<"action">(functionPath), args)
        : await backend.mutation(makeFunctionReference<"mutation">(functionPath), args);
    },
    setVariable: async (name, value) => {
      if (value === null) delete process.env[name];
      else process.env[name] = value;
      await Promise.resolve();
    },
    stop: () => Promise.resolve(),
  };
}
