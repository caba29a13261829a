/**
 * The outbox against a stand-in of the message providers: sent once, tried again when that is safe, honest when not
 * sent, and without a trace of a secret once its time is over.
 */
import { convexTest } from "convex-test";
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test, vi } from "vitest";
import { internal } from "../../convex/_generated/api";
import type { Doc, Id } from "../../convex/_generated/dataModel";
import { enqueue, withdraw } from "../../convex/model/outbox/enqueue";
import schema from "../../convex/schema";
import type { Channel } from "../../shared/messages/channels";
import { HOUR_MS, MINUTE_MS } from "../../shared/time/zones";
import { installLongTimers } from "../support/longTimers";
import { type Providers, providerVariables, startProviders } from "../support/messageProviders";

const modules = import.meta.glob([
  "../../convex/**/*.ts",
  "../../convex/_generated/*.js",
  "!../../convex/**/*.d.ts",
]);
const NOW = Date.UTC(2026, 10, 21, 9, 0);
const NAMES = ["DEMO_MODE", "OUTBOX_DEMO_ALLOW", ...Object.keys(providerVariables(""))];

let providers: Providers;
let restoreTimers: () => void = () => undefined;
beforeAll(async () => {
  providers = await startProviders();
});
afterAll(async () => {
  await providers.stop();
});
beforeEach(() => {
  for (const name of NAMES) vi.stubEnv(name, undefined);
  providers.arrived.length = 0;
  providers.answers.length = 0;
  vi.useFakeTimers({ now: NOW, toFake: ["setTimeout", "clearTimeout", "Date"] });
  restoreTimers = installLongTimers();
});
afterEach(() => {
  restoreTimers();
  vi.useRealTimers();
  vi.unstubAllEnvs();
});

const connect = () => {
  for (const [name, value] of Object.entries(providerVariables(providers.url))) vi.stubEnv(name, value);
};

async function makeOutbox() {
  const t = convexTest(schema, modules);
  const { orgId, userId } = await t.run(async (ctx) => ({
    orgId: await ctx.db.insert("organizations", { slug: "x", name: { ar: "الواحة", en: "Waha" } }),
    userId: await ctx.db.insert("users", { email: "mona@company.test", phone: "+966500000009" }),
  }));
  const put = async (
    channel: Channel,
    changes: { key?: string; sendAt?: number; to?: string | null } = {},
  ) => {
    const { to = channel === "email" ? "c@customer.test" : "+966500000001" } = changes;
    return await t.run(
      async (ctx) =>
        await enqueue(
          ctx,
          {
            orgId,
            key: changes.key ?? `key:${channel}`,
            template: "parts_arrived",
            channel,
            recipient: channel === "inApp" ? { audience: "staff", userId } : { audience: "customer", to },
            params: { number: "TK-ABC234" },
            zone: "Asia/Riyadh",
            ...(changes.sendAt === undefined ? {} : { sendAt: changes.sendAt }),
          },
          Date.now(),
        ),
    );
  };
  const row = async (messageId: Id<"outbox">): Promise<Doc<"outbox">> =>
    await t.run(async (ctx) => {
      const found = await ctx.db.get("outbox", messageId);
      if (!found) throw new Error("the message exists");
      return found;
    });
  /** Lets time pass and everything that is due happen, real network included. */
  const pass = async (lengthMs: number) => {
    vi.advanceTimersByTime(lengthMs);
    for (let round = 0; round < 4; round += 1) {
      await t.finishInProgressScheduledFunctions();
      vi.advanceTimersByTime(1);
    }
    await t.finishInProgressScheduledFunctions();
  };
  return { t, orgId, userId, put, row, pass };
}

