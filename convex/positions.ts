/** Last known points of technicians, apart from everything else so that movement re-runs only this. */
import { v } from "convex/values";
import { memberQuery } from "./lib/builders";
import { requireBranch } from "./model/organization/access";
import { technicianReach } from "./model/organization/reach";
import { listPositions, positionView } from "./model/technicians/positions";

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
