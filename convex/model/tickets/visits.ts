/**
 * The one writer of appointments: what each lifecycle action does to the visit. Called by the applier only, after the
 * plan allowed the step.
 */
import { invariant } from "../../../shared/core/invariant";
import type { TicketAction } from "../../../shared/tickets/transitions";
import type { Doc } from "../../_generated/dataModel";
import type { MutationCtx } from "../../_generated/server";

/** What a step may change on a visit; `undefined` removes a field. */
type VisitPatch = Partial<Pick<Doc<"appointments">, "technicianId" | "startsAt" | "endsAt" | "travel">> &
  Partial<Pick<Doc<"appointments">, "arrivedAt" | "finishedAt">> & { departedAt?: number | undefined };

export interface VisitChange {
  action: TicketAction;
  technician: Doc<"technicians"> | null;
  startsAt: number | null;
  endsAt: number | null;
}

/** Applies the action and answers the ticket's current visit afterwards, null when nobody holds it. */
export async function changeVisit(
  ctx: MutationCtx,
  ticket: Doc<"tickets">,
  visit: Doc<"appointments"> | null,
  change: VisitChange,
  occurredAt: number,
): Promise<Doc<"appointments"> | null> {
  const { action, technician, startsAt, endsAt } = change;
  const patch = async (fields: VisitPatch) => {
    invariant(visit, `${action} finds a visit`);
    await ctx.db.patch("appointments", visit._id, fields);
    return await ctx.db.get("appointments", visit._id);
  };
  switch (action) {
    case "assign": {
      invariant(technician, "assign names a technician");
      const id = await ctx.db.insert("appointments", {
        ticketId: ticket._id,
        branchId: ticket.branchId,
        technicianId: technician._id,
        travel: "planned",
      });
      return await ctx.db.get("appointments", id);
    }
    case "reassign":
      invariant(technician, "reassign names a technician");
      return await patch({ technicianId: technician._id });
    case "schedule":
    case "reschedule":
      invariant(startsAt !== null && endsAt !== null, `${action} gives a time`);
      return await patch({ startsAt, endsAt });
    case "unassign":
      await patch({ travel: "called_off" });
      return null;
    case "start_trip":
      return await patch({ travel: "en_route", departedAt: occurredAt });
    case "turn_back":
      return await patch({ travel: "planned", departedAt: undefined });
    case "arrive":
      return await patch({ travel: "arrived", arrivedAt: occurredAt });
    case "mark_completed":
      return await patch({ travel: "done", finishedAt: occurredAt });
    case "cancel":
      if (!visit) return null;
      return await patch(
        visit.travel === "planned" ? { travel: "called_off" } : { travel: "failed", finishedAt: occurredAt },
      );
    case "start_inspection":
    case "complete_diagnosis":
    case "start_repair":
      return visit;
  }
}
