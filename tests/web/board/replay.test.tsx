/* Looking back on the board [S-35]: the moment in every pane, the bar, duty, holds and alerts of then, and the audit. */
import { act, fireEvent, screen, waitFor, within } from "@testing-library/react";
import userEvent from "@testing-library/user-event";
import { type ReactNode, useState } from "react";
import { afterEach, beforeEach, describe, expect, test, vi } from "vitest";
import { api } from "../../../convex/_generated/api";
import type { Id } from "../../../convex/_generated/dataModel";
import type { Trails } from "../../../web/features/board/replay/useReplayData";
import { ReplayProvider } from "../../../web/features/board/replay/ReplayProvider";
import { type HistoryRow, rowsAt } from "../../../web/features/board/replay/replayRows";
import type { DispatchMapProps } from "../../../web/map/mapContract";
import { at, branch, DAY, fahd, leak, me, NOW, nora, ticket, visit, ZONE } from "../support/boardRows";
import type { FakeConvex } from "../support/fakeConvex";
import { plain } from "../support/plainText";
import { type BoardSituation, renderBoard } from "../support/renderBoard";

let map: DispatchMapProps | null = null;
vi.mock("../../../web/map/DispatchMap", () => ({
  DispatchMap: (props: DispatchMapProps) => {
    map = props;
    return <div data-testid="map" />;
  },
}));

beforeEach(() => {
  vi.useFakeTimers({ now: NOW, toFake: ["Date"] });
});
afterEach(() => {
  vi.useRealTimers();
});

const supervisor = { ...me, role: "supervisor" as const };
const HUDA = { ar: "هدى", en: "Huda" };
const NOTHING_AROUND: HistoryRow["around"] = { holds: [], promises: [], escalations: [] };

type Event = HistoryRow["events"][number];
function event(over: Partial<Event> & { readonly occurredAt: number }): Event {
  return {
    eventId: `${over.action ?? "create"} ${over.occurredAt}` as Id<"statusEvents">,
    action: "create",
    to: "new",
    version: 1,
    recordedAt: over.occurredAt,
    by: HUDA,
    technicianId: null,
    startsAt: null,
    visit: null,
    window: null,
    priority: null,
    takesBack: null,
    ...over,
  };
}

/** Came at eight, was given to Fahd for two o'clock at nine; his phone reported a trip of half past nine at ten to ten. */
const given = visit(leak, fahd.technicianId, at(14));
const placed = {
  visitId: given.appointmentId,
  technicianId: fahd.technicianId,
  startsAt: at(14),
  endsAt: at(15, 30),
  travel: "planned" as const,
  kind: "visit" as const,
  window: null,
};
const leakRow: HistoryRow = {
  card: given.ticket,
  events: [
    event({ occurredAt: at(8) }),
    event({ action: "schedule", to: "scheduled", version: 2, occurredAt: at(9), visit: placed }),
    event({
      action: "start_trip",
      to: "on_route",
      version: 3,
      occurredAt: at(9, 30),
      recordedAt: at(9, 50),
      visit: { ...placed, travel: "en_route" },
    }),
  ],
  around: {
    holds: [{ from: at(8, 20), until: at(8, 40) }],
    promises: [
      { from: at(8), until: at(9), code: "SLA-001", deadlines: [], dueAt: at(8, 45), brokenAt: null },
    ],
    escalations: [{ from: at(8, 50), until: at(8, 55), level: 2 }],
  },
};
const calmRow: HistoryRow = {
  card: ticket({ id: "calm", problem: "Dripping tap" }),
  events: [event({ occurredAt: at(7) })],
  around: NOTHING_AROUND,
};

function answerPast(convex: FakeConvex, rows: readonly HistoryRow[], trails: Partial<Trails> = {}): void {
  convex.answer(api.replay.tickets, ({ part }) => ({
    page: part === "open" ? [...rows] : [],
    isDone: true,
    continueCursor: "end",
  }));
  convex.answer(api.replay.duty, () => ({
    complete: true,
    technicians: [
      { technicianId: fahd.technicianId, atStart: true, changes: [] },
      { technicianId: nora.technicianId, atStart: false, changes: [{ at: at(8, 30), onDuty: true }] },
    ],
  }));
  convex.answer(api.replay.trails, () => ({ complete: true, technicians: [], ...trails }));
  convex.answer(api.positions.trail, () => []);
}

function Past({ start, children }: { readonly start: string | undefined; readonly children: ReactNode }) {
  const [text, setText] = useState(start);
  return (
    <>
      <output data-testid="address">{text ?? "now"}</output>
      <ReplayProvider me={supervisor} branch={branch} day={DAY} text={text} onText={setText}>
        {children}
      </ReplayProvider>
    </>
  );
}

