/**
 * The life of an outbox message after it was planned. Each function is told the version it was armed with and leaves a
 * message alone that has moved on since: running twice, late or out of order changes nothing.
 */
import { v } from "convex/values";
import { internal } from "../_generated/api";
import type { Doc, Id } from "../_generated/dataModel";
import { internalMutation, internalQuery, type QueryCtx } from "../_generated/server";
import { messageText } from "../model/outbox/read";
import { deliverDue, settle as settleMessage } from "../model/outbox/deliver";
import { recheck } from "../model/reminders/recheck";

const armed = { messageId: v.id("outbox"), version: v.number() };

async function findArmed(
  ctx: QueryCtx,
  { messageId, version }: { messageId: Id<"outbox">; version: number },
  state: Doc<"outbox">["state"],
): Promise<Doc<"outbox"> | null> {
  const message = await ctx.db.get("outbox", messageId);
  return message && message.version === version && message.state === state ? message : null;
}

/** The time of a message has come. */
export const due = internalMutation({
  args: armed,
  returns: v.null(),
  handler: async (ctx, args) => {
    const message = await findArmed(ctx, args, "planned");
    if (!message) return null;
    const now = Date.now();
    if (now < message.sendAt) {
      // Woken early: nothing goes out before its time.
      const jobId = await ctx.scheduler.runAt(message.sendAt, internal.jobs.outbox.due, args);
      await ctx.db.patch("outbox", message._id, { jobId });
      return null;
    }
    await deliverDue(ctx, message, recheck, now);
    return null;
  },
});

/** What jobs/send hands to the provider; null when the attempt is not the running one. Secrets leave here only. */
export const content = internalQuery({
  args: armed,
  returns: v.nullable(
    v.object({
      channel: v.union(v.literal("sms"), v.literal("whatsapp"), v.literal("email")),
      to: v.string(),
      key: v.string(),
      locale: v.union(v.literal("ar"), v.literal("en")),
      subject: v.string(),
      body: v.string(),
    }),
  ),
  handler: async (ctx, args) => {
    const message = await findArmed(ctx, args, "sending");
    if (!message || message.to === null || message.channel === "inApp" || message.channel === "push")
      return null;
    const { secrets = {}, locale, key, channel, to } = message;
    return { channel, to, key, locale, ...messageText(message, secrets, locale) };
  },
});

/** The answer of the provider. */
export const settle = internalMutation({
  args: {
    ...armed,
    outcome: v.union(
      v.object({ kind: v.literal("sent"), providerId: v.string() }),
      v.object({
        kind: v.union(v.literal("refused"), v.literal("busy"), v.literal("lost")),
        detail: v.string(),
      }),
    ),
  },
  returns: v.null(),
  handler: async (ctx, { outcome, ...args }) => {
    const message = await findArmed(ctx, args, "sending");
    if (message) await settleMessage(ctx, message, outcome, Date.now());
    return null;
  },
});

/** No answer came in time: the process that asked is gone. */
export const lost = internalMutation({
  args: armed,
  returns: v.null(),
  handler: async (ctx, args) => {
    const message = await findArmed(ctx, args, "sending");
    if (message) await settleMessage(ctx, message, { kind: "lost", detail: "" }, Date.now());
    return null;
  },
});

/** One-time codes and links do not outlive their use. */
export const wipe = internalMutation({
  args: { messageId: v.id("outbox") },
  returns: v.null(),
  handler: async (ctx, { messageId }) => {
    const message = await ctx.db.get("outbox", messageId);
    if (!message?.secrets || (message.secretsUntil ?? 0) > Date.now()) return null;
    const { state, version, jobId } = message;
    if (state === "planned" && jobId) await ctx.scheduler.cancel(jobId);
    await ctx.db.patch("outbox", messageId, {
      secrets: undefined,
      ...(state === "planned"
        ? {
            state: "skipped",
            reason: "expired",
            version: version + 1,
            jobId: undefined,
            settledAt: Date.now(),
          }
        : {}),
    });
    return null;
  },
});
