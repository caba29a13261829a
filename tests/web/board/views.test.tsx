/* Saved views [S-24], the wall [S-35], the printed day [S-62] and a long list of what was done. */
import { act, fireEvent, render, screen, waitFor, within } from "@testing-library/react";
import userEvent from "@testing-library/user-event";
import { ConvexError } from "convex/values";
import { useState } from "react";
import { afterEach, beforeEach, describe, expect, test, vi } from "vitest";
import { api } from "../../../convex/_generated/api";
import type { Id } from "../../../convex/_generated/dataModel";
import type { SavedView, SentContent } from "../../../web/features/board/boardViewsData";
import type { Scene } from "../../../web/features/board/useScenes";
import { ViewsMenu } from "../../../web/features/board/ViewsMenu";
import { Wall } from "../../../web/features/board/Wall";
import { DaySheet } from "../../../web/features/daySheet/DaySheet";
import type { DispatchMapProps } from "../../../web/map/mapContract";
import { ToastRegion } from "../../../web/ui/ToastRegion";
import {
  at,
  branch,
  DAY,
  fahd,
  leak,
  me,
  NOW,
  planned,
  technician,
  ticket,
  ZONE,
} from "../support/boardRows";
import { FakeConvex } from "../support/fakeConvex";
import { InDeployment } from "../support/InDeployment";
import { plain, saying } from "../support/plainText";
import { answerBoard } from "../support/renderBoard";

// What the map would write beside a symbol stands in it, as far as it is told.
vi.mock("../../../web/map/DispatchMap", () => ({
  DispatchMap: ({ tickets }: DispatchMapProps) => (
    <div data-testid="map">{tickets.map(({ number, title }) => `${number} ${title}`).join("; ")}</div>
  ),
}));

beforeEach(() => {
  vi.useFakeTimers({ now: NOW, toFake: ["Date"] });
});
afterEach(() => {
  vi.useRealTimers();
});

const content: SentContent = {
  filters: {
    statuses: [],
    priorities: ["urgent"],
    technicians: [],
    cities: [],
    from: null,
    until: null,
    text: "",
  },
  list: "alerts",
  centre: "grid",
  panes: ["queue", "map"],
  dayOffset: 1,
};

function view(over: Partial<SavedView> & { readonly id: string }): SavedView {
  const { id, ...rest } = over;
  return {
    viewId: id as Id<"boardViews">,
    name: id,
    shared: false,
    own: true,
    mayChange: true,
    isDefault: false,
    content,
    version: 1,
    changedBy: me.name,
    changedAt: NOW,
    ...rest,
  };
}

function openViews(views: readonly SavedView[] | undefined, chosen?: string) {
  const convex = new FakeConvex();
  if (views !== undefined) convex.answer(api.boardViews.list, () => [...views]);
  const onChoose = vi.fn();
  const current = vi.fn((withDay: boolean): SentContent => ({ ...content, dayOffset: withDay ? 1 : null }));
  render(
    <InDeployment convex={convex}>
      <ViewsMenu
        branchId={branch.branchId}
        chosen={chosen}
        onChoose={onChoose}
        current={current}
        dayOffset={1}
      />
      <ToastRegion label="Messages" closeLabel="Close" />
    </InDeployment>,
  );
  fireEvent.click(screen.getByRole("button", { name: /^Views/ }));
  return { convex, onChoose, current, menu: screen.getByRole("dialog", { name: "Views" }) };
}

