/** The outbox and the bell as screens see them. Bounded, by index; never shows a secret outside a demo. */
import type { PaginationOptions, PaginationResult } from "convex/server";
import { type Infer, v } from "convex/values";
import type { Channel, MessageState } from "../../../shared/messages/channels";
import type { Locale } from "../../../shared/core/localized";
import { renderMessage } from "../../../shared/messages/render";
import { withStaffLink } from "../../../shared/messages/staffLink";
import type { MessageText } from "../../../shared/messages/text";
import { secretsOf } from "../../../shared/messages/templates";
import type { Doc, Id } from "../../_generated/dataModel";
import type { QueryCtx } from "../../_generated/server";
import { localizedName } from "../../lib/validators";
import { demoIsOn } from "../demo/accounts";
import { hasProvider } from "./providers";
import { channel, locale, messageParams, messageReason, messageState, templateCode } from "./tables";

const MAX_OF_TICKET = 100;
const MAX_UNREAD = 100;

const text = v.object({ subject: v.string(), body: v.string() });

export const outboxView = v.object({
  messageId: v.id("outbox"),
  template: templateCode,
  channel,
  audience: v.union(v.literal("customer"), v.literal("staff")),
  to: v.nullable(v.string()),
  /** The person of the company it goes to. */
  recipient: v.nullable(localizedName),
  locale,
  zone: v.string(),
  /** As it reads in both languages; a secret is dots, except in a demo, where nothing reaches anybody. */
  texts: v.object({ ar: text, en: text }),
  ticketId: v.nullable(v.id("tickets")),
  /** The number of that ticket, which opens its page. */
  number: v.nullable(v.string()),
  sendAt: v.number(),
  state: messageState,
  reason: v.nullable(messageReason),
  detail: v.nullable(v.string()),
  attempts: v.number(),
  settledAt: v.nullable(v.number()),
});
export type OutboxView = Infer<typeof outboxView>;

async function toView(ctx: QueryCtx, row: Doc<"outbox">): Promise<OutboxView> {
  const { template, params, zone, userId, orgId } = row;
  const { number } = params;
  const shown = demoIsOn() ? (row.secrets ?? {}) : {};
  return {
    messageId: row._id,
    template,
    channel: row.channel,
    audience: row.audience,
    to: row.to,
    recipient: userId ? await nameOf(ctx, userId, orgId) : null,
    locale: row.locale,
    zone,
    texts: { ar: messageText(row, shown, "ar"), en: messageText(row, shown, "en") },
    ticketId: row.ticketId ?? null,
    number: row.ticketId && typeof number === "string" ? number : null,
    sendAt: row.sendAt,
    state: row.state,
    reason: row.reason ?? null,
    detail: row.detail ?? null,
    attempts: row.attempts,
    settledAt: row.settledAt ?? null,
  };
}

/** As it reads where it arrives: with the link of whoever works here. */
export function messageText(
  row: Doc<"outbox">,
  secrets: Readonly<Record<string, string>>,
  locale: Locale,
): MessageText {
  const { template, params, zone } = row;
  return withStaffLink(
    renderMessage({ template, params, zone, secrets }, locale),
    row,
    process.env["SITE_URL"] ?? "",
  );
}

async function nameOf(ctx: QueryCtx, userId: Id<"users">, orgId: Id<"organizations">) {
  const memberships = await ctx.db
    .query("memberships")
    .withIndex("by_userId", (q) => q.eq("userId", userId))
    .take(20);
  return memberships.find((member) => member.orgId === orgId)?.name ?? null;
}

export interface OutboxFilter {
  readonly state: MessageState | null;
  readonly channel: Channel | null;
}

