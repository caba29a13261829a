/**
 * invitations: who was asked to join, with which role and branches. The token itself is never stored, only its hash.
 * teams: technicians under one supervisor; named by memberships.teamIds and technicians.teamId.
 * Both written by model/people only.
 */
import { literals } from "convex-helpers/validators";
import { defineTable } from "convex/server";
import { v } from "convex/values";
import { STAFF_ROLES } from "../../../shared/access/roles";
import { localizedName } from "../../lib/validators";

export const staffRole = literals(...STAFF_ROLES);
export const invitationState = v.union(v.literal("open"), v.literal("accepted"), v.literal("revoked"));

export const peopleTables = {
  invitations: defineTable({
    orgId: v.id("organizations"),
    email: v.string(),
    name: localizedName,
    role: staffRole,
    branchIds: v.array(v.id("branches")),
    tokenHash: v.string(),
    expiresAt: v.number(),
    state: invitationState,
    /** Absent for the owner of a newly founded company. */
    invitedBy: v.optional(v.id("memberships")),
    /** The technician record the new member takes over, when there is one already. */
    technicianId: v.optional(v.id("technicians")),
  })
    .index("by_tokenHash", ["tokenHash"])
    .index("by_orgId_and_state", ["orgId", "state"])
    .index("by_orgId_and_email_and_state", ["orgId", "email", "state"]),
  teams: defineTable({
    orgId: v.id("organizations"),
    branchId: v.id("branches"),
    name: localizedName,
  }).index("by_orgId", ["orgId"]),
};
