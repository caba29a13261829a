import { afterEach, beforeAll, describe, expect, test } from "vitest";
import type { AuthProvider } from "../../../engine/auth/config";
import { createAuthenticator } from "../../../engine/auth/verify";
import { createSigner, dataUrl, type Issuer, type Signer, startIssuer } from "./tokens";

const NOW_S = 1_800_000_000;
let rsa: Signer;
let ecdsa: Signer;
let edwards: Signer;
let issuer: Issuer | null = null;
const clock = { nowMs: NOW_S * 1000 };

beforeAll(async () => {
  [rsa, ecdsa, edwards] = await Promise.all([
    createSigner("RS256"),
    createSigner("ES256"),
    createSigner("EdDSA", "ed"),
  ]);
});
afterEach(async () => {
  await issuer?.close();
  issuer = null;
  clock.nowMs = NOW_S * 1000;
});

const authenticator = (...providers: AuthProvider[]) =>
  createAuthenticator({
    providers: () => providers,
    isAdminKey: (key) => key === "test|secret",
    now: () => clock.nowMs,
  });
const claims = (more: object = {}) => ({
  iss: "https://id.example",
  sub: "u1",
  aud: "app",
  iat: NOW_S - 10,
  exp: NOW_S + 3600,
  ...more,
});
const custom = (more: Partial<Extract<AuthProvider, { type: "customJwt" }>> = {}): AuthProvider => ({
  type: "customJwt",
  issuer: "https://id.example",
  jwks: dataUrl(rsa),
  algorithm: "RS256",
  applicationID: "app",
  ...more,
});

describe("providers", () => {
  test.each([["id.example"], ["https://id.example"], ["https://id.example/"]])(
    "AU-1 issuer %s declared matches the issuer of the token",
    async (declared) => {
      const caller = await authenticator(custom({ issuer: declared })).verifyToken(await rsa.sign(claims()));
      expect(caller).toMatchObject({ kind: "user", expiresAt: (NOW_S + 3600) * 1000 });
    },
  );

  test("AU-1 the first matching provider decides, and without one the token is refused", async () => {
    const other = await createSigner("RS256");
    const token = await rsa.sign(claims());
    const first = authenticator(custom({ jwks: dataUrl(other) }), custom());
    await expect(first.verifyToken(token)).rejects.toMatchObject({ code: "Unauthenticated" });
    await expect(
      authenticator(custom({ issuer: "https://else.example" })).verifyToken(token),
    ).rejects.toMatchObject({
      code: "NoAuthProvider",
      status: 401,
      message: expect.stringContaining("https://id.example"),
    });
    await expect(authenticator().verifyToken(token)).rejects.toMatchObject({ code: "NoAuthProvider" });
  });

  test("AU-2 audiences: one and the right one, or any where no application is declared", async () => {
    const token = await rsa.sign(claims({ aud: "else" }));
    await expect(authenticator(custom()).verifyToken(token)).rejects.toMatchObject({
      code: "NoAuthProvider",
    });
    await expect(
      authenticator(custom()).verifyToken(await rsa.sign(claims({ aud: ["app", "else"] }))),
    ).rejects.toMatchObject({ code: "NoAuthProvider" });
    await expect(authenticator(custom({ applicationID: null })).verifyToken(token)).resolves.toMatchObject({
      kind: "user",
    });
  });

  test.each(["RS256", "EdDSA"])(
    "AU-3 an OIDC token signed with %s is verified by discovery",
    async (algorithm) => {
      const signer = algorithm === "RS256" ? rsa : edwards;
      issuer = await startIssuer([rsa, edwards]);
      const verify = authenticator({ domain: issuer.url, applicationID: "app" });
      const caller = await verify.verifyToken(await signer.sign(claims({ iss: issuer.url })));
      expect(caller).toMatchObject({ identity: { tokenIdentifier: `${issuer.url}|u1` } });
      expect(issuer.requests).toEqual(["/.well-known/openid-configuration", "/keys"]);
    },
  );

  test("AU-3 ES256 is no algorithm for OIDC, and a discovery document must name its own issuer", async () => {
    issuer = await startIssuer(ecdsa);
    const verify = authenticator({ domain: issuer.url, applicationID: "app" });
    await expect(verify.verifyToken(await ecdsa.sign(claims({ iss: issuer.url })))).rejects.toMatchObject({
      code: "Unauthenticated",
    });
    issuer.claimedIssuer = "https://evil.example";
    verify.clearCache();
    await expect(verify.verifyToken(await rsa.sign(claims({ iss: issuer.url })))).rejects.toMatchObject({
      code: "AuthProviderDiscoveryFailed",
      status: 400,
    });
  });

  test("AU-4 keys come from a data: address, plain or base64, or over http with a fitting content type", async () => {
    const token = await ecdsa.sign(claims());
    const keys = JSON.stringify({ keys: [ecdsa.jwk] });
    const base64 = `data:application/json;base64,${Buffer.from(keys).toString("base64")}`;
    issuer = await startIssuer(ecdsa);
    for (const jwks of [dataUrl(ecdsa), base64, `${issuer.url}/keys`]) {
      await expect(
        authenticator(custom({ jwks, algorithm: "ES256" })).verifyToken(token),
      ).resolves.toMatchObject({ kind: "user" });
    }
    issuer.contentType = "text/html";
    await expect(
      authenticator(custom({ jwks: `${issuer.url}/keys`, algorithm: "ES256" })).verifyToken(token),
    ).rejects.toMatchObject({ code: "AuthProviderDiscoveryFailed" });
  });

  test("AU-4 another algorithm than the declared one is refused", async () => {
    const verify = authenticator(custom({ jwks: dataUrl(ecdsa), algorithm: "RS256" }));
    await expect(verify.verifyToken(await ecdsa.sign(claims()))).rejects.toMatchObject({
      code: "Unauthenticated",
    });
  });
});

