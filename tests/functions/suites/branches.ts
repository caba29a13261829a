/** Opening and changing branches [23.1, J-04]: what a country gives, who may, and what the books keep. */
import { describe, expect, test } from "vitest";
import { api } from "../../../convex/_generated/api";
import { expectRefused, must, type World } from "../../support/world";

const DAMMAM = {
  name: { ar: "فرع الدمام", en: "Dammam branch" },
  city: "dammam",
  country: "SA" as const,
  center: { lat: 26.4207, lng: 50.0888 },
  phone: "013 8123456",
};

export function branchesSuite(world: () => World): void {
  describe("branches", () => {
    test("[23.1, J-04] an administrator opens a branch once; its country gives zone, currency and days off; work begins there", async () => {
      const w = world();
      const ziad = await w.as("ziad");
      const operationId = w.operationId();
      const branchId = await ziad.mutation(api.branches.open, { branch: DAMMAM, operationId });
      expect(await ziad.mutation(api.branches.open, { branch: DAMMAM, operationId })).toBe(branchId);
      const known = await ziad.query(api.branches.list, {});
      expect(known.filter((one) => one.city === "dammam")).toEqual([
        expect.objectContaining({
          branchId,
          phone: "+966138123456",
          zone: "Asia/Riyadh",
          currency: "SAR",
          version: 1,
        }),
      ]);
      const calendar = (await ziad.query(api.sla.calendars, {})).find((one) => one.branchId === branchId);
      expect(calendar?.weekend).toEqual([5, 6]);
      // The latest comes last: nobody's board opens on it by itself.
      const me = must(await ziad.query(api.session.me, {}), "Ziad");
      expect(me.branches.at(-1)?.branchId).toBe(branchId);
      const { ticketId } = await ziad.mutation(api.intake.byStaff, {
        branchId,
        contactId: null,
        requester: { name: "Nasser Al-Dosari", phone: "0551239877" },
        locationId: null,
        place: { address: "طريق الملك سعود، الدمام", city: "dammam", point: null, accessNotes: "" },
        assetIds: [],
        request: { workType: "ac_repair", problem: "المكيف لا يبرد", preferred: null, items: [] },
        priority: "normal",
        operationId: w.operationId(),
      });
      expect((await w.detail(ticketId, "ziad")).ticket.branchId).toBe(branchId);
      const log = await ziad.query(api.audit.list, { paginationOpts: { numItems: 10, cursor: null } });
      expect(log.page.filter((one) => one.action === "branch.opened")).toHaveLength(1);
    });

    test("[23.1] a branch changes name, place and phone against the version that was seen; its country stays", async () => {
      const w = world();
      const ziad = await w.as("ziad");
      const jeddah = must(
        (await ziad.query(api.branches.list, {})).find((one) => one.city === "jeddah"),
        "Jeddah",
      );
      const { branchId, version: expectedVersion, name, city, center, phone } = jeddah;
      const branch = { name: { ...name, en: "Jeddah, Corniche" }, city, center, phone };
      const change = { branchId, branch, expectedVersion };
      expect(await ziad.mutation(api.branches.change, change)).toBe(expectedVersion + 1);
      await expectRefused(ziad.mutation(api.branches.change, change), "record.changedMeanwhile");
      await ziad.mutation(api.branches.change, {
        branchId,
        branch: { name, city, center, phone },
        expectedVersion: expectedVersion + 1,
      });
      expect((await ziad.query(api.branches.list, {})).find((one) => one.branchId === branchId)).toEqual({
        ...jeddah,
        version: expectedVersion + 2,
      });
    });

    test("[23.1] what is no branch is refused by its field, and only administrators open one", async () => {
      const w = world();
      const ziad = await w.as("ziad");
      const before = await ziad.query(api.branches.list, {});
      const attempt = (wrong: object) =>
        ziad.mutation(api.branches.open, { branch: { ...DAMMAM, ...wrong }, operationId: w.operationId() });
      for (const wrong of [
        { name: { ar: "", en: "  " } },
        { name: { ar: "x".repeat(1_000_000), en: "" } },
        { city: "" },
        { city: "a\u0000b" },
        { center: { lat: 91, lng: 0 } },
        { center: { lat: Number.NaN, lng: 0 } },
        { phone: "12" },
        { phone: "+20" },
      ])
        await expectRefused(attempt(wrong), "input.invalid");
      for (const person of ["sara", "huda", "fahd"] as const)
        await expectRefused(
          (await w.as(person)).mutation(api.branches.open, { branch: DAMMAM, operationId: w.operationId() }),
          "access.denied",
        );
      expect(await ziad.query(api.branches.list, {})).toEqual(before);
    });
  });
}
