/**
 * Who is here, who looks at or holds which card, and whose view is followed. Advice for people: no rule reads it, and no
 * query of tickets, visits or technicians reads these tables.
 */
import { literals } from "convex-helpers/validators";
import { v } from "convex/values";
import { PRESENCE_PLACES } from "../shared/presence/presence";
import { memberMutation, memberQuery, publicMutation } from "./lib/builders";
import { requireBranch } from "./model/organization/access";
import {
  listPages,
  listWriters,
  presenceView,
  readSharedView,
  sharedView,
  writerView,
} from "./model/presence/read";
import { camera, pointed } from "./model/presence/tables";
import { keepPage, leavePage, shareView } from "./model/presence/write";
import { requireTicket } from "./model/tickets/read";

/**
 * The caller's page is here, in this state; said every few seconds (BEAT_EVERY_MS). Answers the page's public id.
 * A colleague to follow who is gone answers as if nobody was named.
 */
export const here = memberMutation("tickets.view")({
  args: {
    /** Random, 36 characters, one per open page. */
    key: v.string(),
    branchId: v.id("branches"),
    place: literals(...PRESENCE_PLACES),
    looksAt: v.nullable(v.id("tickets")),
    holds: v.array(v.id("tickets")),
    writesOn: v.nullable(v.id("tickets")),
    follows: v.nullable(v.id("presences")),
  },
  returns: v.id("presences"),
  handler: async (ctx, { key, ...state }) => await keepPage(ctx, ctx.actor, key, state, Date.now()),
});

/** What the caller's page shows, for those who follow it. */
export const share = memberMutation("board.view")({
  args: { key: v.string(), search: v.string(), camera: v.nullable(camera), pointed: v.nullable(pointed) },
  returns: v.null(),
  handler: async (ctx, { key, ...view }) => {
    await shareView(ctx, ctx.actor, key, view);
    return null;
  },
});

/**
 * The page with this key is closed. Open to everybody, because a closing page can only send a beacon, which carries no
 * sign-in: the key, 122 random bits nobody else is told, is the right to do it.
 */
export const leave = publicMutation({
  args: { key: v.string() },
  returns: v.null(),
  handler: async (ctx, { key }) => {
    await leavePage(ctx, key);
    return null;
  },
});

/** Pages open on a branch. */
export const list = memberQuery("board.view")({
  args: { branchId: v.id("branches") },
  returns: v.array(presenceView),
  handler: async (ctx, { branchId }) => {
    await requireBranch(ctx, ctx.actor, branchId);
    return await listPages(ctx, branchId);
  },
});

/** Who writes a note on a ticket at this moment. */
export const writers = memberQuery("records.view")({
  args: { ticketId: v.id("tickets") },
  returns: v.array(writerView),
  handler: async (ctx, { ticketId }) => {
    await requireTicket(ctx, ctx.actor, ticketId);
    return await listWriters(ctx, ticketId);
  },
});

/** What a followed page shows; null while it shows nothing or is gone. */
export const view = memberQuery("board.view")({
  args: { presenceId: v.id("presences") },
  returns: v.nullable(sharedView),
  handler: async (ctx, { presenceId }) => await readSharedView(ctx, ctx.actor, presenceId),
});
