/**
 * Links for the signed-in customer himself: whoever proved the number of a ticket can always open its page, also when the
 * time of the link that was sent to him is over [C-02].
 */
import { HOUR_MS } from "../../../shared/time/zones";
import type { Doc } from "../../_generated/dataModel";
import type { MutationCtx, QueryCtx } from "../../_generated/server";
import { newToken } from "./token";

/** A ticket has one link, a few more when links were renewed. */
const MAX_LINKS = 20;
/** How long a page of a closed ticket stays open that its customer opened anew; he can open it again. */
const REOPENED_HOURS = 24;

async function linksOf(ctx: QueryCtx, ticket: Doc<"tickets">): Promise<Doc<"trackingLinks">[]> {
  return await ctx.db
    .query("trackingLinks")
    .withIndex("by_ticketId", (q) => q.eq("ticketId", ticket._id))
    .order("desc")
    .take(MAX_LINKS);
}

function works(link: Doc<"trackingLinks">, now: number): boolean {
  return !link.revoked && link.scope === "ticket" && (link.expiresAt === undefined || link.expiresAt > now);
}

/** Token of the newest link that opens the ticket and may act for its customer, or null. */
export async function workingToken(ctx: QueryCtx, ticket: Doc<"tickets">): Promise<string | null> {
  const now = Date.now();
  return (await linksOf(ctx, ticket)).find((link) => works(link, now))?.token ?? null;
}

/** The same, made anew when there is none. Links made before in this way whose time is over are removed. */
export async function openOwnLink(ctx: MutationCtx, ticket: Doc<"tickets">, now: number): Promise<string> {
  const links = await linksOf(ctx, ticket);
  const working = links.find((link) => works(link, now));
  if (working) return working.token;
  for (const link of links)
    if (link.expiresAt !== undefined && link.expiresAt <= now) await ctx.db.delete("trackingLinks", link._id);
  const token = newToken();
  await ctx.db.insert("trackingLinks", {
    token,
    ticketId: ticket._id,
    scope: "ticket",
    revoked: false,
    // The job that ends the links of a closed ticket has run, or will: this one ends by itself.
    ...(ticket.closedDay === undefined ? {} : { expiresAt: now + REOPENED_HOURS * HOUR_MS }),
  });
  return token;
}