async function openPast(
  start: string | undefined,
  rows: readonly HistoryRow[] = [leakRow, calmRow],
  trails: Partial<Trails> = {},
  situation: BoardSituation = {},
) {
  const drawn = renderBoard({
    tickets: [],
    visits: [],
    me: supervisor,
    ...situation,
    around: (board) => <Past start={start}>{board}</Past>,
  });
  act(() => answerPast(drawn.convex, rows, trails));
  if (start !== undefined) {
    // The first look met a deployment that did not know the day yet.
    const again = screen.queryByText("Try again");
    if (again) fireEvent.click(again);
    await waitFor(() => expect(bar()).not.toHaveTextContent("Fetching the day"));
  }
  return drawn;
}

// By their marks: names of a whole board take long to compute.
const region = (name: string) => {
  const found = document.querySelector<HTMLElement>(`section[aria-label="${name}"]`);
  if (found === null) throw new Error(`${name} is not there`);
  return found;
};
const bar = () => region("Replay");
const queue = () => region("Tickets");
const lanes = () => region("Technicians and hours");
const clock = () => plain(bar().querySelector("time")?.textContent);
const tab = (name: string) =>
  plain(
    [...queue().querySelectorAll('[role="tab"]')].find((one) => one.textContent.includes(name))?.textContent,
  );
const headOf = (id: string) =>
  plain(document.querySelector(`[data-drop="technician"][data-technician="${id}"]`)?.textContent);
const control = (name: string) => {
  const buttons = [...bar().querySelectorAll("button")];
  const found = buttons.find((one) => one.getAttribute("aria-label") === name || one.textContent === name);
  if (found === undefined) throw new Error(`${name} is not on the bar`);
  return found;
};
const step = (name: string) => fireEvent.click(control(name));
const visitOf = (id: string) => lanes().querySelector<HTMLElement>(`[data-ticket="${id}"]`);
const scrub = (to: number) =>
  fireEvent.change(bar().querySelector("input[type=range]") as HTMLInputElement, {
    target: { value: String(to) },
  });

describe("the board at a moment", () => {
  test("[S-35] before and after a change: queue and hours as they stood, and nothing can be lifted", async () => {
    await openPast("08:30:00");
    expect(bar()).toHaveTextContent("Nothing can be changed here");
    expect(clock()).toBe("08:30:00");
    expect(queue()).toHaveTextContent("Dripping tap");
    expect(visitOf("leak")).toBeNull();
    step("Next event");
    expect(clock()).toBe("09:00:00");
    fireEvent.keyDown(visitOf("leak") as HTMLElement, { key: " ", code: "Space" });
    expect(screen.queryByText(/^Lifted/)).toBeNull();
    expect(screen.queryByLabelText("Select several")).toBeNull();
  });

  test("[F-12] who was on duty then, not now", async () => {
    await openPast("08:00:00", undefined, {}, { technicians: [fahd, { ...nora, onDuty: true }] });
    expect(headOf("nora")).toContain("off duty");
    expect(headOf("fahd")).not.toContain("off duty");
    scrub(at(8, 31));
    await waitFor(() => expect(headOf("nora")).not.toContain("off duty"));
  });

  test("[S-24] holds and alerts of then: on hold, a promise about to break, an escalation, and over again", async () => {
    await openPast("08:10:00");
    const go = (hour: number, minute: number) => scrub(at(hour, minute));
    const counts = () => [tab("On hold"), tab("Alerts")].map((text) => /\d+/.exec(text)?.[0] ?? "0");
    expect(counts()).toEqual(["0", "0"]);
    go(8, 25);
    await waitFor(() => expect(counts()).toEqual(["1", "1"]));
    go(8, 41);
    await waitFor(() => expect(counts()).toEqual(["0", "1"]));
    go(8, 52);
    await waitFor(() => expect(counts()).toEqual(["0", "1"]));
    go(9, 1);
    await waitFor(() => expect(counts()).toEqual(["0", "0"]));
  });

  test("[S-35] its timeline beside the board, with a way to every moment; what comes later is pale", async () => {
    await openPast("09:10:00");
    fireEvent.click(visitOf("leak") as HTMLElement);
    await waitFor(() => region("Ticket details"));
    const detail = region("Ticket details");
    expect(plain(detail.textContent)).toContain("Fahd · 14:00–15:30");
    const rows = [...detail.querySelectorAll("li")];
    expect(rows.map((row) => row.classList.contains("opacity-45"))).toEqual([false, false, true]);
    fireEvent.click(rows[0]?.querySelector("button") as HTMLElement);
    await waitFor(() => expect(clock()).toBe("08:00:00"));
    expect(plain(detail.textContent)).toContain("Nobody held it");
  });
});

