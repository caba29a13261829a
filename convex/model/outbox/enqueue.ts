/**
 * Putting a message into the outbox, and taking it back. Sends nothing itself: at `sendAt` jobs/outbox looks at the
 * message again and delivers it. Everything here belongs to the caller's transaction.
 */
import type { Locale } from "../../../shared/core/localized";
import type { Channel, MessageReason } from "../../../shared/messages/channels";
import type { MessageParams, MessageSecrets, TemplateCode } from "../../../shared/messages/templates";
import { internal } from "../../_generated/api";
import type { Doc, Id } from "../../_generated/dataModel";
import type { MutationCtx } from "../../_generated/server";

/** Who gets it: an address of a customer, or a person of the company (whose own address is looked up when it goes). */
export type Recipient =
  | { readonly audience: "customer"; readonly to: string | null }
  | { readonly audience: "staff"; readonly userId: Id<"users">; readonly to?: string };

type SecretPart<T extends TemplateCode> = keyof MessageSecrets<T> extends never
  ? { readonly secrets?: never; readonly secretsUntil?: never }
  : {
      /** Kept in the outbox row alone. */
      readonly secrets: MessageSecrets<T>;
      /** When they are wiped, epoch ms; a message still waiting then is not sent. */
      readonly secretsUntil: number;
    };

export type NewMessage<T extends TemplateCode> = {
  readonly orgId: Id<"organizations">;
  /** Unique over all messages: a second message with this key is the first one. */
  readonly key: string;
  readonly template: T;
  readonly channel: Channel;
  readonly recipient: Recipient;
  readonly params: MessageParams<T>;
  /** Zone of instants in the text. */
  readonly zone: string;
  /** Language of the reader; Arabic when nothing is known. */
  readonly locale?: Locale;
  /** Epoch ms; at once when absent. */
  readonly sendAt?: number;
  readonly validUntil?: number;
  readonly ticketId?: Id<"tickets">;
  readonly reminder?: Doc<"outbox">["reminder"];
  /** The caller has read every message with such a key and there is none: it is not looked for again. */
  readonly isNew?: boolean;
} & SecretPart<T>;

/** Plans a message, or answers the one that already has its key, unchanged. `now` is the transaction's clock. */
export async function enqueue<T extends TemplateCode>(
  ctx: MutationCtx,
  message: NewMessage<T>,
  now: number,
): Promise<Id<"outbox">> {
  const { key, recipient, secrets, secretsUntil } = message;
  const twin =
    message.isNew === true
      ? null
      : await ctx.db
          .query("outbox")
          .withIndex("by_key", (q) => q.eq("key", key))
          .unique();
  if (twin) return twin._id;
  const sendAt = message.sendAt ?? now;
  const messageId = await ctx.db.insert("outbox", {
    orgId: message.orgId,
    key,
    template: message.template,
    channel: message.channel,
    audience: recipient.audience,
    ...(recipient.audience === "staff" ? { userId: recipient.userId } : {}),
    to: recipient.to ?? null,
    locale: message.locale ?? "ar",
    zone: message.zone,
    params: { ...message.params },
    ...(secrets && secretsUntil !== undefined ? { secrets: { ...secrets }, secretsUntil } : {}),
    ...(message.ticketId ? { ticketId: message.ticketId } : {}),
    ...(message.reminder ? { reminder: message.reminder } : {}),
    sendAt,
    ...(message.validUntil === undefined ? {} : { validUntil: message.validUntil }),
    state: "planned",
    attempts: 0,
    version: 1,
  });
  const jobId = await ctx.scheduler.runAt(sendAt, internal.jobs.outbox.due, { messageId, version: 1 });
  await ctx.db.patch("outbox", messageId, { jobId });
  if (secretsUntil !== undefined)
    await ctx.scheduler.runAt(secretsUntil, internal.jobs.outbox.wipe, { messageId });
  return messageId;
}

/** Takes back a message that has not gone out; anything else is left alone. Its secrets go with it. */
export async function withdraw(
  ctx: MutationCtx,
  message: Doc<"outbox">,
  reason: MessageReason,
  now: number,
): Promise<void> {
  if (message.state !== "planned") return;
  if (message.jobId) await ctx.scheduler.cancel(message.jobId);
  await ctx.db.patch("outbox", message._id, {
    state: "skipped",
    reason,
    version: message.version + 1,
    jobId: undefined,
    secrets: undefined,
    settledAt: now,
  });
}
