/** Who looked back at which day of a branch [E-17]: one entry per person and day of looking, however often he does. */
import { isServiceDay, serviceDayOf } from "../../../shared/time/zones";
import type { Doc } from "../../_generated/dataModel";
import type { MutationCtx } from "../../_generated/server";
import { appError } from "../../lib/appError";
import { record } from "../audit/record";
import type { StaffActor } from "../organization/access";

export async function noteOpened(
  ctx: MutationCtx,
  actor: StaffActor,
  branch: Doc<"branches">,
  serviceDay: string,
  now: number,
): Promise<null> {
  if (!isServiceDay(serviceDay)) throw appError("input.invalid", { field: "serviceDay" });
  const today = serviceDayOf(now, branch.zone);
  if (serviceDay > today) throw appError("input.invalid", { field: "serviceDay" });
  // The subject is the looking itself, so that the index finds it again.
  const id = `${branch._id} ${serviceDay} ${actor.userId} ${today}`;
  const { orgId } = actor.membership;
  const known = await ctx.db
    .query("auditEntries")
    .withIndex("by_orgId_and_subject", (q) =>
      q.eq("orgId", orgId).eq("subject.kind", "replay").eq("subject.id", id),
    )
    .first();
  if (known) return null;
  await record(ctx, actor, {
    action: "replay.opened",
    subject: { kind: "replay", id, label: `${branch.name.ar} · ${serviceDay}` },
    after: { branch: branch.name.ar, day: serviceDay },
  });
  return null;
}
