/**
 * Last known points and trails of technicians, apart from everything else. Boards subscribe to the two sheets, which
 * change once per beat and not with every fix; `byBranch` is for asking once.
 */
import { v } from "convex/values";
import { memberQuery } from "./lib/builders";
import { requireBranch } from "./model/organization/access";
import { technicianReach } from "./model/organization/reach";
import { requireTechnician } from "./model/people/technicians";
import { listPositions, positionView } from "./model/technicians/positions";
import { keepColumns, readSheet } from "./model/technicians/positionSheets";
import { positionColumns, sheetKind } from "./model/technicians/tables";
import { readTrail, trailPoint } from "./model/technicians/trails";

/**
 * What a board shows: the point of everybody (`base`), and of whoever reported since that was written (`moving`). Of
 * two points of one technician the one recorded later holds.
 */
export const sheet = memberQuery("board.view")({
  args: { branchId: v.id("branches"), kind: sheetKind },
  returns: positionColumns,
  handler: async (ctx, { branchId, kind }) => {
    await requireBranch(ctx, ctx.actor, branchId);
    return keepColumns(await readSheet(ctx, branchId, kind), await technicianReach(ctx, ctx.actor));
  },
});

/** The same from the rows themselves, exact to this moment. A subscription to it would be re-run by every fix. */
export const byBranch = memberQuery("board.view")({
  args: { branchId: v.id("branches") },
  returns: v.array(positionView),
  handler: async (ctx, { branchId }) => {
    await requireBranch(ctx, ctx.actor, branchId);
    const reaches = await technicianReach(ctx, ctx.actor);
    const positions = await listPositions(ctx, branchId);
    return positions.filter((position) => reaches(position.technicianId));
  },
});

/**
 * Where a technician was from `from` up to `until` (epoch ms, at most 26 hours apart), oldest first: thinned to a point
 * in 10 s and 40 m, or a minute where he stood. A subscription whose `until` lies ahead grows with every new point.
 */
export const trail = memberQuery("board.view")({
  args: { technicianId: v.id("technicians"), from: v.number(), until: v.number() },
  returns: v.array(trailPoint),
  handler: async (ctx, { technicianId, from, until }) => {
    await requireTechnician(ctx, ctx.actor, technicianId);
    return await readTrail(ctx, technicianId, from, until);
  },
});
