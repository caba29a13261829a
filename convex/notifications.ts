/** The bell of a signed-in member: his own notifications and nobody else's. */
import { paginationOptsValidator, paginationResultValidator } from "convex/server";
import { v } from "convex/values";
import { appError } from "./lib/appError";
import { memberMutation, memberQuery } from "./lib/builders";
import { countUnread, notificationView, pageNotifications } from "./model/outbox/read";

/** Read in one go at most; the page asks again while something is left. */
const MARK_BATCH = 200;

/** One page, newest first. */
export const list = memberQuery("notifications.own")({
  args: { paginationOpts: paginationOptsValidator },
  returns: paginationResultValidator(notificationView),
  handler: async (ctx, { paginationOpts }) => await pageNotifications(ctx, ctx.actor.userId, paginationOpts),
});

/** How many are unread; 100 means "at least 100". */
export const unread = memberQuery("notifications.own")({
  args: {},
  returns: v.number(),
  handler: async (ctx) => await countUnread(ctx, ctx.actor.userId),
});

/** Marks one as read. Somebody else's is `access.denied`. */
export const markRead = memberMutation("notifications.own")({
  args: { notificationId: v.id("notifications") },
  returns: v.null(),
  handler: async (ctx, { notificationId }) => {
    const row = await ctx.db.get("notifications", notificationId);
    if (row?.userId !== ctx.actor.userId) throw appError("access.denied");
    if (!row.read) await ctx.db.patch("notifications", notificationId, { read: true });
    return null;
  },
});

/** Marks the oldest unread ones as read; answers whether more are left. */
export const markAllRead = memberMutation("notifications.own")({
  args: {},
  returns: v.object({ more: v.boolean() }),
  handler: async (ctx) => {
    const rows = await ctx.db
      .query("notifications")
      .withIndex("by_userId_and_read", (q) => q.eq("userId", ctx.actor.userId).eq("read", false))
      .take(MARK_BATCH);
    for (const row of rows) await ctx.db.patch("notifications", row._id, { read: true });
    return { more: rows.length === MARK_BATCH };
  },
});

/** Takes one off the list [N-02]. One that is gone, was never there or is somebody else's all change nothing. */
export const remove = memberMutation("notifications.own")({
  args: { notificationId: v.id("notifications") },
  returns: v.null(),
  handler: async (ctx, { notificationId }) => {
    const row = await ctx.db.get("notifications", notificationId);
    if (row?.userId !== ctx.actor.userId) return null;
    await ctx.db.delete("notifications", notificationId);
    return null;
  },
});
