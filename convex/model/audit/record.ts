/** Writing the audit log. Called inside the mutation that makes the change, so that neither exists without the other. */
import {
  type AuditAction,
  auditDifference,
  type AuditFields,
  type AuditSubject,
} from "../../../shared/audit/actions";
import type { Role } from "../../../shared/access/roles";
import type { LocalizedName } from "../../../shared/core/localized";
import type { Id } from "../../_generated/dataModel";
import type { MutationCtx } from "../../_generated/server";

/** Who is written down; a {@link StaffActor} fits, and so does somebody who has no membership yet. */
export interface AuditActor {
  readonly userId: Id<"users"> | null;
  readonly membership: {
    readonly orgId: Id<"organizations">;
    readonly name: LocalizedName;
    readonly role: Role | null;
  };
}

export interface AuditChange {
  readonly action: AuditAction;
  readonly subject: { readonly kind: AuditSubject; readonly id: string; readonly label: string };
  readonly before?: AuditFields;
  readonly after?: AuditFields;
}

/** Appends one entry. Only fields that differ are kept, and none that names a secret. */
export async function record(ctx: MutationCtx, actor: AuditActor, change: AuditChange): Promise<void> {
  const { orgId, name, role } = actor.membership;
  const { before, after } = auditDifference(change.before ?? {}, change.after ?? {});
  const stored = (fields: typeof before) =>
    Object.fromEntries(
      Object.entries(fields).map(([field, value]) => [
        field,
        typeof value === "object" && value !== null ? [...value] : value,
      ]),
    );
  await ctx.db.insert("auditEntries", {
    orgId,
    at: Date.now(),
    actor: { userId: actor.userId, name, role },
    action: change.action,
    subject: change.subject,
    before: stored(before),
    after: stored(after),
  });
}

/** Entries about one subject; a customer has an export or two. */
const MAX_FORGOTTEN = 500;

/** Takes the name of a subject out of its entries: what was done stays, and to which record, not to whom. */
export async function forgetSubject(
  ctx: MutationCtx,
  orgId: Id<"organizations">,
  kind: AuditSubject,
  subjectId: string,
): Promise<void> {
  const entries = await ctx.db
    .query("auditEntries")
    .withIndex("by_orgId_and_subject", (q) =>
      q.eq("orgId", orgId).eq("subject.kind", kind).eq("subject.id", subjectId),
    )
    .take(MAX_FORGOTTEN);
  for (const { _id, subject } of entries)
    if (subject.label !== "") await ctx.db.patch("auditEntries", _id, { subject: { ...subject, label: "" } });
}
