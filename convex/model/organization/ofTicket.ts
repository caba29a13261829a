/**
 * Whom a change of a ticket has to do with: branch, company, technician. Read once in a call (lib/readOnce.ts); nothing
 * writes them beside tickets.
 */
import type { Doc, Id } from "../../_generated/dataModel";
import type { QueryCtx } from "../../_generated/server";
import { readOnce } from "../../lib/readOnce";

type Owned = Pick<Doc<"tickets">, "branchId" | "orgId">;

export async function branchOfTicket(ctx: QueryCtx, { branchId }: Owned): Promise<Doc<"branches"> | null> {
  return await readOnce(ctx, `branches ${branchId}`, async () => await ctx.db.get("branches", branchId));
}

export async function companyOfTicket(ctx: QueryCtx, { orgId }: Owned): Promise<Doc<"organizations"> | null> {
  return await readOnce(ctx, `organizations ${orgId}`, async () => await ctx.db.get("organizations", orgId));
}

export async function readTechnician(
  ctx: QueryCtx,
  technicianId: Id<"technicians">,
): Promise<Doc<"technicians"> | null> {
  return await readOnce(
    ctx,
    `technicians ${technicianId}`,
    async () => await ctx.db.get("technicians", technicianId),
  );
}
