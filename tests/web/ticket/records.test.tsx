/* Records of a ticket that staff keep by hand: checklists, the log of dealings, notes, the customer's link. */
import { render, screen, within } from "@testing-library/react";
import userEvent from "@testing-library/user-event";
import { ConvexError } from "convex/values";
import type { FunctionReturnType } from "convex/server";
import type { ReactNode } from "react";
import { I18nProvider } from "react-aria-components";
import { beforeEach, describe, expect, test } from "vitest";
import { api } from "../../../convex/_generated/api";
import type { Id } from "../../../convex/_generated/dataModel";
import { DEFAULT_CHECKLISTS, DEFAULT_FAULTS } from "../../../shared/catalogue/checklists";
import type { Me } from "../../../web/lib/session";
import { MeContext } from "../../../web/lib/session";
import { ChecklistPart } from "../../../web/steps/ChecklistPart";
import { Devices } from "../../../web/ticket/Devices";
import { Dealings } from "../../../web/ticket/Dealings";
import { Notes } from "../../../web/ticket/Notes";
import { TrackingShare } from "../../../web/ticket/TrackingShare";
import { ToastRegion } from "../../../web/ui/ToastRegion";
import { me, NOW, ZONE } from "../support/boardRows";
import { FakeConvex } from "../support/fakeConvex";
import { technicianMe } from "../support/fieldRows";
import { InDeployment } from "../support/InDeployment";

type Run = FunctionReturnType<typeof api.records.checklists>[number];
type Item = FunctionReturnType<typeof api.records.items>[number];
type Note = FunctionReturnType<typeof api.records.notes>[number];

const ticketId = "first" as Id<"tickets">;
const by = { userId: me.userId, name: me.name, role: "dispatcher" as const };
const [appliance] = DEFAULT_CHECKLISTS;
if (appliance === undefined) throw new Error("no built-in checklist");
const entry = { active: true, builtIn: true, version: 0, changedAt: null, changedBy: null };

function draw(convex: FakeConvex, part: ReactNode, who: Me = me) {
  render(
    <InDeployment convex={convex}>
      <I18nProvider locale="en-GB">
        <MeContext.Provider value={who}>
          {part}
          <ToastRegion label="Messages" closeLabel="Close" />
        </MeContext.Provider>
      </I18nProvider>
    </InDeployment>,
  );
}

beforeEach(() => localStorage.clear());

describe("devices", () => {
  const item = (over: Partial<Item>): Item => ({
    itemId: "one" as Id<"ticketItems">,
    assetId: null,
    kind: "ac",
    brand: "Gree",
    model: "",
    identity: "SN-1",
    problem: "",
    warranty: "unknown",
    invoiceNumber: "",
    state: "open",
    version: 0,
    ...over,
  });

  test("[M-08] every device of a ticket is told apart; a change names the version that was seen, a refusal stands beside it", async () => {
    const convex = new FakeConvex();
    const washer = item({
      itemId: "two" as Id<"ticketItems">,
      kind: "washer",
      brand: "Bosch",
      state: "fixed",
      version: 2,
    });
    convex.answer(api.records.items, () => [item({}), washer]);
    draw(convex, <Devices ticketId={ticketId} />);
    const second = within(await screen.findByRole("radiogroup", { name: /Washing machine.*Bosch/ }));
    expect(second.getByRole("radio", { name: "Fixed" })).toBeChecked();
    await userEvent.click(second.getByRole("radio", { name: "Not fixed" }));
    expect(convex.mutations[0]).toMatchObject({
      name: "items:settle",
      args: { itemId: "two", state: "not_fixed", expectedVersion: 2 },
    });
    await convex.mutations[0]?.reject(
      new ConvexError({
        v: 1,
        code: "record.changedMeanwhile",
        params: { by: me.name, changedAt: NOW, version: 3 },
      }),
    );
    expect(await screen.findByRole("alert")).toBeInTheDocument();
    expect(second.getByRole("radio", { name: "Fixed" })).toBeChecked();
  });
});