describe("claims", () => {
  test.each([
    ["expired for longer than the leeway", { exp: NOW_S - 6 }],
    ["issued in the future", { iat: NOW_S + 6 }],
    ["not valid yet", { nbf: NOW_S + 6 }],
    ["without an end", { exp: undefined }],
    ["without a subject", { sub: undefined }],
  ])("AU-5 a token %s is refused", async (_name, more) => {
    await expect(authenticator(custom()).verifyToken(await rsa.sign(claims(more)))).rejects.toMatchObject({
      code: "Unauthenticated",
    });
  });

  test("AU-5 five seconds either way are forgiven", async () => {
    const token = await rsa.sign(claims({ exp: NOW_S - 4, iat: NOW_S + 4 }));
    await expect(authenticator(custom()).verifyToken(token)).resolves.toMatchObject({ kind: "user" });
  });

  test("AU-5 a token without key id, and what is no token, are unreadable", async () => {
    const verify = authenticator(custom());
    await expect(verify.verifyToken(await rsa.sign(claims(), {}))).rejects.toMatchObject({
      code: "InvalidAuthHeader",
    });
    await expect(verify.verifyToken("abc")).rejects.toMatchObject({ code: "InvalidAuthHeader" });
  });

  test("AU-5 a token with a changed payload is refused", async () => {
    const [head, , signature] = (await rsa.sign(claims())).split(".");
    const forged = Buffer.from(JSON.stringify(claims({ sub: "admin" }))).toString("base64url");
    await expect(authenticator(custom()).verifyToken(`${head}.${forged}.${signature}`)).rejects.toMatchObject(
      {
        code: "Unauthenticated",
      },
    );
  });

  test("AU-7 standard claims are renamed, extras kept, the token's own left out", async () => {
    issuer = await startIssuer(rsa);
    const verify = authenticator({ domain: issuer.url, applicationID: "app" });
    const token = await rsa.sign(
      claims({
        iss: issuer.url,
        given_name: "Ali",
        email_verified: true,
        phone_number: "+966500000000",
        updated_at: 1_700_000_000,
        address: { formatted: "Riyadh" },
        jti: "x",
        org: { id: 5, roles: ["a"], $bad: 1 },
      }),
    );
    expect(await verify.verifyToken(token)).toMatchObject({
      identity: {
        tokenIdentifier: `${issuer.url}|u1`,
        subject: "u1",
        issuer: issuer.url,
        givenName: "Ali",
        emailVerified: true,
        phoneNumber: "+966500000000",
        updatedAt: "2023-11-14T22:13:20.000Z",
        address: "Riyadh",
        org: { id: 5, roles: ["a"] },
      },
    });
    const caller = await verify.verifyToken(token);
    const names = caller.kind === "user" ? Object.keys(caller.identity) : [];
    expect(names.filter((name) => ["jti", "exp", "iat", "aud", "iss", "sub"].includes(name))).toEqual([]);
  });

  test("AU-7 nested claims of a custom token are flattened", async () => {
    const token = await rsa.sign(claims({ org: { id: 5, unit: { name: "north" } }, roles: ["a"] }));
    expect(await authenticator(custom()).verifyToken(token)).toMatchObject({
      identity: { "org.id": 5, "org.unit.name": "north", roles: ["a"] },
    });
  });
});

