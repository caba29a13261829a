/**
 * Tenant, branches and who belongs to them.
 * organizations, branches: written by the seed (and later by governance), read by everything that needs a zone.
 * memberships: written by the seed, read on every call to know the actor. Users and sessions are authTables.
 */
import { defineTable } from "convex/server";
import { v } from "convex/values";
import { localizedName, point, role } from "../../lib/validators";

export const organizationTables = {
  organizations: defineTable({ slug: v.string(), name: localizedName }).index("by_slug", ["slug"]),
  branches: defineTable({
    orgId: v.id("organizations"),
    slug: v.string(),
    name: localizedName,
    city: v.string(),
    zone: v.string(),
    center: point,
    /** Days off, 0 = Sunday … 6 = Saturday. */
    weekend: v.array(v.number()),
    hours: v.object({ openMinute: v.number(), closeMinute: v.number() }),
    currency: v.string(),
    phone: v.string(),
  }).index("by_orgId_and_slug", ["orgId", "slug"]),
  memberships: defineTable({
    userId: v.id("users"),
    orgId: v.id("organizations"),
    role,
    name: localizedName,
    /** Branches in scope; ignored for organisation-wide roles. */
    branchIds: v.array(v.id("branches")),
    technicianId: v.optional(v.id("technicians")),
    /** Offered on the sign-in page while DEMO_MODE is on. */
    demo: v.boolean(),
  })
    .index("by_userId", ["userId"])
    .index("by_orgId_and_demo", ["orgId", "demo"]),
};