describe("checklists", () => {
  const run = (over: Partial<Run> = {}): Run => ({
    runId: "run" as Id<"checklistRuns">,
    template: { ...appliance, items: [...appliance.items] },
    answers: [],
    faultCodes: [],
    missing: appliance.items.filter((item) => item.required).map((item) => item.code),
    by,
    startedAt: NOW,
    version: 4,
    changedBy: by,
    completedAt: null,
    ...over,
  });

  function deployment(runs: Run[]): FakeConvex {
    const convex = new FakeConvex();
    convex.answer(api.records.checklists, () => runs);
    convex.answer(api.catalogue.checklists, () =>
      DEFAULT_CHECKLISTS.map((value) => ({ ...entry, value: { ...value, items: [...value.items] } })),
    );
    convex.answer(api.catalogue.workTypes, () => []);
    convex.answer(api.catalogue.faultCodes, () =>
      DEFAULT_FAULTS.map((value) => ({ ...entry, value: { ...value, parts: [...value.parts] } })),
    );
    return convex;
  }

  test("[F-17] one of the catalogue is begun", async () => {
    const convex = deployment([]);
    draw(convex, <ChecklistPart ticketId={ticketId} workType="ac_repair" zone={ZONE} mayStart />);
    await userEvent.click(screen.getByRole("button", { name: "Begin a checklist" }));
    await userEvent.click(screen.getByRole("button", { name: "Begin" }));
    expect(convex.mutations[0]).toMatchObject({
      name: "checks:startChecklist",
      args: { ticketId, code: "appliance_repair" },
    });
  });

  test("[F-17] it can be kept half filled, and is finished only when every required point is answered", async () => {
    const convex = deployment([run()]);
    draw(convex, <ChecklistPart ticketId={ticketId} workType="ac_repair" zone={ZONE} mayStart />);
    const list = screen.getByRole("article", { name: "Appliance check" });
    const finish = within(list).getByRole("button", { name: "Finish the checklist" });
    expect(finish).toBeDisabled();
    const point = (name: string) => within(list).getByRole("radiogroup", { name });
    await userEvent.click(within(point("Test run")).getByRole("radio", { name: "Critical" }));
    await userEvent.type(within(list).getByRole("textbox", { name: "What is wrong" }), "trips the fuse");
    await userEvent.click(within(list).getByRole("button", { name: "Keep what is filled in" }));
    expect(convex.mutations[0]?.args).toMatchObject({
      runId: "run",
      answers: [{ code: "test_run", verdict: "critical", note: "trips the fuse" }],
      complete: false,
      expectedVersion: 4,
    });
    // Meanwhile a colleague answered another point: both answers go on.
    const stored: Run["answers"] = [
      { code: "test_run", verdict: "critical", note: "trips the fuse" },
      { code: "noise", verdict: "issue", note: "hums" },
    ];
    convex.answer(api.records.checklists, () => [run({ version: 5, answers: stored })]);
    await convex.mutations[0]?.resolve("run");
    for (const name of ["Power supply and earthing", "Visible damage", "Leaks of water or gas"])
      await userEvent.click(within(point(name)).getByRole("radio", { name: "Good" }));
    expect(finish).toBeEnabled();
    await userEvent.click(finish);
    expect(convex.mutations[1]?.args).toMatchObject({ complete: true, expectedVersion: 5 });
    expect(convex.mutations[1]?.args["answers"]).toEqual(expect.arrayContaining(stored));
  });

  test("[F-17] a finished one is read, with its fault codes and what to do about them", () => {
    const answers = [{ code: "leaks", verdict: "issue" as const, note: "at the hose" }];
    const convex = deployment([run({ answers, faultCodes: ["AC-01"], completedAt: NOW })]);
    draw(convex, <ChecklistPart ticketId={ticketId} workType="ac_repair" zone={ZONE} mayStart={false} />);
    const list = screen.getByRole("article", { name: "Appliance check" });
    expect(within(list).queryByRole("radio")).toBeNull();
    expect(list).toHaveTextContent("Leaks of water or gas: Issue · at the hose");
    expect(list).toHaveTextContent("No cooling: refrigerant low");
  });
});