describe("saved views", () => {
  test("[S-24] none yet: says what they are for; one is kept under a name, with the day or without", async () => {
    const { convex, menu } = openViews([]);
    expect(menu).toHaveTextContent("Set filters, panes and the day as you need them");
    await userEvent.click(within(menu).getByRole("button", { name: "Keep this view" }));
    const keep = within(menu).getByRole("button", { name: "Keep" });
    expect(keep).toBeDisabled();
    await userEvent.type(within(menu).getByRole("textbox", { name: "Name" }), "Tomorrow");
    await userEvent.click(within(menu).getByRole("switch", { name: /Open with the day/ }));
    await userEvent.click(within(menu).getByRole("switch", { name: /Everybody on this branch/ }));
    await userEvent.click(keep);
    const [sent] = convex.mutations;
    expect(sent).toMatchObject({
      name: "boardViews:keep",
      args: { branchId: branch.branchId, name: "Tomorrow", shared: true, content: { dayOffset: null } },
    });
    // A refusal keeps what was typed.
    await sent?.reject(new ConvexError({ v: 1, code: "access.denied", params: {} }));
    expect(within(menu).getByRole("textbox", { name: "Name" })).toHaveValue("Tomorrow");
    expect(within(menu).getByRole("alert")).toBeInTheDocument();
    await userEvent.click(within(menu).getByRole("button", { name: "Keep" }));
    expect(convex.mutations[1]?.args["operationId"]).toBe(sent?.args["operationId"]);
    await convex.mutations[1]?.resolve("v1");
    expect(within(menu).queryByRole("textbox")).toBeNull();
  });

  test("[S-24] own ones apart from shared ones; choosing one, and what may be changed by whom", async () => {
    const { onChoose, menu } = openViews(
      [
        view({ id: "Mine" }),
        view({
          id: "Ours",
          shared: true,
          own: false,
          mayChange: false,
          changedBy: { ar: "هدى", en: "Huda" },
        }),
      ],
      "Mine",
    );
    expect(screen.getByText("Mine", { selector: "button bdi.font-medium.text-ink" })).toBeInTheDocument();
    const shelf = (name: string) => within(within(menu).getByRole("region", { name }));
    expect(shelf("Mine").getByRole("button", { pressed: true, name: /Mine/ })).toHaveTextContent(
      /tomorrow · Alerts · Grid/i,
    );
    const ours = shelf("Shared with the branch");
    expect(ours.getByRole("button", { name: /^Ours/ })).toHaveTextContent("Huda");
    expect(ours.queryByRole("button", { name: saying("Change Ours") })).toBeNull();
    expect(shelf("Mine").getByRole("button", { name: saying("Change Mine") })).toBeInTheDocument();
    await userEvent.click(ours.getByRole("button", { name: /^Ours/ }));
    expect(onChoose).toHaveBeenCalledWith(expect.objectContaining({ viewId: "Ours" }));
    expect(screen.queryByRole("dialog")).toBeNull();
  });

  test("[S-24] default, change with a version, removal only after a second word, and what failed says so", async () => {
    const { convex, menu, onChoose } = openViews([view({ id: "Mine", shared: true, version: 4 })], "Mine");
    const button = (name: string) => within(menu).getByRole("button", { name: saying(name) });
    await userEvent.click(button("Open the board with Mine"));
    expect(convex.mutations[0]).toMatchObject({
      name: "boardViews:setDefault",
      args: { viewId: "Mine", branchId: branch.branchId },
    });
    await convex.mutations[0]?.reject(new Error("no network"));
    expect(await screen.findByText(saying("“Mine” could not be changed"))).toBeInTheDocument();
    await userEvent.click(button("Remove Mine"));
    expect(menu).toHaveTextContent(saying("Remove “Mine” for everybody on this branch?"));
    expect(convex.mutations).toHaveLength(1);
    await userEvent.click(button("Back"));
    await userEvent.click(button("Remove Mine"));
    await userEvent.click(within(menu).getByRole("button", { name: "Remove" }));
    expect(convex.mutations[1]).toMatchObject({ name: "boardViews:remove", args: { viewId: "Mine" } });
    act(() => convex.answer(api.boardViews.list, () => [view({ id: "Mine", version: 4, shared: true })]));
    await userEvent.click(button("Back"));
    await userEvent.click(button("Change Mine"));
    await userEvent.click(within(menu).getByRole("button", { name: "Save" }));
    // Untouched filters stay what they were, and somebody else's change in between is noticed.
    expect(convex.mutations[2]).toMatchObject({
      name: "boardViews:change",
      args: { viewId: "Mine", expectedVersion: 4, shared: true, content },
    });
    await convex.mutations[2]?.resolve(null);
    await userEvent.click(within(menu).getByRole("button", { name: "The plain board" }));
    expect(onChoose).toHaveBeenLastCalledWith(null);
  });

  test("[S-24] while they are on their way nothing is claimed", () => {
    const { menu } = openViews(undefined);
    expect(menu).not.toHaveTextContent("Set filters");
    expect(within(menu).queryByRole("listitem")).toBeNull();
  });
});

function openWall(fixed: Scene | null, convex: FakeConvex) {
  const onLeave = vi.fn();
  function Shown() {
    const [scene, setScene] = useState(fixed);
    return <Wall me={me} branch={branch} day={DAY} fixed={scene} onFixed={setScene} onLeave={onLeave} />;
  }
  render(
    <InDeployment convex={convex}>
      <Shown />
    </InDeployment>,
  );
  return onLeave;
}

