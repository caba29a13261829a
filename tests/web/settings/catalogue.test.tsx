/* The catalogue's page: what stands in its four lists, and what opens from them. */
import { render, screen, within } from "@testing-library/react";
import userEvent from "@testing-library/user-event";
import { describe, expect, test } from "vitest";
import { api } from "../../../convex/_generated/api";
import type { Role } from "../../../shared/access/roles";
import { DEFAULT_CHECKLISTS, DEFAULT_FAULTS } from "../../../shared/catalogue/checklists";
import { DEFAULT_WORK_TYPES } from "../../../shared/catalogue/defaults";
import { Catalogue } from "../../../web/features/catalogue/Catalogue";
import type { WorkTypeEntry } from "../../../web/features/catalogue/catalogueData";
import { MeContext } from "../../../web/lib/session";
import { me } from "../support/boardRows";
import { FakeConvex } from "../support/fakeConvex";
import { InDeployment } from "../support/InDeployment";
import { plain } from "../support/plainText";

const entry = { active: true, builtIn: true, version: 0, changedAt: null, changedBy: null };
const [type] = DEFAULT_WORK_TYPES;
const [checklist] = DEFAULT_CHECKLISTS;
const [fault] = DEFAULT_FAULTS;
if (!type || !checklist || !fault) throw new Error("the catalogue has no built-in entries");
const trade = { code: type.trade, labels: { ar: "أجهزة", en: "Appliances" } };

function draw(role: Role) {
  const convex = new FakeConvex();
  const value = { ...type, skills: [...(type?.skills ?? [])] } as WorkTypeEntry["value"];
  convex.answer(api.catalogue.workTypes, () => [
    {
      ...entry,
      value: { ...value, labels: { ar: "مكيف", en: "Air conditioning" }, visitMinutes: 75, price: null },
    },
    { ...entry, active: false, value: { ...value, code: "old", labels: { ar: "قديم", en: "Old work" } } },
  ]);
  convex.answer(api.catalogue.trades, () => [{ ...entry, value: trade }]);
  convex.answer(api.catalogue.checklists, () => [
    { ...entry, value: { ...checklist, items: [...(checklist?.items ?? [])] } as never },
  ]);
  convex.answer(api.catalogue.faultCodes, () => [
    { ...entry, value: { ...fault, parts: [...(fault?.parts ?? [])] } as never },
  ]);
  render(
    <InDeployment convex={convex}>
      <MeContext.Provider value={{ ...me, role }}>
        <Catalogue />
      </MeContext.Provider>
    </InDeployment>,
  );
}

describe("[D-15] catalogue", () => {
  test("[D-15, F-17] every list says what is in it, and an entry out of use says so", async () => {
    draw("admin");
    const part = (name: string) => within(screen.getByRole("region", { name }));
    const rows = (name: string) =>
      part(name)
        .getAllByRole("listitem")
        .map((row) => plain(row.textContent));
    await screen.findByText("Air conditioning");
    const [work, old] = rows("Work types");
    expect(work).toMatch(/^Air conditioning.*75.*/);
    expect(old).toMatch(/Old work.*Not offered/);
    expect(rows("Trades")).toHaveLength(1);
    expect(rows("Checklists")[0]).toContain(String(checklist?.items.length));
    expect(rows("Fault codes")[0]).toContain(plain(fault?.procedure.en ?? ""));
    await userEvent.click(part("Trades").getByRole("button", { name: /Appliances/ }));
    expect(await screen.findByRole("dialog")).toBeInTheDocument();
  });

  test("[D-15] who may not change it adds nothing", async () => {
    draw("dispatcher");
    expect(await screen.findByText("Only administrators change this.")).toBeInTheDocument();
    expect(screen.queryByRole("button", { name: /^Add/ })).toBeNull();
  });
});