describe("key sets", () => {
  test("AU-6 keys are fetched once per hour", async () => {
    issuer = await startIssuer(rsa);
    const verify = authenticator({ domain: issuer.url, applicationID: "app" });
    const token = await rsa.sign(claims({ iss: issuer.url, exp: NOW_S + 36_000 }));
    await Promise.all([verify.verifyToken(token), verify.verifyToken(token)]);
    clock.nowMs += 59 * 60_000;
    await verify.verifyToken(token);
    expect(issuer.requests).toHaveLength(2);
    clock.nowMs += 2 * 60_000;
    await verify.verifyToken(token);
    expect(issuer.requests).toHaveLength(4);
  });

  test("AU-6 a new key is found, but unknown keys cannot make it fetch more often than every 30 s", async () => {
    issuer = await startIssuer(rsa);
    const verify = authenticator({ domain: issuer.url, applicationID: "app" });
    await verify.verifyToken(await rsa.sign(claims({ iss: issuer.url })));
    const next = await createSigner("RS256", "k2");
    issuer.keys = [next.jwk];
    const token = await next.sign(claims({ iss: issuer.url }));
    await expect(verify.verifyToken(token)).rejects.toMatchObject({ code: "Unauthenticated" });
    clock.nowMs += 31_000;
    await expect(verify.verifyToken(token)).resolves.toMatchObject({ kind: "user" });
    expect(issuer.requests).toHaveLength(4);
  });

  test("AU-6 the old keys serve while the issuer is away; with none the refusal says so", async () => {
    issuer = await startIssuer(rsa);
    const provider = { domain: issuer.url, applicationID: "app" };
    const verify = authenticator(provider);
    const token = await rsa.sign(claims({ iss: issuer.url, exp: NOW_S + 36_000 }));
    await verify.verifyToken(token);
    await issuer.close();
    issuer = null;
    clock.nowMs += 2 * 3600_000;
    await expect(verify.verifyToken(token)).resolves.toMatchObject({ kind: "user" });
    await expect(authenticator(provider).verifyToken(token)).rejects.toMatchObject({
      code: "AuthProviderDiscoveryFailed",
    });
  });
});

describe("headers", () => {
  test("AU-8 no header is an anonymous caller, an unknown scheme is refused", async () => {
    const verify = authenticator(custom());
    expect(await verify.fromHeader(undefined)).toEqual({ kind: "anonymous" });
    await expect(verify.fromHeader("Basic abc")).rejects.toMatchObject({ code: "InvalidAuthHeader" });
    expect(await verify.fromHeader(`Bearer ${await rsa.sign(claims())}`)).toMatchObject({ kind: "user" });
  });

  test("AU-8 an admin key may carry an identity", async () => {
    const verify = authenticator();
    expect(await verify.fromHeader("Convex test|secret")).toEqual({ kind: "admin", impersonating: null });
    const identity = Buffer.from(JSON.stringify({ subject: "s", issuer: "i", name: "N" })).toString("base64");
    expect(await verify.fromHeader(`Convex test|secret:${identity}`)).toEqual({
      kind: "admin",
      impersonating: { tokenIdentifier: "i|s", subject: "s", issuer: "i", name: "N" },
    });
    await expect(verify.fromHeader("Convex test|wrong")).rejects.toMatchObject({
      code: "BadDeployKey",
      status: 403,
    });
  });
});
