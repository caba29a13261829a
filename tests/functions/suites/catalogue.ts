/** The company's catalogue: built-in entries, changed ones, own ones, and who may. */
import { describe, expect, test } from "vitest";
import { api } from "../../../convex/_generated/api";
import { WORK_TYPES } from "../../../shared/catalogue/workTypes";
import { expectRefused, must, type World } from "../../support/world";

/** The work types as the owner's company has them now. */
export async function defaultsOf(w: World) {
  return await (await w.as("noura")).query(api.catalogue.workTypes, {});
}

async function typeOf(w: World, code: string) {
  return must(
    (await defaultsOf(w)).find((entry) => entry.value.code === code),
    code,
  );
}

export function catalogueSuite(world: () => World): void {
  describe("catalogue", () => {
    test("[D-15] built-in types are there from the start, for every member of staff", async () => {
      const w = world();
      const types = await (await w.as("fahd")).query(api.catalogue.workTypes, {});
      expect(types.map((entry) => entry.value.code)).toEqual(expect.arrayContaining([...WORK_TYPES]));
      await expectRefused((await w.as("lina")).query(api.catalogue.workTypes, {}), "access.denied");
      await expectRefused(w.driver.anonymous.query(api.catalogue.workTypes, {}), "auth.signedOut");
    });

    test("[D-15] an edit counts for open tickets, versions guard it, the log keeps both sides", async () => {
      const w = world();
      const { value, version } = await typeOf(w, "dishwasher_repair");
      const ticket = await w.newTicket({ workType: "dishwasher_repair" });
      const put = async (person: "ziad" | "noura" | "sara", expectedVersion: number) =>
        await (await w.as(person)).mutation(api.catalogue.putType, {
          policy: { ...value, visitMinutes: 75 },
          active: true,
          expectedVersion,
        });
      await expectRefused(put("sara", version), "access.denied");
      await put("ziad", version);
      await expectRefused(put("noura", version), "record.changedMeanwhile");
      const { at } = w.freshDay();
      await w.place(ticket, "R-103", at(600));
      expect((await w.detail(ticket.ticketId)).ticket.visit).toMatchObject({ endsAt: at(675) });
      const { page } = await (await w.as("noura")).query(api.audit.list, {
        subject: { kind: "catalogue", id: "workTypes.dishwasher_repair" },
        paginationOpts: { numItems: 5, cursor: null },
      });
      expect(page[0]).toMatchObject({
        action: "catalogue.changed",
        before: { visitMinutes: 60 },
        after: { visitMinutes: 75 },
      });
      await (await w.as("noura")).mutation(api.catalogue.putType, {
        policy: value,
        active: true,
        expectedVersion: version + 1,
      });
    });

    test("[D-15] bounds are held by field; a profile, once chosen, stays", async () => {
      const w = world();
      const { value, version } = await typeOf(w, "plumbing");
      const owner = await w.as("noura");
      const wrong: [Partial<typeof value>, string][] = [
        [{ visitMinutes: 5 }, "visitMinutes"],
        [{ visitMinutes: 60.5 }, "visitMinutes"],
        [{ code: "Bad Code" }, "code"],
        [{ labels: { ar: "", en: "Plumbing" } }, "labels.ar"],
        [{ price: { amountMinor: -1, currency: "SAR" } }, "price.amountMinor"],
        [
          { evidence: { ...value.evidence, completionPhotos: 9, completionPhotosMax: 2 } },
          "evidence.completionPhotosMax",
        ],
        [{ profile: "session" }, "profile"],
        [{ trade: "no_such_trade" }, "trade"],
        [{ checklist: "no_such_list" }, "checklist"],
        [{ labels: { ar: "س".repeat(81), en: "x" } }, "labels.ar"],
      ];
      for (const [change, field] of wrong) {
        const refusal = await expectRefused(
          owner.mutation(api.catalogue.putType, {
            policy: { ...value, ...change },
            active: true,
            expectedVersion: "code" in change ? 0 : version,
          }),
          "input.invalid",
        );
        expect(refusal.params, field).toEqual({ field });
      }
    });

    test("[D-15] an own type, trade, checklist and fault code", async () => {
      const w = world();
      const owner = await w.as("noura");
      const { value } = await typeOf(w, "plumbing");
      const wanted = { active: true, expectedVersion: 0 };
      await owner.mutation(api.catalogue.putTradeEntry, {
        trade: { code: "gardens", labels: { ar: "حدائق", en: "Gardens" } },
        ...wanted,
      });
      await owner.mutation(api.catalogue.putChecklistTemplate, {
        template: {
          code: "garden_check",
          labels: { ar: "فحص حديقة", en: "Garden check" },
          items: [{ code: "pumps", labels: { ar: "المضخات", en: "Pumps" }, required: true }],
        },
        ...wanted,
      });
      await owner.mutation(api.catalogue.putFault, {
        fault: {
          code: "G-01",
          trade: "gardens",
          labels: { ar: "مضخة متوقفة", en: "Pump stopped" },
          procedure: { ar: "", en: "" },
          parts: ["Impeller"],
        },
        ...wanted,
      });
      await owner.mutation(api.catalogue.putType, {
        policy: {
          ...value,
          code: "irrigation",
          trade: "gardens",
          checklist: "garden_check",
          labels: { ar: "ري", en: "Irrigation" },
        },
        ...wanted,
      });
      expect((await typeOf(w, "irrigation")).version).toBe(1);
      expect(
        (await owner.query(api.catalogue.trades, {})).find((entry) => entry.value.code === "gardens"),
      ).toMatchObject({ active: true, version: 1 });
      expect((await owner.query(api.catalogue.checklists, {})).at(-1)?.value.code).toBe("garden_check");
      expect((await owner.query(api.catalogue.faultCodes, {})).at(-1)?.value.code).toBe("G-01");
      const ticket = await w.newTicket();
      const technician = await w.as("sara");
      await technician.mutation(api.checks.startChecklist, {
        ticketId: ticket.ticketId,
        code: "garden_check",
        operationId: w.operationId(),
      });
    });
  });
}