describe("the outbox", () => {
  test.each(["sms", "whatsapp", "email", "push"] as const)(
    "[N-05] %s without a provider is not sent, and says so",
    async (channel) => {
      const { put, row, pass } = await makeOutbox();
      const messageId = await put(channel);
      await pass(0);
      expect(await row(messageId)).toMatchObject({ state: "notSent", reason: "noProvider", attempts: 0 });
    },
  );

  test("[R-09] one key is one message, however often it is planned", async () => {
    const { t, put, pass } = await makeOutbox();
    connect();
    const ids = [await put("sms"), await put("sms"), await put("sms", { sendAt: NOW + HOUR_MS })];
    await pass(0);
    ids.push(await put("sms"));
    await pass(2 * HOUR_MS);
    expect(new Set(ids).size).toBe(1);
    expect(await t.run(async (ctx) => await ctx.db.query("outbox").collect())).toHaveLength(1);
    expect(providers.arrived).toHaveLength(1);
  });

  test("[N-05] an e-mail goes out by Resend with the outbox key as its idempotency key", async () => {
    const { put, row, pass } = await makeOutbox();
    connect();
    const messageId = await put("email", { sendAt: NOW + HOUR_MS });
    await pass(HOUR_MS - 1000);
    expect(providers.arrived).toEqual([]);
    await pass(1000);
    expect(await row(messageId)).toMatchObject({ state: "sent", providerId: "mail-1", attempts: 1 });
    const [call] = providers.arrived;
    expect(call).toMatchObject({ path: "/emails", headers: { authorization: "Bearer re_test" } });
    expect(call?.headers["idempotency-key"]).toBe("key:email");
    const sent = JSON.parse(call?.body ?? "{}") as Record<string, string>;
    expect(sent).toMatchObject({ from: "Waha <hello@waha.test>", to: "c@customer.test" });
    expect(sent["text"]).toContain("TK-ABC234");
    expect(sent["html"]).toContain('dir="rtl"');
  });

  test("[R-05] what a person of the company gets by e-mail leads to its ticket, as something to press", async () => {
    const { t, orgId, userId, pass } = await makeOutbox();
    connect();
    vi.stubEnv("SITE_URL", "https://pages.test");
    await t.run(
      async (ctx) =>
        await enqueue(
          ctx,
          {
            orgId,
            key: "custom",
            template: "escalation_resolved",
            channel: "email",
            recipient: { audience: "staff", userId },
            params: { number: "TK-ABC234", type: "trip", notes: `look at https://a.test/"onclick="x` },
            zone: "Asia/Riyadh",
            locale: "en",
          },
          Date.now(),
        ),
    );
    await pass(0);
    const sent = JSON.parse(providers.arrived[0]?.body ?? "{}") as Record<string, string>;
    expect(sent).toMatchObject({ to: "mona@company.test" });
    expect(sent["text"]).toMatch(/\nhttps:\/\/pages\.test\/tickets\/TK-ABC234$/);
    expect(sent["html"]).toContain('<a href="https://pages.test/tickets/TK-ABC234"');
    // A text cannot leave the attribute it is put into.
    expect(sent["html"]).toContain('<a href="https://a.test/" dir="ltr">');
  });

  test("[N-05] trouble at the mail provider is waited out with the same key; the waits grow; then it has failed", async () => {
    const { put, row, pass } = await makeOutbox();
    connect();
    const busy = { status: 503, json: { name: "application_error", message: "later", statusCode: 503 } };
    providers.answers.push(busy, "cut");
    const messageId = await put("email");
    await pass(0);
    expect(await row(messageId)).toMatchObject({
      state: "planned",
      reason: "unreachable",
      sendAt: NOW + MINUTE_MS + 1,
    });
    await pass(MINUTE_MS);
    expect(await row(messageId)).toMatchObject({ state: "planned", attempts: 2 });
    await pass(5 * MINUTE_MS);
    expect(await row(messageId)).toMatchObject({ state: "sent", attempts: 3 });
    expect(new Set(providers.arrived.map((call) => call.headers["idempotency-key"])).size).toBe(1);

    providers.answers.push(busy, busy, busy, busy, busy);
    const lost = await put("email", { key: "second" });
    for (const wait of [0, MINUTE_MS, 5 * MINUTE_MS, 30 * MINUTE_MS, 2 * HOUR_MS]) await pass(wait);
    expect(await row(lost)).toMatchObject({
      state: "failed",
      reason: "unreachable",
      attempts: 5,
      detail: "later",
    });
  });

  test("[N-05] what a provider refuses is not tried again", async () => {
    const { put, row, pass } = await makeOutbox();
    connect();
    providers.answers.push(
      { status: 422, json: { name: "validation_error", message: "no such domain", statusCode: 422 } },
      { status: 400, json: { code: 21211, message: "not a phone number" } },
    );
    const mail = await put("email");
    await pass(0);
    const text = await put("sms");
    await pass(0);
    await pass(4 * HOUR_MS);
    expect(await row(mail)).toMatchObject({ state: "failed", reason: "refused", detail: "no such domain" });
    expect(await row(text)).toMatchObject({
      state: "failed",
      reason: "refused",
      detail: "not a phone number",
    });
    expect(providers.arrived).toHaveLength(2);
  });

  test("[N-01] text messages and WhatsApp go out by Twilio", async () => {
    const { put, row, pass } = await makeOutbox();
    connect();
    const text = await put("sms");
    await pass(0);
    const chat = await put("whatsapp");
    await pass(0);
    expect(await row(text)).toMatchObject({ state: "sent", providerId: "SM1" });
    expect(await row(chat)).toMatchObject({ state: "sent", providerId: "SM2" });
    const forms = providers.arrived.map((call) => Object.fromEntries(new URLSearchParams(call.body)));
    expect(forms[0]).toMatchObject({ To: "+966500000001", From: "+15005550006" });
    expect(forms[1]).toMatchObject({ To: "whatsapp:+966500000001", From: "whatsapp:+15005550007" });
    expect(providers.arrived[0]).toMatchObject({
      path: "/2010-04-01/Accounts/AC0/Messages.json",
      headers: { authorization: `Basic ${Buffer.from("AC0:secret-token").toString("base64")}` },
    });
  });

  test("[N-05] a text message whose answer was lost is not sent twice; one the provider had no time for is", async () => {
    const { put, row, pass } = await makeOutbox();
    connect();
    providers.answers.push("cut");
    const lost = await put("sms");
    await pass(0);
    await pass(4 * HOUR_MS);
    expect(await row(lost)).toMatchObject({ state: "failed", reason: "outcomeUnknown", attempts: 1 });
    providers.answers.push({ status: 429, json: { code: 20429, message: "too many" } });
    const later = await put("sms", { key: "later" });
    await pass(0);
    await pass(MINUTE_MS);
    expect(await row(later)).toMatchObject({ state: "sent", attempts: 2 });
  });

  test("[N-05] a process that died in the middle of a call is noticed; a late answer changes nothing", async () => {
    const { t, put, row, pass } = await makeOutbox();
    connect();
    const messageId = await put("sms");
    const { version } = await row(messageId);
    // The call is claimed but never made.
    await t.mutation(internal.jobs.outbox.due, { messageId, version });
    const claimed = await row(messageId);
    expect(claimed.state).toBe("sending");
    await t.mutation(internal.jobs.outbox.lost, { messageId, version: claimed.version });
    const failed = await row(messageId);
    expect(failed).toMatchObject({ state: "failed", reason: "outcomeUnknown" });
    const outcome = { kind: "sent" as const, providerId: "SM9" };
    await t.mutation(internal.jobs.outbox.settle, { messageId, version: claimed.version, outcome });
    expect(await row(messageId)).toEqual(failed);
    await pass(HOUR_MS);
    expect(await row(messageId)).toEqual(failed);
  });

  test("[R-09] due twice, late or withdrawn: nothing is sent twice and nothing after it was taken back", async () => {
    const { t, put, row, pass } = await makeOutbox();
    connect();
    const once = await put("sms");
    const { version } = await row(once);
    await pass(0);
    await t.mutation(internal.jobs.outbox.due, { messageId: once, version });
    await pass(0);
    expect(providers.arrived).toHaveLength(1);
    const back = await put("sms", { key: "back", sendAt: NOW + HOUR_MS });
    const planned = await row(back);
    await t.run(async (ctx) => await withdraw(ctx, planned, "replaced", Date.now()));
    await t.mutation(internal.jobs.outbox.due, { messageId: back, version: planned.version });
    await pass(2 * HOUR_MS);
    expect(await row(back)).toMatchObject({ state: "skipped", reason: "replaced" });
    expect(providers.arrived).toHaveLength(1);
  });

  test("[L-10] the bell needs no provider; a message to nobody is not sent", async () => {
    const { t, userId, put, row, pass } = await makeOutbox();
    connect();
    const bell = await put("inApp");
    const nobody = await put("sms", { to: null });
    await pass(0);
    expect(await row(bell)).toMatchObject({ state: "sent" });
    expect(await t.run(async (ctx) => await ctx.db.query("notifications").collect())).toMatchObject([
      { userId, template: "parts_arrived", read: false },
    ]);
    expect(await row(nobody)).toMatchObject({ state: "notSent", reason: "noAddress" });
  });

  test("[Z-04] a demo's made-up people get nothing even with providers set up, unless an address is named", async () => {
    const { put, row, pass } = await makeOutbox();
    connect();
    vi.stubEnv("DEMO_MODE", "1");
    const blocked = await put("sms");
    await pass(0);
    expect(await row(blocked)).toMatchObject({ state: "notSent", reason: "demoAddress" });
    vi.stubEnv("OUTBOX_DEMO_ALLOW", "other@x.test, +966500000001");
    const allowed = await put("sms", { key: "allowed" });
    await pass(0);
    expect(await row(allowed)).toMatchObject({ state: "sent" });
  });

  test("[J-45] a code is in its outbox row alone, and gone when its time is over", async () => {
    const { t, orgId, row, pass } = await makeOutbox();
    connect();
    const put = async (key: string, sendAt: number) =>
      await t.run(
        async (ctx) =>
          await enqueue(
            ctx,
            {
              orgId,
              key,
              template: "one_time_code",
              channel: "sms",
              recipient: { audience: "customer", to: "+966500000001" },
              params: { company: { ar: "الواحة", en: "Waha" }, minutes: 10 },
              zone: "Asia/Riyadh",
              sendAt,
              secrets: { code: "482913" },
              secretsUntil: NOW + 10 * MINUTE_MS,
            },
            Date.now(),
          ),
      );
    const sent = await put("code", NOW);
    const late = await put("late", NOW + HOUR_MS);
    await pass(0);
    expect(new URLSearchParams(providers.arrived[0]?.body).get("Body")).toContain("482913");
    const jobs = await t.run(async (ctx) => await ctx.db.system.query("_scheduled_functions").collect());
    expect(JSON.stringify(jobs)).not.toContain("482913");
    await pass(10 * MINUTE_MS);
    expect((await row(sent)).secrets).toBeUndefined();
    expect(await row(late)).toMatchObject({ state: "skipped", reason: "expired" });
    const everything = await t.run(async (ctx) => await ctx.db.query("outbox").collect());
    expect(JSON.stringify(everything)).not.toContain("482913");
    await pass(2 * HOUR_MS);
    expect(providers.arrived).toHaveLength(1);
  });
});
