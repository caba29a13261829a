/**
 * What the product keeps about signing in beside the library's own tables.
 * identities: which foreign identity (an outside issuer's `tokenIdentifier`) is which user; written by identity links.
 * loginCodes: the one running code per purpose and address, hashed; written and used up by model/session/codes.ts.
 * rateLimits: one bucket per limited thing; written by model/session/limits.ts, which also sweeps full ones away.
 */
import { defineTable } from "convex/server";
import { v } from "convex/values";

/**
 * phone, reset: prove an address · signOff, customerAct: prove the customer of a ticket (records/proof.ts), whose id stands
 * for the address.
 */
export const codePurpose = v.union(
  v.literal("phone"),
  v.literal("reset"),
  v.literal("signOff"),
  v.literal("customerAct"),
);

export const accessTables = {
  identities: defineTable({
    tokenIdentifier: v.string(),
    issuer: v.string(),
    userId: v.id("users"),
    linkedAt: v.number(),
  })
    .index("by_tokenIdentifier", ["tokenIdentifier"])
    .index("by_userId", ["userId"]),
  loginCodes: defineTable({
    purpose: codePurpose,
    /** E.164 phone or lower-case e-mail. */
    address: v.string(),
    codeHash: v.string(),
    expiresAt: v.number(),
    attemptsLeft: v.number(),
  })
    .index("by_purpose_and_address", ["purpose", "address"])
    .index("by_expiresAt", ["expiresAt"]),
  rateLimits: defineTable({
    key: v.string(),
    /** Tokens left at `at`; fractions while refilling. */
    tokens: v.number(),
    at: v.number(),
    /** When the bucket is full again, and the row says nothing any more. */
    fullAt: v.number(),
  })
    .index("by_key", ["key"])
    .index("by_fullAt", ["fullAt"]),
};
