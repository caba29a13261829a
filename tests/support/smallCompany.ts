/**
 * One company with one branch, one technician with an account, and tickets put directly where a test wants them: for
 * tests that move time and call the model itself. Everything else speaks through public functions (world.ts).
 */
import { convexTest } from "convex-test";
import type { Id } from "../../convex/_generated/dataModel";
import schema from "../../convex/schema";

const modules = import.meta.glob([
  "../../convex/**/*.ts",
  "../../convex/_generated/*.js",
  "!../../convex/**/*.d.ts",
]);

export interface BranchWish {
  readonly zone: string;
  readonly weekend: number[];
  readonly hours: { openMinute: number; closeMinute: number };
}

/** A fresh deployment with the company on it. */
export async function makeCompany({ zone, weekend, hours }: BranchWish) {
  const t = convexTest(schema, modules);
  const ids = await t.run(async (ctx) => {
    const orgId = await ctx.db.insert("organizations", { slug: "x", name: { ar: "الواحة", en: "Waha" } });
    const branchId = await ctx.db.insert("branches", {
      orgId,
      slug: "one",
      name: { ar: "فرع", en: "Branch" },
      city: "cairo",
      zone,
      center: { lat: 30, lng: 31 },
      weekend,
      hours,
      currency: "EGP",
      phone: "+20200000000",
    });
    const technicianId = await ctx.db.insert("technicians", {
      orgId,
      branchId,
      employeeId: "E-1",
      name: { ar: "فهد", en: "Fahd" },
      phone: "+201000000000",
      skills: [],
      active: true,
      onDuty: true,
      shift: { startMinute: 540, endMinute: 1080, weekdays: [0, 1, 2, 3, 4, 5, 6] },
    });
    const adminId = await ctx.db.insert("users", { email: "admin@x.test" });
    const fahdId = await ctx.db.insert("users", { email: "fahd@x.test" });
    const member = { orgId, branchIds: [branchId], demo: false };
    await ctx.db.insert("memberships", {
      ...member,
      userId: adminId,
      role: "admin",
      name: { ar: "م", en: "Admin" },
    });
    await ctx.db.insert("memberships", {
      ...member,
      userId: fahdId,
      role: "technician",
      technicianId,
      name: { ar: "فهد", en: "Fahd" },
    });
    return { orgId, branchId, technicianId, adminId, fahdId };
  });
  return { t, ...ids };
}
export type Company = Awaited<ReturnType<typeof makeCompany>>;

/** A new ticket, as it stands before anything follows its creation. */
export async function insertTicket({ t, orgId, branchId }: Company, number: string): Promise<Id<"tickets">> {
  return await t.run(
    async (ctx) =>
      await ctx.db.insert("tickets", {
        orgId,
        branchId,
        number,
        contact: { name: "Customer", phone: "+201111111111" },
        address: "",
        city: "cairo",
        point: null,
        workType: "ac_repair",
        problem: "p",
        priority: "normal",
        priorityRank: 1,
        status: "new",
        profile: "home_repair",
        custody: "customer",
        stamps: {},
        version: 1,
        requestedAt: Date.now(),
        lastChange: { action: "create", by: { ar: "ع", en: "C" }, at: Date.now() },
        source: { kind: "staff" },
      }),
  );
}
