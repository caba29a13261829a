/** A deployment without the demo: its first company by one command, the owner's door, and another branch. */
import { execFile } from "node:child_process";
import { mkdir, mkdtemp, rm, symlink } from "node:fs/promises";
import { tmpdir } from "node:os";
import path from "node:path";
import { promisify } from "node:util";
import { ConvexHttpClient } from "convex/browser";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { api } from "../../convex/_generated/api";
import { createAuthKeys } from "../../web/host/authKeys";
import { deploymentEnvironment } from "../../web/host/prepareDeployment";
import { projectRoot } from "../../web/host/paths";
import { type EngineUnderTest, startEngineUnderTest } from "../support/engineUnderTest";
import { must } from "../support/world";

const run = promisify(execFile);

describe("npm run found", () => {
  let engine: EngineUnderTest;
  let home: string;

  beforeAll(async () => {
    engine = await startEngineUnderTest();
    await engine.setEnvironment(
      deploymentEnvironment({ siteUrl: "http://pages.test", demo: false }, await createAuthKeys()),
    );
    await engine.push();
    home = await mkdtemp(path.join(tmpdir(), "found-"));
    await symlink(engine.dataDir, path.join(home, "data"));
  }, 60_000);
  afterAll(async () => {
    await engine.stop();
    await rm(home, { recursive: true, force: true });
  });

  const found = async (options: Record<string, string>, at = home) => {
    const args = Object.entries(options).flatMap(([name, value]) => [`--${name}`, value]);
    return await run(
      process.execPath,
      [
        path.join(projectRoot, "node_modules/tsx/dist/cli.mjs"),
        "web/host/foundCompany.ts",
        "--url",
        engine.url,
        ...args,
      ],
      { cwd: projectRoot, env: { ...process.env, MAYDAN_HOME: at } },
    ).catch((error: { stdout: string; stderr: string }) => error);
  };
  const noor = { name: "Noor Care", city: "Alexandria", phone: "03 4812345", owner: "Me@Example.com" };

  test("[23.1, J-04] the first company: refusals in one line, then a link, its owner's password, and his empty board", async () => {
    const none = path.join(home, "none");
    await mkdir(none);
    expect((await found(noor, none)).stderr).toMatch(/^maydan: there is no deployment in/);
    expect((await found({ name: "Noor" })).stderr).toMatch(/^maydan: a company needs/);
    expect((await found({ ...noor, phone: "12" })).stderr).toMatch(/^maydan: .*phone/);
    expect((await found({ ...noor, owner: "nobody" })).stderr).toMatch(/^maydan: .*owner\.email/);
    expect((await found({ ...noor, city: "Tabuk" })).stderr).toMatch(/^maydan: --country/);
    expect((await found({ ...noor, center: "30" })).stderr).toMatch(/^maydan: --center/);

    const { stdout } = await found(noor);
    const token = must(/\/join\/(\S+)/.exec(stdout)?.[1], "a link");
    expect((await found(noor)).stderr).toMatch(/^maydan: .*slug/);

    const visitor = new ConvexHttpClient(engine.url, { logger: false });
    expect(await visitor.query(api.invitations.byToken, { token })).toMatchObject({
      email: "me@example.com",
      role: "owner",
      hasAccount: false,
    });
    const { tokens } = await visitor.action(api.auth.signIn, {
      provider: "join",
      params: { token, password: "a very long passphrase", nameAr: "", nameEn: "Me" },
    });
    const owner = new ConvexHttpClient(engine.url, { logger: false });
    owner.setAuth(must(tokens, "a session").token);
    const me = must(await owner.query(api.session.me, {}), "the owner");
    expect(me.branches).toEqual([
      expect.objectContaining({ city: "alexandria", zone: "Africa/Cairo", currency: "EGP", weekend: [5, 6] }),
    ]);
    const { branchId } = must(me.branches[0], "the branch");
    expect(await owner.query(api.board.technicians, { branchId })).toEqual([]);
    // The company's market is that of its first branch, whatever it opens later.
    await owner.mutation(api.branches.open, {
      branch: {
        name: { ar: "", en: "Riyadh" },
        city: "riyadh",
        country: "SA",
        center: { lat: 24.7, lng: 46.7 },
        phone: "0112345678",
      },
      operationId: "opens-riyadh",
    });
    const contactId = await owner.mutation(api.contacts.create, {
      contact: {
        name: "Nadia Fawzi",
        phone: "01012345678",
        email: "",
        language: "ar",
        channel: "call",
        note: "",
      },
      operationId: "enters-nadia",
    });
    expect((await owner.query(api.contacts.get, { contactId })).contact.phone).toBe("+201012345678");
    // What a company works with is there from the first minute.
    expect((await owner.query(api.catalogue.workTypes, {})).length).toBeGreaterThan(0);
  });
});
