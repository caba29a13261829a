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