/** One page of a company's messages: what happened last first, what is still planned last; planned alone: next first. */
export async function pageOutbox(
  ctx: QueryCtx,
  orgId: Id<"organizations">,
  filter: OutboxFilter,
  paginationOpts: PaginationOptions,
): Promise<PaginationResult<OutboxView>> {
  const rows =
    filter.state === "planned" ? upcoming(ctx, orgId, filter.channel) : settled(ctx, orgId, filter);
  const page = await rows.paginate(paginationOpts);
  return { ...page, page: await Promise.all(page.page.map((row) => toView(ctx, row))) };
}

function upcoming(ctx: QueryCtx, orgId: Id<"organizations">, way: Channel | null) {
  const table = ctx.db.query("outbox");
  if (way === null)
    return table.withIndex("by_orgId_and_state_and_sendAt", (q) =>
      q.eq("orgId", orgId).eq("state", "planned"),
    );
  return table.withIndex("by_orgId_and_state_and_channel_and_sendAt", (q) =>
    q.eq("orgId", orgId).eq("state", "planned").eq("channel", way),
  );
}

/** Rows that are not settled have no instant and so stand behind all others. */
function settled(ctx: QueryCtx, orgId: Id<"organizations">, { state, channel: way }: OutboxFilter) {
  const table = ctx.db.query("outbox");
  const rows =
    state !== null && way !== null
      ? table.withIndex("by_orgId_and_state_and_channel_and_settledAt", (q) =>
          q.eq("orgId", orgId).eq("state", state).eq("channel", way),
        )
      : state !== null
        ? table.withIndex("by_orgId_and_state_and_settledAt", (q) => q.eq("orgId", orgId).eq("state", state))
        : way !== null
          ? table.withIndex("by_orgId_and_channel_and_settledAt", (q) =>
              q.eq("orgId", orgId).eq("channel", way),
            )
          : table.withIndex("by_orgId_and_settledAt", (q) => q.eq("orgId", orgId));
  return rows.order("desc");
}

/** Messages about one ticket, newest first; codes and links that are secrets are left out. */
export async function messagesOfTicket(ctx: QueryCtx, ticketId: Id<"tickets">): Promise<OutboxView[]> {
  const rows = await ctx.db
    .query("outbox")
    .withIndex("by_ticketId_and_state", (q) => q.eq("ticketId", ticketId))
    .take(MAX_OF_TICKET);
  const open = rows.filter((row) => secretsOf(row.template).length === 0);
  return await Promise.all(open.toSorted((a, b) => b.sendAt - a.sendAt).map((row) => toView(ctx, row)));
}

/** Which ways of sending this deployment has. */
export function listWays(): { channel: Channel; ready: boolean }[] {
  const ways = ["sms", "whatsapp", "email", "inApp", "push"] as const;
  return ways.map((way) => ({ channel: way, ready: hasProvider(way) }));
}

export const notificationView = v.object({
  notificationId: v.id("notifications"),
  template: templateCode,
  params: messageParams,
  zone: v.string(),
  ticketId: v.nullable(v.id("tickets")),
  at: v.number(),
  read: v.boolean(),
});

/** One page of a person's bell, newest first. */
export async function pageNotifications(
  ctx: QueryCtx,
  userId: Id<"users">,
  paginationOpts: PaginationOptions,
): Promise<PaginationResult<Infer<typeof notificationView>>> {
  const page = await ctx.db
    .query("notifications")
    .withIndex("by_userId", (q) => q.eq("userId", userId))
    .order("desc")
    .paginate(paginationOpts);
  return {
    ...page,
    page: page.page.map((row) => ({
      notificationId: row._id,
      template: row.template,
      params: row.params,
      zone: row.zone,
      ticketId: row.ticketId ?? null,
      at: row._creationTime,
      read: row.read,
    })),
  };
}

/** Unread ones, counted up to a hundred. */
export async function countUnread(ctx: QueryCtx, userId: Id<"users">): Promise<number> {
  const rows = await ctx.db
    .query("notifications")
    .withIndex("by_userId_and_read", (q) => q.eq("userId", userId).eq("read", false))
    .take(MAX_UNREAD);
  return rows.length;
}