describe("the bar", () => {
  test("[S-35] from event to event by buttons and keys, with what happened; the ends are ends", async () => {
    await openPast("08:30:00");
    expect(plain(bar().textContent)).toMatch(/08:00 · TK-LEAK · .* · Huda/);
    step("Previous event");
    expect(clock()).toBe("08:00:00");
    step("Previous event");
    expect(clock()).toBe("07:00:00");
    expect(control("Previous event")).toBeDisabled();
    for (const expected of ["08:00:00", "09:00:00", "09:30:00"]) {
      fireEvent.keyDown(document.body, { code: "Period" });
      await waitFor(() => expect(clock()).toBe(expected));
    }
    expect(control("Next event")).toBeDisabled();
    fireEvent.keyDown(document.body, { code: "Comma" });
    await waitFor(() => expect(clock()).toBe("09:00:00"));
  });

  test("[S-35] two clocks: a late report happened early and was known late", async () => {
    await openPast("09:35:00");
    const onTheWay = () => headOf("fahd").includes("on the way");
    expect(onTheWay()).toBe(true);
    await userEvent.click(within(bar()).getByText("As the board knew it"));
    await waitFor(() => expect(onTheWay()).toBe(false));
    await userEvent.click(within(bar()).getByText("As it happened"));
    await waitFor(() => expect(onTheWay()).toBe(true));
  });

  test("[S-35] plays and pauses, keeps the moment in the address, and leads back to now", async () => {
    await openPast("08:30:00");
    step("Play");
    fireEvent.keyDown(document.body, { code: "Space", key: " " });
    expect(control("Play")).toBeInTheDocument();
    step("Next event");
    await waitFor(() => expect(screen.getByTestId("address")).toHaveTextContent("09:00:00"));
    step("Back to now");
    expect(document.querySelector('section[aria-label="Replay"]')).toBeNull();
    expect(screen.getByTestId("address")).toHaveTextContent("now");
  });

  test("[S-35] a day that could not be fetched says so, and is fetched again", async () => {
    const { convex } = await openPast(undefined);
    convex.answer(api.replay.tickets, () => {
      throw new Error("no network");
    });
    fireEvent.keyDown(document.body, { code: "KeyR", key: "r" });
    await waitFor(() => expect(bar().querySelector('[role="alert"]')).not.toBeNull());
    expect(bar()).toHaveTextContent("The day could not be fetched.");
    answerPast(convex, [leakRow]);
    step("Try again");
    await waitFor(() => expect(bar().querySelector('[role="alert"]')).toBeNull());
  });

  test("[E-17] opening it is told to the audit log once, however much one scrubs; not opening it is not", async () => {
    const { convex } = await openPast(undefined);
    const told = () => convex.mutations.filter(({ name }) => name === "replay:opened");
    expect(told()).toHaveLength(0);
    fireEvent.keyDown(document.body, { code: "KeyR", key: "r" });
    await waitFor(bar);
    expect(told()[0]?.args).toEqual({ branchId: branch.branchId, serviceDay: DAY });
    // That it could not be written down does not close the day.
    await told()[0]?.reject(new Error("no network"));
    step("Previous event");
    step("Next event");
    expect(told()).toHaveLength(1);
  });

  test("[S-23] trails: people stand where they were, and a crowd that is too large is said", async () => {
    const point = (minute: number, lat: number) => ({ lat, lng: 46.7, recordedAt: at(9) + minute * 60_000 });
    await openPast("09:15:00", undefined, {
      complete: false,
      technicians: [
        {
          technicianId: fahd.technicianId,
          points: [point(14.75, 24.7), point(15.25, 24.704)],
          offDutyAt: [],
        },
      ],
    });
    await waitFor(() =>
      expect(map?.technicians.find((one) => one.id === "fahd")?.fix?.point.lat).toBeCloseTo(24.702, 5),
    );
    expect(map?.atMs).toBe(at(9, 15));
    expect(map?.technicians.find((one) => one.id === "nora")?.fix).toBeNull();
    expect(bar()).toHaveTextContent("some technicians are missing on the map");
  });
});

test("[F-12, S-35] hours away are part of the past: as it happened, and as the board knew it from when it was said", () => {
  const away = { absenceId: "a", technicianId: "nora", reason: "sick", note: null };
  const said = { ...away, from: at(8), until: at(12), recordedAt: at(9) };
  const technicians = [{ ...nora, absences: [said as never] }];
  const absencesAt = (moment: number, clock: "occurred" | "recorded") =>
    rowsAt([], technicians, [], { at: moment, clock, day: DAY, zone: ZONE }, new Map()).technicians[0]
      ?.absences.length;
  expect(absencesAt(at(8, 30), "occurred")).toBe(1);
  expect(absencesAt(at(8, 30), "recorded")).toBe(0);
  expect(absencesAt(at(9, 30), "recorded")).toBe(1);
});
