/** Signing in with the real client library: custom tokens, an OIDC issuer, the app as its own issuer, expiry. */
import { ConvexClient, ConvexHttpClient } from "convex/browser";
import { afterAll, afterEach, beforeAll, expect, test } from "vitest";
import { WebSocket } from "ws";
import { counters, messages, people } from "../cli/appFunctions";
import {
  type EngineProcess,
  pushApp,
  setVariables,
  startEngine,
  temporaryFolder,
} from "../cli/engineProcess";
import { createSigner, dataUrl, type Issuer, type Signer, startIssuer } from "./tokens";

let engine: EngineProcess;
let signer: Signer;
let issuer: Issuer;
const open: ConvexClient[] = [];

beforeAll(async () => {
  signer = await createSigner("RS256");
  issuer = await startIssuer(signer);
  engine = await startEngine({ dataDir: temporaryFolder("auth") });
  await pushApp(engine, { jwks: dataUrl(signer), oidc: issuer.url });
});
afterEach(async () => {
  await Promise.all(open.splice(0).map((client) => client.close()));
});
afterAll(async () => {
  await issuer.close();
  await engine.end("SIGTERM");
});

const nowS = () => Math.floor(Date.now() / 1000);
const token = async (sub: string, lifeS = 3600, more: object = {}) =>
  await signer.sign({
    iss: "https://tests.example",
    aud: "tests",
    sub,
    iat: nowS(),
    exp: nowS() + lifeS,
    ...more,
  });

function client(): ConvexClient {
  const made = new ConvexClient(engine.url, {
    webSocketConstructor: WebSocket as unknown as typeof globalThis.WebSocket,
    unsavedChangesWarning: false,
    logger: false,
  });
  open.push(made);
  return made;
}

test("AU-4 SY-14 a client signs in, its queries run again as that user, and out", async () => {
  const one = client();
  const states: boolean[] = [];
  const names: unknown[] = [];
  one.onUpdate(people.whoAmI, {}, (identity) =>
    names.push((identity as { name?: string } | null)?.name ?? null),
  );
  await expect.poll(() => names).toEqual([null]);
  one.setAuth(
    async () => await token("u1", 3600, { name: "علي" }),
    (state) => states.push(state),
  );
  await expect.poll(() => names).toEqual([null, "علي"]);
  expect(await one.mutation(people.whoAmIMutation, {})).toBe("u1");
  expect(await one.action(people.relay, { room: "auth", text: "x" })).toEqual(["u1", 1]);
  expect(await one.query(messages.list, { room: "auth" })).toMatchObject([{ author: "u1" }]);
  expect(states[0]).toBe(true);
  one.client.clearAuth();
  await expect.poll(() => names).toEqual([null, "علي", null]);
});

test("SY-15 a client whose tokens are refused goes on unauthenticated", async () => {
  const one = client();
  const states: boolean[] = [];
  one.setAuth(
    async () => await token("u2", 3600, { aud: "someone-else", n: Math.random() }),
    (state) => states.push(state),
  );
  await expect.poll(() => states, { timeout: 15_000 }).toEqual([false]);
  expect(await one.query(people.whoAmI, {})).toBeNull();
});

test("SY-16 an expired token is renewed by the client without the user noticing, mutations included", async () => {
  const one = client();
  let fetched = 0;
  const states: boolean[] = [];
  // The client believes in an hour (iat, exp of its clock); the server's leeway of five seconds is what is left.
  one.setAuth(
    async ({ forceRefreshToken }) => {
      fetched += 1;
      return await token("u3", forceRefreshToken && fetched > 2 ? 3600 : 4, { n: fetched });
    },
    (state) => states.push(state),
  );
  const names: unknown[] = [];
  one.onUpdate(people.whoAmI, {}, (identity) =>
    names.push((identity as { subject?: string } | null)?.subject),
  );
  await expect.poll(() => names.at(-1)).toBe("u3");
  const deadline = Date.now() + 12_000;
  let n = 0;
  while (Date.now() < deadline) {
    expect(await one.mutation(people.whoAmIMutation, {})).toBe("u3");
    await one.mutation(counters.increment, { name: "expiry" });
    n += 1;
    await new Promise((resolve) => setTimeout(resolve, 200));
  }
  expect(await one.query(counters.get, { name: "expiry" })).toBe(n);
  expect(new Set(names.filter((name) => name !== undefined))).toEqual(new Set(["u3"]));
  expect(fetched).toBeGreaterThan(2);
  expect(states).not.toContain(false);
}, 40_000);

test("AU-3 a token of an OIDC issuer, found by discovery", async () => {
  const http = new ConvexHttpClient(engine.url, { logger: false });
  http.setAuth(
    await signer.sign({
      iss: issuer.url,
      aud: "oidc",
      sub: "o1",
      iat: nowS(),
      exp: nowS() + 60,
      given_name: "Zoe",
    }),
  );
  expect(await http.query(people.whoAmI, {})).toMatchObject({
    tokenIdentifier: `${issuer.url}|o1`,
    subject: "o1",
    givenName: "Zoe",
  });
  expect(issuer.requests[0]).toBe("/.well-known/openid-configuration");
});

test("AU-3 AU-6 an app that is its own issuer under the site address; a new key counts at once", async () => {
  const http = new ConvexHttpClient(engine.url, { logger: false });
  for (const kid of ["first", "second"]) {
    const own = await createSigner("RS256", kid);
    await setVariables(engine, { OWN_JWKS: JSON.stringify({ keys: [own.jwk] }) });
    http.setAuth(
      await own.sign({ iss: engine.siteUrl, aud: "own", sub: kid, iat: nowS(), exp: nowS() + 60 }),
    );
    expect(await http.query(people.whoAmI, {})).toMatchObject({ subject: kid, issuer: engine.siteUrl });
  }
});

test("AU-1 AU-8 over HTTP a refused token is 401 with its code", async () => {
  const ask = async (authorization: string) => {
    const response = await fetch(`${engine.url}/api/query`, {
      method: "POST",
      headers: { authorization },
      body: JSON.stringify({ path: "people:whoAmI", args: {} }),
    });
    return [response.status, ((await response.json()) as { code?: string }).code];
  };
  expect(await ask(`Bearer ${await token("x", 3600, { iss: "https://unknown.example" })}`)).toEqual([
    401,
    "NoAuthProvider",
  ]);
  expect(await ask(`Bearer ${await token("x", -60)}`)).toEqual([401, "Unauthenticated"]);
  expect(await ask("Bearer nonsense")).toEqual([401, "InvalidAuthHeader"]);
  expect(await ask(`Bearer ${await token("x")}`)).toEqual([200, undefined]);
});
