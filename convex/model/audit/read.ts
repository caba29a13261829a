/** Reading the audit log by index, one company at a time. */
import type { PaginationOptions, PaginationResult } from "convex/server";
import { type Infer, v } from "convex/values";
import type { AuditAction, AuditSubject } from "../../../shared/audit/actions";
import type { Doc, Id } from "../../_generated/dataModel";
import type { QueryCtx } from "../../_generated/server";
import { actorSnapshot } from "../../lib/validators";
import { auditAction, auditFields, auditSubject } from "./tables";

export const auditEntryView = v.object({
  entryId: v.id("auditEntries"),
  at: v.number(),
  actor: actorSnapshot,
  action: auditAction,
  subject: v.object({ kind: auditSubject, id: v.string(), label: v.string() }),
  before: auditFields,
  after: auditFields,
});
export type AuditEntryView = Infer<typeof auditEntryView>;

export interface AuditFilter {
  readonly subject?: { readonly kind: AuditSubject; readonly id: string };
  readonly userId?: Id<"users">;
  readonly action?: AuditAction;
}

/** One page of a company's entries, newest first. */
export async function pageEntries(
  ctx: QueryCtx,
  orgId: Id<"organizations">,
  filter: AuditFilter,
  paginationOpts: PaginationOptions,
): Promise<PaginationResult<AuditEntryView>> {
  const page = await filtered(ctx, orgId, filter).order("desc").paginate(paginationOpts);
  return { ...page, page: page.page.map(toView) };
}

function filtered(ctx: QueryCtx, orgId: Id<"organizations">, { subject, userId, action }: AuditFilter) {
  const table = ctx.db.query("auditEntries");
  if (subject)
    return table.withIndex("by_orgId_and_subject", (q) =>
      q.eq("orgId", orgId).eq("subject.kind", subject.kind).eq("subject.id", subject.id),
    );
  if (userId)
    return table.withIndex("by_orgId_and_actor", (q) => q.eq("orgId", orgId).eq("actor.userId", userId));
  if (action) return table.withIndex("by_orgId_and_action", (q) => q.eq("orgId", orgId).eq("action", action));
  return table.withIndex("by_orgId", (q) => q.eq("orgId", orgId));
}

function toView({ _id, at, actor, action, subject, before, after }: Doc<"auditEntries">): AuditEntryView {
  return { entryId: _id, at, actor, action, subject, before, after };
}
