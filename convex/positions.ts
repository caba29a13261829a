/** Last known points and trails of technicians, apart from everything else so that movement re-runs only this. */
import { v } from "convex/values";
import { memberQuery } from "./lib/builders";
import { requireBranch } from "./model/organization/access";
import { technicianReach } from "./model/organization/reach";
import { requireTechnician } from "./model/people/technicians";
import { listPositions, positionView } from "./model/technicians/positions";
import { readTrail, trailPoint } from "./model/technicians/trails";

/** Last known point of every technician of a branch who ever reported one. */
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
