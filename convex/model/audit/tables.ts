/**
 * auditEntries: who changed what about people, settings and access. Append-only but for the name of an erased customer.
 * Written by record.ts only, in the transaction of the change itself; read by convex/audit.ts.
 */
import { literals } from "convex-helpers/validators";
import { defineTable } from "convex/server";
import { v } from "convex/values";
import { AUDIT_ACTIONS, AUDIT_SUBJECTS } from "../../../shared/audit/actions";
import { actorSnapshot } from "../../lib/validators";

export const auditAction = literals(...AUDIT_ACTIONS);
export const auditSubject = literals(...AUDIT_SUBJECTS);
export const auditFields = v.record(
  v.string(),
  v.union(v.string(), v.number(), v.boolean(), v.null(), v.array(v.string())),
);

export const auditTables = {
  auditEntries: defineTable({
    orgId: v.id("organizations"),
    at: v.number(),
    actor: actorSnapshot,
    action: auditAction,
    subject: v.object({ kind: auditSubject, id: v.string(), label: v.string() }),
    /** Changed fields only; both sides name the same ones. */
    before: auditFields,
    after: auditFields,
  })
    .index("by_orgId", ["orgId"])
    .index("by_orgId_and_action", ["orgId", "action"])
    .index("by_orgId_and_actor", ["orgId", "actor.userId"])
    .index("by_orgId_and_subject", ["orgId", "subject.kind", "subject.id"]),
};
