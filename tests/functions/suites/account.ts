/** Own access: codes by e-mail and phone, sessions, password, customers; floods and wrong codes. */
import { describe, expect, test } from "vitest";
import { api } from "../../../convex/_generated/api";
import { expectRefused, must, type World } from "../../support/world";
import { hire } from "./people";

const NEXT = "another long phrase";

/** The newest code on its way to an address; the outbox is the only place that knows it. */
export async function codeFor(w: World, address: string): Promise<string> {
  const rows = await w.driver.rows("outbox");
  const message = must(
    rows.find((row) => row["to"] === address),
    `a message to ${address}`,
  );
  const secrets = message["secrets"] as Record<string, string> | undefined;
  return must(secrets?.["code"], "the code");
}

const other = (code: string) => (code === "000000" ? "000001" : "000000");

export function accountSuite(world: () => World): void {
  describe("forgotten password", () => {
    test("[Z-01] a code by e-mail sets a new password once and ends the other sessions", async () => {
      const w = world();
      const email = "forgets@example.com";
      const { caller } = await hire(w, email);
      const { anonymous } = w.driver;
      expect(
        await anonymous.mutation(api.account.requestReset, { email: " Forgets@Example.com " }),
      ).toBeNull();
      const code = await codeFor(w, email);
      expect(code).toMatch(/^\d{6}$/);
      expect(JSON.stringify(await w.driver.rows("loginCodes"))).not.toContain(code);
      const attempt = (password: string, given: string) =>
        w.driver.enter("reset", { email, password, code: given });
      await expectRefused(attempt(NEXT, other(code)), "auth.codeWrong");
      await expectRefused(attempt("short", code), "auth.passwordWeak");
      const entered = must(await attempt(NEXT, code), "a session");
      expect(await entered.query(api.session.me, {})).toMatchObject({ role: "dispatcher" });
      expect(await caller.query(api.session.me, {})).toBeNull();
      await expectRefused(attempt(`${NEXT} 2`, code), "auth.codeWrong");
      const signIn = { email, flow: "signIn" };
      expect(await w.driver.tryPassword({ ...signIn, password: NEXT })).toBe(true);
      expect(await w.driver.tryPassword({ ...signIn, password: "a long enough phrase" })).toBe(false);
    });

    test("[Z-01] an unknown address is answered alike, and nothing is sent", async () => {
      const w = world();
      const email = "nobody.at.all@example.com";
      expect(await w.driver.anonymous.mutation(api.account.requestReset, { email })).toBeNull();
      expect((await w.driver.rows("outbox")).some((row) => row["to"] === email)).toBe(false);
      await expectRefused(
        w.driver.enter("reset", { email, password: "x", code: "123456" }),
        "auth.codeWrong",
      );
    });

    test("[Z-05] five wrong tries use a code up; the sixth request within the hour is refused, known or not", async () => {
      const w = world();
      for (const email of ["tries@example.com", "unknown.tries@example.com"]) {
        if (email.startsWith("tries")) await hire(w, email);
        const { anonymous } = w.driver;
        await anonymous.mutation(api.account.requestReset, { email });
        if (email.startsWith("tries")) {
          const code = await codeFor(w, email);
          const attempt = (given: string) => w.driver.enter("reset", { email, password: NEXT, code: given });
          for (let wrong = 0; wrong < 5; wrong += 1)
            await expectRefused(attempt(other(code)), "auth.codeWrong");
          await expectRefused(attempt(code), "auth.codeWrong");
        }
        for (let again = 0; again < 4; again += 1)
          await anonymous.mutation(api.account.requestReset, { email });
        const refusal = await expectRefused(
          anonymous.mutation(api.account.requestReset, { email }),
          "auth.tooManyAttempts",
        );
        expect(refusal).toMatchObject({ params: { retryAfterMs: expect.any(Number) as number } });
      }
    });
  });

  describe("sessions", () => {
    test("[Z-11] listed, ended one by one and all but the own; an ended one is nobody", async () => {
      const w = world();
      const email = "sessions@example.com";
      const { caller } = await hire(w, email);
      const signIn = { email, password: "a long enough phrase", flow: "signIn" };
      const second = must(await w.driver.enter("password", signIn), "a session");
      const third = must(await w.driver.enter("password", signIn), "a session");
      const listed = await second.query(api.account.sessions, {});
      expect(listed).toHaveLength(3);
      expect(listed.filter((one) => one.current)).toHaveLength(1);
      const [newest] = listed;
      await second.mutation(api.account.endSession, { sessionId: must(newest, "a session").sessionId });
      await expectRefused(third.query(api.account.sessions, {}), "auth.signedOut");
      expect(await second.mutation(api.account.endOtherSessions, {})).toBe(1);
      await expectRefused(caller.query(api.account.sessions, {}), "auth.signedOut");
      expect(await second.query(api.account.sessions, {})).toHaveLength(1);
    });

    test("[Z-11] nobody ends another person's session; an administrator ends all of a member's", async () => {
      const w = world();
      const { caller, membershipId } = await hire(w, "taken.out@example.com");
      const own = must((await caller.query(api.account.sessions, {}))[0], "a session");
      await expectRefused(
        (await w.as("sara")).mutation(api.account.endSession, { sessionId: own.sessionId }),
        "access.denied",
      );
      expect(await (await w.as("ziad")).mutation(api.people.signOutEverywhere, { membershipId })).toBe(1);
      await expectRefused(caller.query(api.account.sessions, {}), "auth.signedOut");
    });

    test("[Z-01] the own password changes with the present one and ends the other sessions", async () => {
      const w = world();
      const email = "changes@example.com";
      const { caller } = await hire(w, email);
      const current = "a long enough phrase";
      const signIn = { email, password: current, flow: "signIn" };
      const second = must(await w.driver.enter("password", signIn), "a session");
      const change = (given: string, next: string) =>
        caller.action(api.account.changePassword, { current: given, next });
      await expectRefused(change("not this one", NEXT), "auth.passwordWrong");
      await expectRefused(change(current, "tiny"), "auth.passwordWeak");
      await change(current, NEXT);
      await caller.query(api.account.sessions, {});
      await expectRefused(second.query(api.account.sessions, {}), "auth.signedOut");
      expect(await w.driver.tryPassword({ ...signIn, password: NEXT })).toBe(true);
    });
  });

  describe("customers", () => {
    test("[C-02] whoever proved the number opens his request also when the link's time is over, again and again", async () => {
      const w = world();
      const { ticket, facts } = await w.ticketAt("cancelled");
      const { ticketId } = ticket;
      const phone = must((await w.detail(ticketId)).ticket.phone, "a phone");
      const enter = async (number: string) => {
        const asked = await w.driver.anonymous.mutation(api.account.requestPhoneCode, { phone: number });
        return must(
          await w.driver.enter("phone", { ...asked, code: await codeFor(w, asked.phone) }),
          "a session",
        );
      };
      const own = await enter(phone);
      const row = async () => {
        const { tickets } = await own.query(api.customers.tickets, {});
        return must(
          tickets.find((one) => one.ticketId === ticketId),
          "the own ticket",
        );
      };
      const sent = must((await row()).token, "the link that was sent");
      expect(await own.mutation(api.customers.openPage, { ticketId })).toEqual({ token: sent });
      await w.driver.run("jobs/expireTracking:run", { ticketId, version: facts.version });
      expect(await row()).toMatchObject({ token: null, open: false });
      const { token } = await own.mutation(api.customers.openPage, { ticketId });
      expect(token).not.toBe(sent);
      expect((await row()).token).toBe(token);
      expect(await own.mutation(api.customers.openPage, { ticketId })).toEqual({ token });
      const { anonymous } = w.driver;
      expect(await anonymous.query(api.tracking.byToken, { token: sent })).toBeNull();
      expect(await anonymous.query(api.tracking.byToken, { token })).toMatchObject({ ownTicketId: null });
      expect(await own.query(api.tracking.byToken, { token })).toMatchObject({ ownTicketId: ticketId });
      const [link] = await w.driver.rows("trackingLinks");
      expect(link).toMatchObject({ token, ticketId });
      expect(link?.["expiresAt"]).toBeGreaterThan(Date.now());
      // Nobody else, whether he proved a number or not.
      const stranger = await enter("0509876511");
      await expectRefused(stranger.mutation(api.customers.openPage, { ticketId }), "access.denied");
      await expectRefused(anonymous.mutation(api.customers.openPage, { ticketId }), "auth.signedOut");
      await expectRefused(
        (await w.as("sara")).mutation(api.customers.openPage, { ticketId }),
        "access.denied",
      );
    });

    test("[C-03] the list counts what the company wrote until it was read; a colleague's look is no reading", async () => {
      const w = world();
      const { ticketId } = await w.newTicket();
      const detail = await w.detail(ticketId);
      const token = must(detail.trackingToken, "a token");
      const asked = await w.driver.anonymous.mutation(api.account.requestPhoneCode, {
        phone: must(detail.ticket.phone, "a phone"),
      });
      const own = must(
        await w.driver.enter("phone", { ...asked, code: await codeFor(w, asked.phone) }),
        "a session",
      );
      const sara = await w.as("sara");
      const unread = async () =>
        (await own.query(api.customers.tickets, {})).tickets.find((one) => one.ticketId === ticketId)?.unread;
      expect(await unread()).toBe(0);
      for (let said = 0; said < 12; said += 1)
        await sara.mutation(api.conversation.send, {
          ticketId,
          audience: "customer",
          body: `message ${said}`,
          operationId: w.operationId(),
        });
      await sara.mutation(api.conversation.send, {
        ticketId,
        audience: "internal",
        body: "between us",
        operationId: w.operationId(),
      });
      expect(await unread()).toBe(9);
      await sara.mutation(api.conversation.customerRead, { token, throughAt: Date.now() });
      expect(await unread()).toBe(9);
      await w.driver.anonymous.mutation(api.conversation.customerRead, { token, throughAt: Date.now() });
      expect(await unread()).toBe(0);
      expect(await own.query(api.conversation.customerUnread, { ticketId })).toBe(0);
    });

    test("[C-02] a phone number proven by a code is a customer, the same one every time", async () => {
      const w = world();
      const { anonymous } = w.driver;
      const asked = await anonymous.mutation(api.account.requestPhoneCode, { phone: "٠٥٥ ٥٠٠ ٧٧٧١" });
      expect(asked.phone).toBe("+966555007771");
      const code = await codeFor(w, asked.phone);
      await expectRefused(w.driver.enter("phone", { ...asked, code: other(code) }), "auth.codeWrong");
      const caller = must(await w.driver.enter("phone", { ...asked, code }), "a session");
      expect(await caller.query(api.account.standing, {})).toBe("customer");
      expect(await caller.query(api.session.me, {})).toBeNull();
      await expectRefused(caller.query(api.people.searchMembers, { text: "waha" }), "access.denied");
      await anonymous.mutation(api.account.requestPhoneCode, { phone: "00966555007771" });
      const again = await w.driver.enter("phone", { ...asked, code: await codeFor(w, asked.phone) });
      expect(await must(again, "a session").query(api.account.sessions, {})).toHaveLength(2);
    });

    test("[C-02] a customer sees what was asked for with his number, and nothing of others", async () => {
      const w = world();
      const ticket = await w.newTicket();
      const enter = async (phone: string) => {
        const asked = await w.driver.anonymous.mutation(api.account.requestPhoneCode, { phone });
        return must(
          await w.driver.enter("phone", { ...asked, code: await codeFor(w, asked.phone) }),
          "a session",
        );
      };
      const own = await enter("0501234567");
      const { phone, tickets } = await own.query(api.customers.tickets, {});
      expect(phone).toBe("+966501234567");
      const row = must(
        tickets.find((one) => one.number === ticket.number),
        "the own ticket",
      );
      const token = must(row.token, "a link");
      expect(await w.driver.anonymous.query(api.tracking.byToken, { token })).toMatchObject({
        number: ticket.number,
      });
      const other = await enter("0509876500");
      expect((await other.query(api.customers.tickets, {})).tickets).toEqual([]);
      await expectRefused(w.driver.anonymous.query(api.customers.tickets, {}), "auth.signedOut");
      await expectRefused((await w.as("sara")).query(api.customers.tickets, {}), "access.denied");
    });

    test("[D-08] customers' sign-in can be switched off; what is no number is refused", async () => {
      const w = world();
      const ask = (phone: string) => w.driver.anonymous.mutation(api.account.requestPhoneCode, { phone });
      await expectRefused(ask("hello"), "input.invalid");
      const admin = await w.as("ziad");
      await admin.mutation(api.settings.set, { key: "customers.signIn", value: false });
      try {
        await expectRefused(ask("0555007772"), "auth.customersOff");
      } finally {
        await admin.mutation(api.settings.set, { key: "customers.signIn", value: null });
      }
    });
  });
}
