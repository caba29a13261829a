/** Opening a tracking link. Unknown, revoked, expired, too narrow and orphaned ones are all the same from outside. */
import type { Doc } from "../../_generated/dataModel";
import type { QueryCtx } from "../../_generated/server";
import { appError } from "../../lib/appError";

/** `view` may look; `ticket` may also answer, write and cancel for the customer. */
export type LinkScope = Doc<"trackingLinks">["scope"];

const MAX_TOKEN_LENGTH = 100;

export interface OpenedLink {
  readonly link: Doc<"trackingLinks">;
  readonly ticket: Doc<"tickets">;
}

/** The ticket behind a token that reaches `scope`, or null. */
export async function findLink(ctx: QueryCtx, token: string, scope: LinkScope): Promise<OpenedLink | null> {
  // No token is longer; a huge one is not worth a look into an index.
  if (token.length > MAX_TOKEN_LENGTH) return null;
  const link = await ctx.db
    .query("trackingLinks")
    .withIndex("by_token", (q) => q.eq("token", token))
    .unique();
  if (!link || link.revoked) return null;
  if (link.expiresAt !== undefined && link.expiresAt <= Date.now()) return null;
  if (scope === "ticket" && link.scope !== "ticket") return null;
  const ticket = await ctx.db.get("tickets", link.ticketId);
  return ticket ? { link, ticket } : null;
}

/** The same, or `access.denied`. */
export async function requireLink(ctx: QueryCtx, token: string, scope: LinkScope): Promise<OpenedLink> {
  const opened = await findLink(ctx, token, scope);
  if (!opened) throw appError("access.denied");
  return opened;
}
