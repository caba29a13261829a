/**
 * What happens to a planned message when its time comes, and what the answer of a provider means. Runs inside
 * internal mutations only (jobs/outbox.ts); the call to the provider itself is jobs/send.ts.
 *
 *   due: planned -> sent (bell) | notSent | skipped | sending -> jobs/send -> settle: sent | planned (retry) | failed
 */
import { type Channel, type MessageReason, RETRY_WAITS_MS } from "../../../shared/messages/channels";
import { MINUTE_MS } from "../../../shared/time/zones";
import { internal } from "../../_generated/api";
import type { Doc } from "../../_generated/dataModel";
import type { MutationCtx, QueryCtx } from "../../_generated/server";
import { hasProvider, mayReach } from "./providers";

/** A provider call that has not answered by then is counted as lost. */
const LOST_AFTER_MS = 5 * MINUTE_MS;

/** What a provider call came to. `refused`: it will never work · `busy`: certainly not sent · `lost`: nobody knows. */
export type SendOutcome =
  | { readonly kind: "sent"; readonly providerId: string }
  | { readonly kind: "refused" | "busy" | "lost"; readonly detail: string };

/** Send it, perhaps with fresher words; or do not, and why. */
export type Verdict =
  | { readonly send: true; readonly params?: Doc<"outbox">["params"] }
  | { readonly send: false; readonly reason: MessageReason };

/** Looks again whether a message is still true. Given by the area that planned it. */
export type Recheck = (ctx: QueryCtx, message: Doc<"outbox">) => Promise<Verdict>;

/** Delivers a message whose time has come. The caller has checked that it is the armed version and still planned. */
export async function deliverDue(
  ctx: MutationCtx,
  message: Doc<"outbox">,
  recheck: Recheck,
  now: number,
): Promise<void> {
  const close = async (state: "sent" | "notSent" | "skipped", reason?: MessageReason) =>
    await ctx.db.patch("outbox", message._id, {
      state,
      ...(reason ? { reason } : {}),
      version: message.version + 1,
      jobId: undefined,
      settledAt: now,
    });
  if (now > (message.secretsUntil ?? Number.POSITIVE_INFINITY)) return await close("skipped", "expired");
  if (now > (message.validUntil ?? Number.POSITIVE_INFINITY)) return await close("skipped", "tooLate");
  const verdict = await recheck(ctx, message);
  if (!verdict.send) return await close("skipped", verdict.reason);
  const { params = message.params } = verdict;
  if (params !== message.params) await ctx.db.patch("outbox", message._id, { params });
  if (message.channel === "inApp") {
    if (!message.userId) return await close("notSent", "noAddress");
    await ctx.db.insert("notifications", {
      userId: message.userId,
      orgId: message.orgId,
      template: message.template,
      params,
      zone: message.zone,
      ...(message.ticketId ? { ticketId: message.ticketId } : {}),
      read: false,
    });
    return await close("sent");
  }
  if (!hasProvider(message.channel)) return await close("notSent", "noProvider");
  const to = await addressOf(ctx, message);
  if (to === null) return await close("notSent", "noAddress");
  if (!mayReach(to)) return await close("notSent", "demoAddress");
  const version = message.version + 1;
  const job = { messageId: message._id, version };
  await ctx.scheduler.runAfter(0, internal.jobs.send.send, job);
  const jobId = await ctx.scheduler.runAt(now + LOST_AFTER_MS, internal.jobs.outbox.lost, job);
  await ctx.db.patch("outbox", message._id, {
    state: "sending",
    to,
    attempts: message.attempts + 1,
    version,
    jobId,
  });
}

async function addressOf(ctx: QueryCtx, message: Doc<"outbox">): Promise<string | null> {
  if (message.to !== null) return message.to;
  const user = message.userId ? await ctx.db.get("users", message.userId) : null;
  return (message.channel === "email" ? user?.email : user?.phone) ?? null;
}

/**
 * Writes down what came of a provider call. The caller has checked that this attempt is the running one.
 * Race: the provider took the message but its answer was lost. An e-mail carries the outbox key as its idempotency key,
 * so sending it again sends nothing twice; a text message has no such key, so a lost one is not repeated.
 */
export async function settle(
  ctx: MutationCtx,
  message: Doc<"outbox">,
  outcome: SendOutcome,
  now: number,
): Promise<void> {
  if (message.jobId) await ctx.scheduler.cancel(message.jobId);
  const version = message.version + 1;
  if (outcome.kind === "sent")
    return await ctx.db.patch("outbox", message._id, {
      state: "sent",
      reason: undefined,
      detail: undefined,
      providerId: outcome.providerId,
      version,
      jobId: undefined,
      settledAt: now,
    });
  const waitMs = RETRY_WAITS_MS[message.attempts - 1];
  if (mayRepeat(message.channel, outcome.kind) && waitMs !== undefined) {
    const sendAt = now + waitMs;
    const jobId = await ctx.scheduler.runAt(sendAt, internal.jobs.outbox.due, {
      messageId: message._id,
      version,
    });
    return await ctx.db.patch("outbox", message._id, {
      state: "planned",
      reason: "unreachable",
      detail: outcome.detail,
      sendAt,
      version,
      jobId,
    });
  }
  await ctx.db.patch("outbox", message._id, {
    state: "failed",
    reason:
      outcome.kind === "refused" ? "refused" : outcome.kind === "busy" ? "unreachable" : "outcomeUnknown",
    detail: outcome.detail,
    version,
    jobId: undefined,
    settledAt: now,
  });
}

function mayRepeat(channel: Channel, kind: "refused" | "busy" | "lost"): boolean {
  return kind === "busy" || (kind === "lost" && channel === "email");
}