describe("the wall", () => {
  const late = ticket({ id: "late", nextDue: { code: "SLA-001", dueAt: NOW - 10 * 60_000 } });

  test("[S-35] counts of the day and promises in danger, without a customer's name, phone or address", () => {
    openWall("promises", answerBoard({ tickets: [late, leak], visits: [planned] }));
    const numbers = [...document.querySelectorAll("header dl > div")].map((one) => plain(one.textContent));
    expect(numbers).toContain("Unassigned2");
    expect(numbers.some((text) => /^Alerts1$/.test(text))).toBe(true);
    const list = screen.getByRole("region", { name: "Promises in danger" });
    expect(list).toHaveTextContent("TK-LATE");
    expect(within(list).getAllByRole("listitem")).toHaveLength(1);
    const page = document.body.textContent;
    for (const secret of ["Huda", "Olaya", "+966511111111", "Problem of"]) expect(page).not.toContain(secret);
  });

  test("[S-35] the map of the wall is told of no customer either", () => {
    openWall("map", answerBoard({ tickets: [late, leak], visits: [planned] }));
    const told = screen.getByTestId("map").textContent;
    expect(told).toContain("TK-LEAK");
    for (const secret of ["Huda", "Olaya", "+966511111111"]) expect(told).not.toContain(secret);
  });

  test("[S-35] an escalated ticket stands there as such, not by a later promise that is in no danger", () => {
    const far = { code: "SLA-003" as const, dueAt: NOW + 6 * 24 * 3_600_000 };
    const escalated = ticket({ id: "worse", nextDue: far });
    const both = ticket({ id: "both", nextDue: late.nextDue });
    openWall(
      "promises",
      answerBoard({
        tickets: [ticket({ id: "calm", nextDue: far }), escalated, both, late],
        visits: [],
        flags: {
          escalated: [
            { ticketId: escalated.ticketId, level: 2 },
            { ticketId: both.ticketId, level: 1 },
          ],
          held: [],
        },
      }),
    );
    const rows = within(screen.getByRole("region", { name: "Promises in danger" })).getAllByRole("listitem");
    const texts = rows.map((row) => plain(row.textContent));
    expect(texts).toHaveLength(3);
    expect(texts[0]).toMatch(/TK-WORSE.*escalated, level 2$/);
    expect(texts[1]).toMatch(/TK-BOTH.*10m/);
    expect(texts[2]).toMatch(/TK-LATE.*10m/);
  });

  test("[S-35] more than a screen holds is counted; a calm day says so; what is not known yet is a dash", () => {
    const many = Array.from({ length: 13 }, (_, index) => ticket({ id: `l${index}`, nextDue: late.nextDue }));
    openWall("promises", answerBoard({ tickets: many, visits: [] }));
    expect(screen.getByRole("region", { name: "Promises in danger" })).toHaveTextContent(
      saying("and 3 more"),
    );
    document.body.innerHTML = "";
    openWall("promises", answerBoard({ tickets: [leak], visits: [] }));
    expect(screen.getByText("No promise is in danger")).toBeInTheDocument();
    document.body.innerHTML = "";
    const unknown = answerBoard({});
    unknown.answer(api.board.openSlice, () => undefined as never);
    openWall("promises", unknown);
    expect(screen.queryByText("No promise is in danger")).toBeNull();
    expect(document.querySelector("header dl dd")).toHaveTextContent("–");
  });

  test("[S-35] technicians: state, the job at hand, the next start; a few leave room for the map", () => {
    const nora = technician({
      id: "nora",
      name: { ar: "نورة", en: "Nora" },
      current: { ticketId: leak.ticketId, number: "TK-LEAK", travel: "arrived" },
    });
    openWall("technicians", answerBoard({ visits: [planned], technicians: [fahd, nora] }));
    const rows = within(screen.getByRole("region", { name: "Technicians" })).getAllByRole("listitem");
    const texts = rows.map((row) => plain(row.textContent));
    expect(texts.find((text) => text.includes("Fahd"))).toMatch(/available.*13:00.*1 visit/);
    expect(texts.find((text) => text.includes("Nora"))).toMatch(/at work · TK-LEAK.*—/);
    expect(screen.getByTestId("map")).toBeInTheDocument();
  });

  test("[S-35] keys: a number holds a scene, space lets it turn and holds it, Escape leaves; by itself it turns", async () => {
    vi.useRealTimers();
    vi.useFakeTimers({ now: NOW, toFake: ["Date", "setInterval", "clearInterval"] });
    const onLeave = openWall(null, answerBoard({ visits: [planned], technicians: [fahd] }));
    const region = (name: string) => screen.queryByRole("region", { name });
    expect(screen.getByText(/^Turns by itself/)).toBeInTheDocument();
    act(() => void vi.advanceTimersByTime(20_000));
    expect(region("Technicians")).not.toBeNull();
    fireEvent.keyDown(window, { key: " ", code: "Space" });
    expect(screen.getByText(/^Held/)).toBeInTheDocument();
    act(() => void vi.advanceTimersByTime(60_000));
    expect(region("Technicians")).not.toBeNull();
    fireEvent.keyDown(window, { key: "3", code: "Digit3" });
    expect(region("Technicians")).toBeNull();
    expect(screen.getByTestId("map")).toBeInTheDocument();
    fireEvent.keyDown(window, { key: "Escape" });
    await waitFor(() => expect(onLeave).toHaveBeenCalledOnce());
  });
});

