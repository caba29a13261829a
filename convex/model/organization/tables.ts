/**
 * Tenant, branches and who belongs to them.
 * organizations: written by the seed and by founding. branches: by branches.ts, their calendar by model/clocks, read by
 * everything that needs a zone.
 * memberships: written by the seed and model/people, read on every call to know the actor. Users and sessions are
 * authTables.
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
    /** Grows with every change of name, city, place or phone; 1 when absent. Who changed it last, and when. */
    version: v.optional(v.number()),
    changedAt: v.optional(v.number()),
    changedBy: v.optional(localizedName),
    /** Local days on which the branch rests, "YYYY-MM-DD"; changed with model/clocks replanBranch. */
    holidays: v.optional(v.array(v.string())),
  }).index("by_orgId_and_slug", ["orgId", "slug"]),
  memberships: defineTable({
    userId: v.id("users"),
    orgId: v.id("organizations"),
    role,
    name: localizedName,
    /** Branches in scope; ignored for organisation-wide roles. */
    branchIds: v.array(v.id("branches")),
    technicianId: v.optional(v.id("technicians")),
    /** A supervisor's teams; none named means every technician of the branches. */
    teamIds: v.optional(v.array(v.id("teams"))),
    /** When the member was shut out; absent while he may work. */
    deactivatedAt: v.optional(v.number()),
    /** Grows with every change of role, branches or standing; 1 when absent. */
    version: v.optional(v.number()),
    /** When the person last chose this company among several. */
    chosenAt: v.optional(v.number()),
    /** What the member is found by, folded; written by model/people/search.ts. */
    text: v.optional(v.string()),
    /** Offered on the sign-in page while DEMO_MODE is on. */
    demo: v.boolean(),
  })
    .index("by_userId", ["userId"])
    .index("by_orgId", ["orgId"])
    .index("by_orgId_and_role", ["orgId", "role"])
    .index("by_technicianId", ["technicianId"])
    .index("by_orgId_and_demo", ["orgId", "demo"])
    .searchIndex("search_text", { searchField: "text", filterFields: ["orgId"] }),
};
