/** The audit log of the company, newest first [E-17]. */
import { paginationOptsValidator, paginationResultValidator } from "convex/server";
import { v } from "convex/values";
import { memberQuery } from "./lib/builders";
import { auditEntryView, pageEntries } from "./model/audit/read";
import { auditAction, auditSubject } from "./model/audit/tables";

/** One page; at most one filter counts, in the order subject, person, action. */
export const list = memberQuery("audit.view")({
  args: {
    subject: v.optional(v.object({ kind: auditSubject, id: v.string() })),
    userId: v.optional(v.id("users")),
    action: v.optional(auditAction),
    paginationOpts: paginationOptsValidator,
  },
  returns: paginationResultValidator(auditEntryView),
  handler: async (ctx, { paginationOpts, ...filter }) =>
    await pageEntries(ctx, ctx.actor.membership.orgId, filter, paginationOpts),
});