describe("the printed day", () => {
  function openSheet(visits: number) {
    const convex = new FakeConvex();
    convex.answer(api.daySheets.get, () => ({
      technician: { name: fahd.name, phone: fahd.phone, employeeId: "R-101" },
      branch: { name: branch.name, zone: ZONE },
      absences:
        visits === 0
          ? []
          : [
              {
                absenceId: "away" as never,
                technicianId: fahd.technicianId,
                from: at(13),
                until: at(15),
                reason: "training" as const,
                note: null,
                recordedAt: 0,
              },
            ],
      visits: Array.from({ length: visits }, (_, index) => ({
        number: `TK-${index}`,
        status: "scheduled" as const,
        priority: index === 0 ? ("urgent" as const) : ("normal" as const),
        workType: "plumbing",
        startsAt: index === 1 ? null : at(9 + index),
        endsAt: index === 1 ? null : at(10 + index),
        window: index === 0 ? { startsAt: at(9), endsAt: at(11) } : null,
        contactName: `Huda ${index}`,
        phone: index === 0 ? "+966511111111" : null,
        address: "Olaya Street 5",
        city: "riyadh",
        accessNotes: index === 0 ? "Ring twice" : "",
        problem: "Kitchen leak",
        devices: index === 0 ? ["LG F4 washer"] : [],
        notes: index === 0 ? ["Dog in the yard"] : [],
      })),
    }));
    render(
      <InDeployment convex={convex}>
        <DaySheet technicianId={fahd.technicianId} day={DAY} back={null} />
      </InDeployment>,
    );
    return convex;
  }

  test("[S-62] everything needed at the door, in the order of the day, and a button to print", async () => {
    openSheet(2);
    const print = vi.fn();
    vi.stubGlobal("print", print);
    const [away, first, second] = screen.getAllByRole("listitem").map((row) => plain(row.textContent));
    expect(away).toMatch(/^Training · .*13:00–15:00$/);
    for (const part of [
      "09:00",
      "until 10:00",
      "TK-0",
      "Huda 0",
      "+966511111111",
      "Urgent",
      "Olaya Street 5",
      "Access: Ring twice",
      "Kitchen leak",
      "LG F4 washer",
      "Promised: 09:00",
      "Note: Dog in the yard",
    ])
      expect(first).toContain(part);
    expect(second).toContain("No time yet");
    expect(second).not.toContain("Urgent");
    expect(second).not.toContain("Access:");
    const article = document.querySelector("article");
    // Ink on paper, whatever the screen's theme is; the button stays on the screen.
    expect(article).toHaveAttribute("data-theme", "light");
    const button = screen.getByRole("button", { name: "Print" });
    expect(button.closest(".print\\:hidden")).not.toBeNull();
    expect(article?.contains(button)).toBe(false);
    await userEvent.click(button);
    expect(print).toHaveBeenCalledOnce();
    vi.unstubAllGlobals();
  });

  test("[S-62] a day without visits says so", () => {
    openSheet(0);
    expect(screen.getByText("No visits on this day.")).toBeInTheDocument();
    expect(screen.queryByRole("listitem")).toBeNull();
  });

  test("[S-62] while the day is on its way there is nothing to print", () => {
    render(
      <InDeployment convex={new FakeConvex()}>
        <DaySheet technicianId={fahd.technicianId} day={DAY} back={null} />
      </InDeployment>,
    );
    expect(screen.queryByRole("button", { name: "Print" })).toBeNull();
    expect(document.querySelector("[aria-busy]")).not.toBeNull();
  });
});
