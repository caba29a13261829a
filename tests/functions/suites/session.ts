/** Signing in, who one is, demo accounts, and loading the demo twice. */
import { describe, expect, test } from "vitest";
import { api } from "../../../convex/_generated/api";
import { isOpen, STATUSES } from "../../../shared/tickets/statuses";
import { expectRefused, refused, type World } from "../../support/world";
import { hire } from "./people";

export function sessionSuite(world: () => World): void {
  describe("session", () => {
    test("[Z-01] the right password is accepted, a wrong one, an unknown address and sign-up are not", async () => {
      const { driver } = world();
      const sara = { email: "sara@waha.demo", password: "maydan-demo", flow: "signIn" };
      expect(await driver.tryPassword(sara)).toBe(true);
      expect(await driver.tryPassword({ ...sara, password: "maydan-demo2" })).toBe(false);
      expect(await driver.tryPassword({ ...sara, email: "nobody@waha.demo" })).toBe(false);
      expect(
        await driver.tryPassword({ email: "new@example.com", password: "long enough 1", flow: "signUp" }),
      ).toBe(false);
      expect(await driver.tryPassword({ ...sara, flow: "reset" })).toBe(false);
    });

    test("[Z-01] a wrong password and an unknown address get one and the same typed refusal, a failure does not", async () => {
      const w = world();
      const { driver } = w;
      const email = "locks.himself.out@example.com";
      await hire(w, email);
      const enter = (address: string, password: string) =>
        driver.enter("password", { email: address, password, flow: "signIn" });
      const wrong = await expectRefused(enter(email, "not his password"), "auth.passwordWrong");
      const unknown = await expectRefused(
        enter("nobody@example.com", "whatever it is"),
        "auth.passwordWrong",
      );
      expect(unknown).toEqual(wrong);
      // After too many wrong ones the right one is refused alike: another answer would say that there is an account.
      for (let tries = 0; tries < 10; tries += 1)
        await expectRefused(enter(email, "not his password"), "auth.passwordWrong");
      await expectRefused(enter(email, "a long enough phrase"), "auth.passwordWrong");
      await expectRefused(enter("no address", "whatever it is"), "input.invalid");
      await expectRefused(
        driver.enter("password", { email: "a@example.com", password: "long enough 1", flow: "signUp" }),
        "auth.signUpClosed",
      );
    });

    test("[Z-02] me: null when signed out, otherwise role, company and the branches in scope", async () => {
      const w = world();
      expect(await w.driver.anonymous.query(api.session.me, {})).toBeNull();
      const me = async (person: Parameters<World["as"]>[0]) =>
        await (await w.as(person)).query(api.session.me, {});
      expect(await me("sara")).toMatchObject({ role: "dispatcher", demo: true, technicianId: null });
      expect((await me("sara"))?.branches.map((one) => one.name.en)).toEqual(["Riyadh branch"]);
      expect((await me("faisal"))?.branches).toHaveLength(2);
      expect((await me("noura"))?.branches).toHaveLength(3);
      const fahd = await me("fahd");
      expect(fahd).toMatchObject({ role: "technician", email: "fahd@waha.demo" });
      expect(fahd?.technicianId).toBe(await w.technician("R-101"));
    });

    test("[Z-01] demo accounts exist only while the deployment is a demo", async () => {
      const { driver } = world();
      const accounts = await driver.anonymous.query(api.demo.accounts, {});
      expect(accounts.map((account) => account.email)).toContain("sara@waha.demo");
      expect(accounts.length).toBeLessThan(12);
      await driver.setVariable("DEMO_MODE", null);
      try {
        expect(await driver.anonymous.query(api.demo.accounts, {})).toEqual([]);
        expect(await driver.anonymous.query(api.demo.crew, {})).toEqual([]);
        const sara = { email: "sara@waha.demo", password: "maydan-demo", flow: "signIn" };
        expect(await driver.tryPassword(sara)).toBe(false);
        await expect(driver.run("seed:load", { anchorDay: "2026-11-21" })).rejects.toThrow();
      } finally {
        await driver.setVariable("DEMO_MODE", "1");
      }
    });
  });

  describe("seed", () => {
    test("[Q-07] loading twice adds nothing", async () => {
      const w = world();
      expect(await w.driver.run("seed:load", { anchorDay: "2026-11-22" })).toEqual({ tickets: 0 });
      const { branchId } = await w.branch("cairo");
      const technicians = await (await w.as("mona")).query(api.board.technicians, { branchId });
      expect(technicians.map((one) => one.employeeId).toSorted()).toEqual(["C-301", "C-302", "C-303"]);
    });

    test("[Q-07] every status is there, nobody is booked twice, and timelines fold to statuses", async () => {
      const w = world();
      const owner = await w.as("noura");
      const seen = new Set<string>();
      for (const slug of ["riyadh", "jeddah", "cairo"] as const) {
        const { branchId } = await w.branch(slug);
        const { page } = await owner.query(api.board.openTickets, {
          branchId,
          paginationOpts: { numItems: 100, cursor: null },
        });
        const busy = new Map<string, [number, number][]>();
        for (const card of page) {
          seen.add(card.status);
          const { timeline } = await w.detail(card.ticketId);
          expect(timeline.at(-1)?.to).toBe(card.status);
          expect(timeline.map((one) => one.recordedAt)).toEqual(
            timeline.map((one) => one.recordedAt).toSorted((a, b) => a - b),
          );
          const { visit } = card;
          if (!visit?.startsAt || !visit.endsAt) continue;
          const spans = busy.get(visit.technicianId) ?? [];
          for (const [from, until] of spans)
            expect(visit.startsAt >= until || visit.endsAt <= from, `${card.number} overlaps`).toBe(true);
          busy.set(visit.technicianId, [...spans, [visit.startsAt, visit.endsAt]]);
        }
      }
      expect([...seen].toSorted()).toEqual(STATUSES.filter(isOpen).toSorted());
    });

    test("[Q-07] internal functions are not callable from outside", async () => {
      const { driver } = world();
      const hidden = api as unknown as { seed: { load: typeof api.session.me } };
      const attempt = driver.anonymous.query(hidden.seed.load, {});
      await expect(refused(attempt)).rejects.toThrow();
    });

    test("[Z-04] a malformed anchor day is refused", async () => {
      const attempt = world().driver.run("seed:load", { anchorDay: "tomorrow" });
      await expect(attempt).rejects.toThrow(/input\.invalid/);
    });
  });
}