describe("dealings", () => {
  test("[G-06] a call is written down with who began it; what was typed stays when it is refused", async () => {
    const convex = new FakeConvex();
    convex.answer(api.records.interactions, () => []);
    draw(convex, <Dealings ticketId={ticketId} zone={ZONE} />);
    await userEvent.click(screen.getByRole("button", { name: "Write down a call or a visit" }));
    const keep = screen.getByRole("button", { name: "Keep it" });
    expect(keep).toBeDisabled();
    await userEvent.click(screen.getByRole("radio", { name: "We" }));
    const summary = screen.getByRole("textbox", { name: "What it was about" });
    await userEvent.type(summary, "asked for a later hour");
    await userEvent.click(keep);
    expect(convex.mutations[0]).toMatchObject({
      name: "conversation:logDealing",
      args: {
        ticketId,
        dealing: { channel: "call", startedBy: "company", summary: "asked for a later hour", answer: "" },
      },
    });
    await convex.mutations[0]?.reject(new Error("offline"));
    expect(summary).toHaveValue("asked for a later hour");
  });
});

describe("notes", () => {
  const note: Note = {
    noteId: "note" as Id<"notes">,
    body: "second wording",
    by: { userId: technicianMe.userId, name: technicianMe.name, role: "technician" },
    addedAt: NOW,
    version: 2,
    changedAt: NOW,
    changedBy: by,
  };
  function deployment(): FakeConvex {
    const convex = new FakeConvex();
    convex.answer(api.records.notes, () => [note]);
    convex.answer(api.presence.writers, () => []);
    convex.answer(api.notes.versions, () => [{ version: 1, body: "first wording", by, at: NOW }]);
    return convex;
  }

  test("[F-08] planners change and remove anybody's note, after being asked once more", async () => {
    const convex = deployment();
    draw(convex, <Notes ticketId={ticketId} zone={ZONE} />);
    await userEvent.click(screen.getByRole("button", { name: "Remove" }));
    expect(convex.mutations).toHaveLength(0);
    const sure = screen.getByRole("group", { name: "Remove this note?" });
    await userEvent.click(within(sure).getByRole("button", { name: "Remove" }));
    expect(convex.mutations[0]).toMatchObject({
      name: "notes:remove",
      args: { noteId: "note", expectedVersion: 2 },
    });
  });

  test("[F-08] earlier wordings can be read; colleagues who are no planners change only their own", async () => {
    const convex = deployment();
    draw(convex, <Notes ticketId={ticketId} zone={ZONE} />, {
      ...me,
      userId: "x" as Id<"users">,
      role: "workshop",
    });
    expect(screen.queryByRole("button", { name: "Change" })).toBeNull();
    expect(screen.queryByRole("button", { name: "Remove" })).toBeNull();
    await userEvent.click(screen.getByRole("button", { name: "Earlier wordings" }));
    expect(screen.getByText("first wording")).toBeInTheDocument();
  });
});

describe("the customer's link", () => {
  test("[C-02] a new one is made only after the warning, also where none works any more", async () => {
    const convex = new FakeConvex();
    draw(convex, <TrackingShare ticketId={ticketId} token={null} zone={ZONE} />);
    expect(screen.getByText("The customer has no working link.")).toBeInTheDocument();
    await userEvent.click(screen.getByRole("button", { name: "Make a new link" }));
    expect(convex.mutations).toHaveLength(0);
    await userEvent.click(screen.getByRole("button", { name: "Make it, switch the old one off" }));
    expect(convex.mutations[0]).toMatchObject({ name: "tracking:renew", args: { ticketId } });
    await convex.mutations[0]?.resolve({ token: "new" });
    expect(await screen.findByText("A new link is in force")).toBeInTheDocument();
  });
});
