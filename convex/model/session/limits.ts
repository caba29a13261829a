/**
 * Flood limits: a bucket of tokens per limited thing that refills evenly. Rows of buckets that are full again are swept
 * away by later calls, so the table stays as small as the present traffic.
 */
import { HOUR_MS, MINUTE_MS } from "../../../shared/time/zones";
import type { MutationCtx } from "../../_generated/server";

/** Bucket size and the time in which an empty one is full again. */
const LIMITS = {
  /** Codes sent to one address. */
  codePerAddress: { size: 5, refillMs: HOUR_MS },
  /** Codes sent at all; an attacker with many addresses meets this one. */
  codeOverall: { size: 300, refillMs: HOUR_MS },
  /** Tries to use an invitation token or a code that is not running. */
  blindTries: { size: 600, refillMs: HOUR_MS },
  /** Invitations of one company. */
  invitations: { size: 60, refillMs: HOUR_MS },
  /** Requests of strangers for one phone number, and of strangers at all. */
  guestPerPhone: { size: 5, refillMs: HOUR_MS },
  guestOverall: { size: 200, refillMs: HOUR_MS },
  /** Writes by the holder of one tracking link. */
  linkWrites: { size: 30, refillMs: 10 * MINUTE_MS },
} as const;
export type LimitName = keyof typeof LIMITS;

const SWEPT_PER_CALL = 3;

/**
 * Takes one token. Answers null when there was one, else after how many milliseconds there is one again; nothing is
 * thrown, because a thrown mutation would forget the sweep and callers differ in what they may tell.
 */
export async function takeToken(
  ctx: MutationCtx,
  name: LimitName,
  subject: string,
  now: number,
): Promise<number | null> {
  const { size, refillMs } = LIMITS[name];
  const key = `${name}:${subject}`;
  const full = await ctx.db
    .query("rateLimits")
    .withIndex("by_fullAt", (q) => q.lt("fullAt", now))
    .take(SWEPT_PER_CALL);
  for (const row of full) if (row.key !== key) await ctx.db.delete("rateLimits", row._id);
  const row = await ctx.db
    .query("rateLimits")
    .withIndex("by_key", (q) => q.eq("key", key))
    .unique();
  const perToken = refillMs / size;
  const left = row ? Math.min(size, row.tokens + Math.max(0, now - row.at) / perToken) : size;
  if (left < 1) return Math.ceil((1 - left) * perToken);
  const tokens = left - 1;
  const state = { key, tokens, at: now, fullAt: now + Math.ceil((size - tokens) * perToken) };
  if (row) await ctx.db.patch("rateLimits", row._id, state);
  else await ctx.db.insert("rateLimits", state);
  return null;
}
