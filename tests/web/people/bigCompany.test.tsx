/* Lists of people in a company of any size: page by page, searched on the server; who is wanted is picked by searching. */
import { render, screen, waitFor, within } from "@testing-library/react";
import userEvent from "@testing-library/user-event";
import { describe, expect, test } from "vitest";
import { api } from "../../../convex/_generated/api";
import type { Id } from "../../../convex/_generated/dataModel";
import { TechnicianChoice } from "../../../web/features/customers/TechnicianChoice";
import type { TechnicianRow } from "../../../web/features/people/peopleData";
import { Technicians } from "../../../web/features/people/Technicians";
import { MeContext } from "../../../web/lib/session";
import { branch, me } from "../support/boardRows";
import { FakeConvex } from "../support/fakeConvex";
import { InDeployment } from "../support/InDeployment";

const PER_PAGE = 50;

function technician(serial: number): TechnicianRow {
  return {
    technicianId: `t${serial}` as Id<"technicians">,
    branchId: branch.branchId,
    employeeId: `T-${1000 + serial}`,
    name: { ar: `فني ${serial}`, en: `Technician ${serial}` },
    phone: "+966500000000",
    skills: [],
    areas: [],
    shift: { startMinute: 480, endMinute: 1020, weekdays: [0] },
    active: true,
    onDuty: true,
    teamId: null,
    member: null,
  };
}
const crew = Array.from({ length: 620 }, (_, serial) => technician(serial));

/** A server that leaves two of three rows out of every page, as for somebody who may not see them. */
function answers(convex: FakeConvex) {
  convex.answer(api.people.technicians, ({ paginationOpts }) => {
    const from = Number(paginationOpts.cursor ?? 0);
    const until = from + paginationOpts.numItems;
    return {
      page: crew.slice(from, until).filter((_, index) => (from + index) % 3 === 0),
      isDone: until >= crew.length,
      continueCursor: String(until),
    };
  });
  convex.answer(api.people.searchTechnicians, ({ text }) =>
    crew.filter(({ name, employeeId }) => `${name.en} ${employeeId}`.includes(text)).slice(0, 20),
  );
  convex.answer(api.people.namedTechnicians, ({ technicianIds }) =>
    crew.filter((one) => technicianIds.includes(one.technicianId)),
  );
  convex.answer(api.people.teams, () => []);
}

describe("people of a large company", () => {
  test("[S-26] a page is filled although the server leaves rows out; more come on request; the last is found", async () => {
    const convex = new FakeConvex();
    answers(convex);
    render(
      <InDeployment convex={convex}>
        <MeContext.Provider value={{ ...me, role: "owner" }}>
          <Technicians />
        </MeContext.Provider>
      </InDeployment>,
    );
    // By text: asking a hundred rows for their role and name takes seconds in a page without a browser.
    const rows = () => screen.queryAllByText(/^Technician \d+$/);
    await waitFor(() => expect(rows().length).toBeGreaterThanOrEqual(PER_PAGE));
    const before = rows().length;
    expect(before).toBeLessThan(2 * PER_PAGE);
    await userEvent.click(screen.getByRole("button", { name: "Show more" }));
    await waitFor(() => expect(rows().length).toBeGreaterThanOrEqual(before + PER_PAGE));
    expect(screen.queryByText("Technician 619")).toBeNull();
    await userEvent.type(screen.getByLabelText("Search by name, number or phone"), "T-1619");
    expect(await screen.findByText("Technician 619")).toBeInTheDocument();
    expect(rows()).toHaveLength(1);
  });

  test("[C-14] a technician is chosen by searching, shown by name, and taken off again", async () => {
    const convex = new FakeConvex();
    answers(convex);
    let value: Id<"technicians">[] = [];
    const draw = () => (
      <InDeployment convex={convex}>
        <TechnicianChoice
          label="Preferred technicians"
          value={value}
          onChange={(next) => {
            value = next;
          }}
        />
      </InDeployment>
    );
    const { rerender } = render(draw());
    const field = screen.getByRole("combobox", { name: "Preferred technicians" });
    await userEvent.type(field, "T-1619");
    await userEvent.click(await screen.findByRole("option", { name: /Technician 619/ }));
    expect(value).toEqual(["t619"]);
    rerender(draw());
    const chosen = await screen.findByRole("list", { name: "Preferred technicians" });
    expect(within(chosen).getByText("Technician 619")).toBeInTheDocument();
    await userEvent.click(screen.getByRole("button", { name: /Take .*Technician 619.* off/ }));
    expect(value).toEqual([]);
  });

  test("a search without a match says so", async () => {
    const convex = new FakeConvex();
    answers(convex);
    render(
      <InDeployment convex={convex}>
        <TechnicianChoice label="Preferred technicians" value={[]} onChange={() => undefined} />
      </InDeployment>,
    );
    await userEvent.type(screen.getByRole("combobox"), "nobody at all");
    expect(await screen.findByText("Nobody matches")).toBeInTheDocument();
  });
});
