/** A technician's day as a sheet of paper: everything he needs at each door, in the order of his visits. */
import { v } from "convex/values";
import { isServiceDay } from "../shared/time/zones";
import { appError } from "./lib/appError";
import { memberQuery } from "./lib/builders";
import { localizedName, priority, status, window, workType } from "./lib/validators";
import { daySheetVisits } from "./model/tickets/daySheet";
import { requireBranch } from "./model/organization/access";
import { technicianReach } from "./model/organization/reach";
import { absencesOfDay, absenceView } from "./model/technicians/absences";

/** Live visits of one technician on a service day with his untimed ones last, at most 40. */
export const get = memberQuery("board.view")({
  args: { technicianId: v.id("technicians"), serviceDay: v.string() },
  returns: v.object({
    technician: v.object({ name: localizedName, phone: v.string(), employeeId: v.string() }),
    branch: v.object({ name: localizedName, zone: v.string() }),
    /** What of his absences lies on the day. */
    absences: v.array(absenceView),
    visits: v.array(
      v.object({
        number: v.string(),
        status,
        priority,
        workType,
        startsAt: v.nullable(v.number()),
        endsAt: v.nullable(v.number()),
        window: v.nullable(window),
        contactName: v.string(),
        phone: v.nullable(v.string()),
        address: v.string(),
        city: v.string(),
        accessNotes: v.string(),
        problem: v.string(),
        devices: v.array(v.string()),
        /** The latest notes among staff, newest first. */
        notes: v.array(v.string()),
      }),
    ),
  }),
  handler: async (ctx, { technicianId, serviceDay }) => {
    if (!isServiceDay(serviceDay)) throw appError("input.invalid", { field: "serviceDay" });
    const technician = await ctx.db.get("technicians", technicianId);
    if (!technician) throw appError("access.denied");
    const branch = await requireBranch(ctx, ctx.actor, technician.branchId);
    const reaches = await technicianReach(ctx, ctx.actor);
    if (!reaches(technicianId)) throw appError("access.denied");
    const { name, phone, employeeId } = technician;
    return {
      technician: { name, phone, employeeId },
      branch: { name: branch.name, zone: branch.zone },
      absences: await absencesOfDay(ctx, technicianId, serviceDay, branch.zone),
      visits: await daySheetVisits(ctx, branch, technicianId, serviceDay),
    };
  },
});
