/* Whom the dialog for several tickets offers in a branch with more people than can be judged in a moment [D-03]. */
import { fireEvent, render, screen, within } from "@testing-library/react";
import { afterEach, beforeEach, describe, expect, test, vi } from "vitest";
import { bulkCandidates, MAX_JUDGED_PAIRS } from "../../../web/features/board/bulk/bulkCandidates";
import { laneScale } from "../../../web/features/board/laneScale";
import { AssignManyDialog } from "../../../web/features/board/bulk/AssignManyDialog";
import { at, branch, DAY, NOW, planned, technician, ticket, visit, ZONE } from "../support/boardRows";
import { plain } from "../support/plainText";

beforeEach(() => {
  vi.useFakeTimers({ now: NOW, toFake: ["Date"] });
});
afterEach(() => {
  vi.useRealTimers();
});

const crew = (count: number) =>
  Array.from({ length: count }, (_, index) =>
    technician({
      id: `t${index}`,
      name: { ar: `فني ${index}`, en: `Worker ${index}` },
      onDuty: index % 2 === 0,
      skills: index % 3 === 0 ? ["plumbing"] : ["cooling"],
    }),
  );
const work = (count: number) =>
  Array.from({ length: count }, (_, index) => ticket({ id: `w${index}`, workType: "plumbing" }));
const world = (count: number) => ({
  branch,
  technicians: crew(count),
  visits: [planned],
  actor: { role: "dispatcher" as const, technicianId: null },
});
const anybody = { startsAt: null, wanted: "" };

describe("candidates for several tickets", () => {
  test("[D-03] a few tickets are judged against the whole largest branch", () => {
    const { judged, left } = bulkCandidates(world(2_500), work(8), anybody, NOW);
    expect([judged.length, left]).toEqual([2_500, 0]);
    expect(judged[0]?.fit).toBe(8);
    expect(judged.at(-1)?.fit).toBe(0);
  });

  test("[D-03] many tickets against many people: the likely ones, how many are left, and a name finds the others", () => {
    const tickets = work(100);
    const { judged, left } = bulkCandidates(world(2_500), tickets, anybody, NOW);
    expect(judged.length).toBe(MAX_JUDGED_PAIRS / 100);
    expect(left).toBe(2_500 - judged.length);
    // On duty and skilled go before whoever could take none.
    expect(judged.every(({ technician: { onDuty, skills } }) => onDuty && skills.includes("plumbing"))).toBe(
      true,
    );
    const last = bulkCandidates(world(2_500), tickets, { ...anybody, wanted: "worker 2499" }, NOW);
    expect(last.judged.map(({ technician: { name } }) => name.en)).toEqual(["Worker 2499"]);
    expect(last.left).toBe(0);
    const arabic = bulkCandidates(world(2_500), tickets, { ...anybody, wanted: "فني 2499" }, NOW);
    expect(arabic.judged).toHaveLength(1);
  });

  test("[D-03] his own visits count, with a start one after another", () => {
    const busy = visit(ticket({ id: "busy", workType: "plumbing" }), "t0", at(14));
    const { judged } = bulkCandidates(
      { ...world(4), visits: [busy] },
      work(2),
      { startsAt: at(15), wanted: "" },
      NOW,
    );
    const fitOf = (id: string) => judged.find((one) => one.technician.technicianId === id)?.fit;
    expect(fitOf("t0")).toBe(1);
    expect(judged.find((one) => one.technician.technicianId === "t0")?.target).toMatchObject({
      kind: "lane",
      startsAt: at(15),
    });
  });

  test("[D-03] the dialog says so and searches", async () => {
    const moved = vi.fn();
    const day = { day: DAY, zone: ZONE, openMinute: 480, closeMinute: 1200, spans: [] };
    render(
      <AssignManyDialog
        tickets={work(100)}
        world={world(220)}
        scale={laneScale(day)}
        now={NOW}
        withTime={false}
        onMove={moved}
        onClose={vi.fn()}
      />,
    );
    const dialog = screen.getByRole("dialog");
    expect(plain(dialog.textContent)).toContain("20 more technicians were not judged");
    expect(dialog.querySelectorAll("li")).toHaveLength(100);
    fireEvent.click(within(dialog).getByText(/^Show more/));
    expect(dialog.querySelectorAll("li")).toHaveLength(200);
    const box = dialog.querySelector("input[type=search]") as HTMLInputElement;
    fireEvent.change(box, { target: { value: "worker 219" } });
    await vi.waitFor(() => expect(dialog.querySelectorAll("li")).toHaveLength(1));
    expect(dialog.querySelector("li")?.textContent).toContain("Worker 219");
    expect(plain(dialog.textContent)).not.toContain("not judged");
    fireEvent.change(box, { target: { value: "nobody" } });
    await vi.waitFor(() => expect(plain(dialog.textContent)).toContain("No technician of that name"));
  });
});
