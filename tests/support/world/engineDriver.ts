/** The driver on our engine: a process of its own, functions pushed by the official CLI, calls over HTTP. */
import { ConvexClient, ConvexHttpClient } from "convex/browser";
import type { FunctionReference } from "convex/server";
import type { Id } from "../../../convex/_generated/dataModel";
import { anyApi } from "convex/server";
import { decodeJwt, importPKCS8, SignJWT } from "jose";
import { DEMO_PASSWORD } from "../../../convex/model/demo/accounts";
import { newId } from "../../../engine/values/ids";
import { createAuthKeys } from "../../../web/host/authKeys";
import WebSocket from "ws";
import { startEngineUnderTest } from "../engineUnderTest";
import type { Caller, LiveDriver } from "./driver";
import { tableNumbersOf } from "./tableNumbers";

/** HTTP clients take references and arguments; their rest signature cannot be named for any reference. */
function callerOf(client: ConvexHttpClient): Caller {
  return {
    query: client.query.bind(client),
    mutation: callMutation(client),
    action: client.action.bind(client),
  } as unknown as Caller;
}

/** Mutations of one HTTP client wait for each other by default; tests want to race. */
function callMutation(client: ConvexHttpClient) {
  return (reference: FunctionReference<"mutation">, args: Record<string, unknown>) =>
    client.mutation(reference, args, { skipQueue: true });
}

/** A fresh engine with this app pushed, token keys set and demo mode on. */
export async function startOnEngine({ clerkIssuer = "off" } = {}): Promise<LiveDriver> {
  const keys = await createAuthKeys();
  const engine = await startEngineUnderTest();
  let tableNumbers: ReadonlyMap<string, number>;
  const signInAction = anyApi["auth"]?.["signIn"] as unknown as FunctionReference<"action">;
  try {
    await engine.setEnvironment({
      ...keys,
      DEMO_MODE: "1",
      SITE_URL: "http://pages.test",
      AUTH_LOG_LEVEL: "ERROR",
      CLERK_JWT_ISSUER_DOMAIN: clerkIssuer,
    });
    await engine.push();
    tableNumbers = await tableNumbersOf(engine);
  } catch (error) {
    await engine.stop();
    throw error;
  }
  const open = (token?: string) => {
    const client = new ConvexHttpClient(engine.url, { logger: false });
    if (token) client.setAuth(token);
    return client;
  };
  const attempt = async (params: Record<string, string>, provider = "password") => {
    const answer = (await open().action(signInAction, { provider, params })) as {
      tokens: { token: string } | null;
    };
    return answer.tokens?.token ?? null;
  };
  const tokenOf = async (email: string) => {
    const token = await attempt({ email, password: DEMO_PASSWORD, flow: "signIn" });
    if (token === null) throw new Error(`${email} could not sign in`);
    return token;
  };
  const sockets: ConvexClient[] = [];
  return {
    name: "engine",
    anonymous: callerOf(open()),
    signIn: async (email) => callerOf(open(await tokenOf(email))),
    withClaims: async (email, claims) => {
      const { iss, aud, sub } = decodeJwt(await tokenOf(email));
      const key = await importPKCS8(keys.JWT_PRIVATE_KEY.replaceAll(/ (?!PRIVATE|KEY)/g, "\n"), "RS256");
      const token = await new SignJWT({ ...claims })
        .setProtectedHeader({ alg: "RS256" })
        .setIssuedAt()
        .setIssuer(iss ?? engine.siteUrl)
        .setAudience(aud ?? "convex")
        .setSubject(claims["sub"] ?? sub ?? "")
        .setExpirationTime("1h")
        .sign(key);
      return callerOf(open(token));
    },
    tryPassword: async (params) => (await attempt(params).catch(() => null)) !== null,
    withToken: (token) => callerOf(open(token)),
    enter: async (provider, params) => {
      const token = await attempt(params, provider);
      return token === null ? null : callerOf(open(token));
    },
    rows: async (table) => {
      const args = { table, order: "desc", paginationOpts: { numItems: 100, cursor: null } };
      const { page } = (await engine.run("_system/cli/tableData", args)) as {
        page: Record<string, unknown>[];
      };
      return page;
    },
    missingId: (table) => {
      const number = tableNumbers.get(table);
      if (number === undefined) throw new Error(`there is no table ${table}`);
      return newId(number, Date.now());
    },
    upload: async (url, file) => {
      const answer = await fetch(url, {
        method: "POST",
        headers: { "Content-Type": file.type },
        body: file,
      });
      const { storageId } = (await answer.json()) as { storageId: Id<"_storage"> };
      return storageId;
    },
    run: (functionPath, args) => engine.run(functionPath, args),
    setVariable: (name, value) => engine.setEnvironment({ [name]: value }),
    connect: async (email) => {
      const socket = new ConvexClient(engine.url, {
        // The client's type asks for a browser's WebSocket; this one speaks the same.
        webSocketConstructor: WebSocket as unknown as typeof globalThis.WebSocket,
        logger: false,
      });
      sockets.push(socket);
      if (email !== null) {
        const token = await tokenOf(email);
        socket.setAuth(() => Promise.resolve(token));
      }
      return socket;
    },
    stop: async () => {
      await Promise.all(sockets.map((socket) => socket.close()));
      await engine.stop();
    },
  };
}
