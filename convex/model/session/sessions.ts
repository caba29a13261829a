/** The sessions of a user: listing them and ending them. A session ends by its row going; every query reads that row. */
import type { Doc, Id } from "../../_generated/dataModel";
import type { MutationCtx, QueryCtx } from "../../_generated/server";

/** More devices than anybody has; older sessions expire by themselves. */
const MAX_SESSIONS = 100;
/** A session renews its token about once an hour; what is left over after this many is worthless without the session. */
const MAX_REFRESH_TOKENS = 200;

/** Running sessions, newest first. */
export async function listSessions(ctx: QueryCtx, userId: Id<"users">): Promise<Doc<"authSessions">[]> {
  return await ctx.db
    .query("authSessions")
    .withIndex("userId", (q) => q.eq("userId", userId))
    .order("desc")
    .take(MAX_SESSIONS);
}

/** Ends one session; what its holder asks next, and what his pages show now, is refused. */
export async function endSession(ctx: MutationCtx, sessionId: Id<"authSessions">): Promise<void> {
  await ctx.db.delete("authSessions", sessionId);
  const tokens = await ctx.db
    .query("authRefreshTokens")
    .withIndex("sessionId", (q) => q.eq("sessionId", sessionId))
    .take(MAX_REFRESH_TOKENS);
  for (const token of tokens) await ctx.db.delete("authRefreshTokens", token._id);
}

/** Ends every session of a user but one; answers how many. */
export async function endSessions(
  ctx: MutationCtx,
  userId: Id<"users">,
  except: Id<"authSessions"> | null,
): Promise<number> {
  const ending = (await listSessions(ctx, userId)).filter((one) => one._id !== except);
  for (const session of ending) await endSession(ctx, session._id);
  return ending.length;
}
