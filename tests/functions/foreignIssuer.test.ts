/** Tokens of another issuer (Clerk's place is taken by one of our own): who they become, and who they never become. */
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { api } from "../../convex/_generated/api";
import { createSigner, type Issuer, type Signer, startIssuer } from "../engine/auth/tokens";
import { createWorld, expectRefused, must, type World } from "../support/world";
import type { LiveDriver } from "../support/world/driver";
import { startOnEngine } from "../support/world/engineDriver";

const EVERYBODY = { paginationOpts: { numItems: 100, cursor: null } };

describe("another issuer", () => {
  let issuer: Issuer;
  let signer: Signer;
  let driver: LiveDriver;
  let world: World;
  let serial = 0;

  beforeAll(async () => {
    signer = await createSigner("RS256");
    issuer = await startIssuer(signer);
    driver = await startOnEngine({ clerkIssuer: issuer.url });
    world = await createWorld(driver);
  });
  afterAll(async () => {
    await driver.stop();
    await issuer.close();
  });

  const as = async (claims: Record<string, unknown>) => {
    const now = Math.floor(Date.now() / 1000);
    const token = await signer.sign({
      iss: issuer.url,
      aud: "convex",
      sub: `user_${(serial += 1)}`,
      iat: now,
      exp: now + 600,
      ...claims,
    });
    return driver.withToken(token);
  };

  test("[J-16] a confirmed e-mail becomes the member with that address, once and for all", async () => {
    const claims = { sub: "user_sara", email: "Sara@waha.demo", email_verified: true };
    const sara = await as(claims);
    expect(await sara.query(api.session.me, {})).toBeNull();
    await sara.mutation(api.account.linkIdentity, {});
    expect(await sara.query(api.session.me, {})).toMatchObject({
      role: "dispatcher",
      email: "sara@waha.demo",
    });
    const { branchId } = await world.branch("riyadh");
    await sara.query(api.board.technicians, { branchId });
    // The address may change at the issuer; the person stays who he is.
    const later = await as({ ...claims, email: "noura@waha.demo" });
    await later.mutation(api.account.linkIdentity, {});
    expect(await later.query(api.session.me, {})).toMatchObject({ role: "dispatcher" });
    expect(await later.query(api.account.sessions, {})).toEqual([]);
  });

  test("[J-16] an unconfirmed address is refused, an unknown one is nobody", async () => {
    for (const email_verified of [false, undefined]) {
      const thief = await as({ email: "noura@waha.demo", email_verified });
      await expectRefused(thief.mutation(api.account.linkIdentity, {}), "auth.identityUnverified");
      expect(await thief.query(api.session.me, {})).toBeNull();
      await expectRefused(thief.query(api.people.members, EVERYBODY), "auth.signedOut");
    }
    const stranger = await as({ email: "stranger@example.com", email_verified: true });
    await expectRefused(stranger.mutation(api.account.linkIdentity, {}), "auth.identityUnknown");
    await expectRefused(stranger.query(api.people.members, EVERYBODY), "auth.signedOut");
  });

  test("[Z-11] a foreign subject that spells one of our sessions opens nothing", async () => {
    const [session] = await driver.rows("authSessions");
    const sub = `${String(session?.["userId"] as string)}|${String(session?.["_id"] as string)}`;
    const forger = await as({ sub });
    expect(await forger.query(api.session.me, {})).toBeNull();
    await expectRefused(forger.query(api.account.sessions, {}), "auth.signedOut");
  });

  test("[C-02] a confirmed phone number is a customer, the same one as by our own code", async () => {
    const caller = await as({ phone_number: "+966555001234", phone_number_verified: true });
    await caller.mutation(api.account.linkIdentity, {});
    expect(await caller.query(api.account.standing, {})).toBe("customer");
    await expectRefused(caller.query(api.people.members, EVERYBODY), "access.denied");
    const unproven = await as({ phone_number: "+966555001234", phone_number_verified: false });
    await expectRefused(unproven.mutation(api.account.linkIdentity, {}), "auth.identityUnverified");
  });

  test("[S-29] an invitation is accepted with the invited address only, and deactivation counts here too", async () => {
    const owner = await world.as("noura");
    const { branchId } = await world.branch("riyadh");
    const { link } = await owner.mutation(api.invitations.create, {
      email: "clerk.person@example.com",
      name: { ar: "", en: "Clerk Person" },
      role: "dispatcher",
      branchIds: [branchId],
      technicianId: null,
    });
    const token = must(link.split("/join/")[1], "a token");
    const accept = async (claims: Record<string, unknown>) =>
      (await as(claims)).mutation(api.invitations.acceptSignedIn, { token });
    await expectRefused(accept({ email: "other@example.com", email_verified: true }), "invitation.invalid");
    await expectRefused(
      accept({ email: "clerk.person@example.com", email_verified: false }),
      "auth.identityUnverified",
    );
    const claims = { sub: "user_invited", email: "clerk.person@example.com", email_verified: true };
    await accept(claims);
    const caller = await as(claims);
    expect(await caller.query(api.session.me, {})).toMatchObject({ role: "dispatcher" });
    await expectRefused(accept(claims), "invitation.invalid");
    const member = must(
      (await owner.query(api.people.members, EVERYBODY)).page.find((one) => one.email === claims.email),
      "the member",
    );
    await owner.mutation(api.people.deactivate, {
      membershipId: member.membershipId,
      expectedVersion: member.version,
    });
    await expectRefused(caller.query(api.board.technicians, { branchId }), "access.denied");
  });
});
