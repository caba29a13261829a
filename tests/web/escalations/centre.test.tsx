/* The escalations centre, a ticket's promises and the editor of rules, over a fake deployment. */
import { render, screen, waitFor, within } from "@testing-library/react";
import userEvent from "@testing-library/user-event";
import type { FunctionReturnType } from "convex/server";
import { ConvexError } from "convex/values";
import i18next from "i18next";
import { useState } from "react";
import { describe, expect, test } from "vitest";
import { api } from "../../../convex/_generated/api";
import type { Id } from "../../../convex/_generated/dataModel";
import type { Role } from "../../../shared/access/roles";
import type { Escalation, SlaRule, TicketClock } from "../../../web/features/escalations/escalationData";
import type { EscalationFilters } from "../../../web/features/escalations/escalationFilters";
import { EscalationsCentre } from "../../../web/features/escalations/EscalationsCentre";
import { lengthOf, msOf } from "../../../web/features/escalations/lengthField";
import { RuleEditor } from "../../../web/features/escalations/RuleEditor";
import { TicketPromises } from "../../../web/features/escalations/TicketPromises";
import { setPreferences } from "../../../web/lib/preferences";
import { MeContext } from "../../../web/lib/session";
import { branch, me, ZONE } from "../support/boardRows";
import { FakeConvex } from "../support/fakeConvex";
import { InDeployment } from "../support/InDeployment";
import { plain } from "../support/plainText";

const MINUTE = 60_000;
const ticketId = "ticket1" as Id<"tickets">;

function escalation(over: Partial<Escalation> & { readonly id: string }): Escalation {
  const { id, ...rest } = over;
  return {
    escalationId: id as Id<"escalations">,
    ticketId,
    branchId: branch.branchId,
    number: `TK-${id.toUpperCase()}`,
    status: "scheduled",
    contactName: "Huda",
    code: "SLA-003",
    type: "trip",
    level: 2,
    owners: ["admin"],
    words: null,
    openedAt: Date.now() - 40 * MINUTE,
    technician: { ar: "فهد", en: "Fahd" },
    proposesReassign: false,
    state: "open",
    resolvedAt: null,
    resolvedBy: null,
    notes: null,
    reopened: 0,
    version: 1,
    ...rest,
  };
}

const late = escalation({ id: "late" });
const complaint = escalation({
  id: "loud",
  type: "complaint",
  code: "SLA-007",
  owners: ["supervisor"],
  words: "Nobody came.",
});

function drawCentre(rows: readonly Escalation[], role: Role = "supervisor") {
  const convex = new FakeConvex();
  const asked: EscalationFilters[] = [];
  convex.answer(api.escalations.counts, () => ({ level1: 0, level2: rows.length, level3: 200 }));
  convex.answer(api.escalations.list, ({ state, level, type }) => {
    asked.push({ state, level, type });
    return {
      page: rows.filter(
        (row) =>
          row.state === state &&
          (level === null || row.level === level) &&
          (type === null || row.type === type),
      ),
      isDone: true,
      continueCursor: "end",
    };
  });
  function Page() {
    const [filters, setFilters] = useState<EscalationFilters>({ state: "open", level: null, type: null });
    return (
      <EscalationsCentre
        branches={[branch]}
        branch={branch}
        onBranch={() => undefined}
        filters={filters}
        onFilters={setFilters}
        ticketLink={(one) => <a href={`/board?ticket=${one.ticketId}`}>Show on the board</a>}
      />
    );
  }
  render(
    <InDeployment convex={convex}>
      <MeContext.Provider value={{ ...me, role }}>
        <Page />
      </MeContext.Provider>
    </InDeployment>,
  );
  return { convex, asked };
}

describe("[S-27] escalations centre", () => {
  test("a card says which ticket, why, since when and whose it is", () => {
    drawCentre([late, complaint]);
    const card = screen.getByRole("article", { name: /TK-LATE/ });
    const text = plain(card.textContent);
    for (const part of [
      "Level 2",
      "Late start",
      "TK-LATE",
      "Huda",
      "Open for 40m",
      "With Fahd",
      "Administrator",
    ])
      expect(text).toContain(part);
    expect(within(card).getByRole("link", { name: "Show on the board" })).toHaveAttribute(
      "href",
      "/board?ticket=ticket1",
    );
    expect(screen.getByText("Nobody came.")).toBeInTheDocument();
    expect(plain(document.body.textContent)).toContain("Level 3: 200 or more");
  });

  test("[L-11] resolving needs notes; they go with the version that was seen; a refusal keeps what was written", async () => {
    const user = userEvent.setup();
    const { convex } = drawCentre([complaint]);
    await user.click(screen.getByRole("button", { name: "Resolve" }));
    const dialog = screen.getByRole("dialog");
    const submit = within(dialog).getByRole("button", { name: "Resolve" });
    expect(submit).toBeDisabled();
    const notes = within(dialog).getByRole("textbox", { name: /What was done/ });
    await user.type(notes, "   ");
    expect(submit).toBeDisabled();
    await user.type(notes, "Called back.");
    await user.click(submit);
    await waitFor(() => expect(convex.mutations).toHaveLength(1));
    expect(convex.mutations[0]).toMatchObject({
      name: "escalations:resolve",
      args: { escalationId: "loud", expectedVersion: 1, notes: "Called back." },
    });
    const by = { ar: "هدى", en: "Huda" };
    await convex.mutations[0]?.reject(
      new ConvexError({ v: 1, code: "record.changedMeanwhile", params: { by, changedAt: 0, version: 2 } }),
    );
    expect(await within(dialog).findByRole("alert")).toHaveTextContent(/Somebody changed this before you/);
    expect(notes).toHaveValue("   Called back.");
    await user.click(submit);
    await waitFor(() => expect(convex.mutations).toHaveLength(2));
    await convex.mutations[1]?.resolve(null);
    await waitFor(() => expect(screen.queryByRole("dialog")).toBeNull());
  });

  test("[Z-02] somebody whose role does not own it sees it and cannot resolve it", () => {
    drawCentre([late], "workshop");
    expect(screen.getByRole("article", { name: /TK-LATE/ })).toBeInTheDocument();
    expect(screen.queryByRole("button", { name: "Resolve" })).toBeNull();
  });

  test("level and kind are asked of the deployment, not filtered on the page", async () => {
    const user = userEvent.setup();
    const { asked } = drawCentre([late, complaint]);
    await user.click(screen.getByRole("button", { name: /Kind/ }));
    await user.click(screen.getByRole("option", { name: "Complaint" }));
    expect(screen.getAllByRole("article")).toHaveLength(1);
    expect(asked.at(-1)).toEqual({ state: "open", level: null, type: "complaint" });
    await user.click(screen.getByRole("button", { name: /Level/ }));
    await user.click(screen.getByRole("option", { name: /Level .?1/ }));
    expect(screen.getByText("No escalation matches")).toBeInTheDocument();
  });

  test("resolved ones say by whom and how, and can be opened again", async () => {
    const user = userEvent.setup();
    const done = escalation({
      id: "done",
      state: "resolved",
      notes: "Sent Salem.",
      resolvedAt: Date.now(),
      resolvedBy: { userId: null, name: { ar: "هدى", en: "Huda S." }, role: "supervisor" },
    });
    const { convex } = drawCentre([late, done]);
    await user.click(screen.getByRole("radio", { name: "Resolved" }));
    const text = plain(screen.getByRole("article").textContent);
    expect(text).toContain("Resolved by Huda S.");
    expect(text).toContain("Sent Salem.");
    await user.click(screen.getByRole("button", { name: "Open again" }));
    await waitFor(() => expect(convex.mutations).toHaveLength(1));
    expect(convex.mutations[0]).toMatchObject({ name: "escalations:reopen", args: { expectedVersion: 1 } });
  });

  test("[S-60] nothing escalated, in Arabic", async () => {
    setPreferences({ locale: "ar" });
    await i18next.changeLanguage("ar");
    drawCentre([]);
    expect(await screen.findByText("لا يوجد تصعيد")).toBeInTheDocument();
  });
});

function clock(over: Partial<TicketClock> & Pick<TicketClock, "code">): TicketClock {
  return {
    clockId: `clock ${over.code}` as Id<"slaClocks">,
    state: "running",
    startedAt: 0,
    thresholdMs: 60 * MINUTE,
    timeBase: "wall",
    dueAt: null,
    remainingMs: null,
    breachedAt: null,
    endedAt: null,
    netMs: null,
    grossMs: null,
    ...over,
  };
}

describe("[J-43] promises of a ticket", () => {
  const draw = (clocks: TicketClock[]) => {
    const convex = new FakeConvex();
    convex.answer(api.sla.clocks, () => clocks);
    convex.answer(api.escalations.ofTicket, () => []);
    render(
      <InDeployment convex={convex}>
        <MeContext.Provider value={me}>
          <TicketPromises ticketId={ticketId} number="TK-1" zone={ZONE} />
        </MeContext.Provider>
      </InDeployment>,
    );
    return convex;
  };

  test("running, broken, waiting and kept ones are told apart in words; net and gross are both there", () => {
    draw([
      clock({ code: "SLA-002", dueAt: Date.now() + 90 * MINUTE }),
      clock({ code: "SLA-001", state: "breached", dueAt: Date.now() - 5 * MINUTE }),
      clock({ code: "SLA-006", state: "paused", remainingMs: 26 * 60 * MINUTE }),
      clock({ code: "SLA-005", state: "met", endedAt: 1, netMs: 30 * MINUTE, grossMs: 95 * MINUTE }),
    ]);
    const items = screen.getAllByRole("listitem").map((item) => plain(item.textContent));
    expect(items[0]).toMatch(/1h (29|30)m left/);
    expect(items[1]).toContain("5m over");
    expect(items[2]).toContain("Stands still, 1d 2h left");
    expect(items[3]).toContain("Kept in 30m");
    expect(items[3]).toContain("Net 30m, with waiting 1h 35m");
  });

  test("[L-07] a complaint is taken in the customer's words", async () => {
    const user = userEvent.setup();
    const convex = draw([]);
    expect(screen.getByText("Nothing is promised at the moment.")).toBeInTheDocument();
    await user.click(screen.getByRole("button", { name: "Take in a complaint" }));
    await user.type(screen.getByRole("textbox", { name: /What the customer says/ }), "Too late again");
    await user.click(screen.getByRole("button", { name: "Escalate" }));
    await waitFor(() => expect(convex.mutations).toHaveLength(1));
    expect(convex.mutations[0]).toMatchObject({
      name: "escalations:complain",
      args: { ticketId, words: "Too late again" },
    });
    await convex.mutations[0]?.resolve("escalation1");
    await waitFor(() => expect(screen.queryByRole("dialog")).toBeNull());
  });
});

describe("[L-13] rule editor", () => {
  const rule: SlaRule = {
    code: "SLA-001",
    type: "assignment",
    level: 1,
    owners: ["supervisor"],
    enabled: true,
    clock: {
      thresholdMs: 120 * MINUTE,
      timeBase: "business",
      defaultThresholdMs: 120 * MINUTE,
      defaultTimeBase: "business",
      minMs: 5 * MINUTE,
      maxMs: 7 * 24 * 60 * MINUTE,
    },
    version: 3,
    changedAt: null,
    changedBy: null,
  };
  const draw = (role: Role, calendars: FunctionReturnType<typeof api.sla.calendars> = []) => {
    const convex = new FakeConvex();
    convex.answer(api.sla.rules, () => [
      rule,
      { ...rule, code: "SLA-007" as const, type: "complaint" as const, clock: null },
    ]);
    convex.answer(api.sla.calendars, () => calendars);
    render(
      <InDeployment convex={convex}>
        <MeContext.Provider value={{ ...me, role }}>
          <RuleEditor zone={ZONE} />
        </MeContext.Provider>
      </InDeployment>,
    );
    return convex;
  };

  test("a promise is shown in the unit it is thought in, and saved with the version it was seen at", async () => {
    const user = userEvent.setup();
    const convex = draw("admin");
    const form = screen.getByRole("form", { name: "A new ticket gets a technician" });
    const amount = within(form).getByRole("textbox", { name: "Time" });
    expect(amount).toHaveValue("2");
    expect(within(form).queryByRole("button", { name: "Save" })).toBeNull();
    await user.clear(amount);
    await user.type(amount, "900");
    expect(within(form).getByRole("button", { name: "Save" })).toBeDisabled();
    expect(plain(form.textContent)).toContain("Choose between 5m and 7d");
    await user.clear(amount);
    await user.type(amount, "٣");
    await user.click(within(form).getByRole("button", { name: "Save" }));
    await waitFor(() => expect(convex.mutations).toHaveLength(1));
    expect(convex.mutations[0]).toMatchObject({
      name: "sla:updateRule",
      args: {
        code: "SLA-001",
        thresholdMs: 180 * MINUTE,
        timeBase: "business",
        enabled: true,
        expectedVersion: 3,
      },
    });
  });

  test("[Z-02] who may not change promises reads them", () => {
    draw("dispatcher");
    const form = screen.getByRole("form", { name: "A new ticket gets a technician" });
    expect(within(form).getByRole("textbox", { name: "Time" })).toBeDisabled();
    expect(within(form).getByRole("switch")).toBeDisabled();
    expect(screen.getByText("At once")).toBeInTheDocument();
  });

  test("[J-05] a branch's calendar is saved as a whole; no calendar is refused before it is sent", async () => {
    const user = userEvent.setup();
    const convex = draw("admin", [
      {
        branchId: branch.branchId,
        name: branch.name,
        zone: ZONE,
        weekend: [5, 6],
        hours: { openMinute: 480, closeMinute: 1200 },
        holidays: ["2030-03-06"],
      },
    ]);
    const form = screen.getByRole("form", { name: "Riyadh" });
    const closes = within(form).getByRole("textbox", { name: "Closes" });
    await user.clear(closes);
    await user.type(closes, "25:00");
    expect(within(form).getByRole("button", { name: "Save" })).toBeDisabled();
    await user.clear(closes);
    await user.type(closes, "٠٢:٠٠");
    expect(plain(form.textContent)).toContain("on the next day");
    await user.click(within(form).getByRole("checkbox", { name: "Saturday" }));
    await user.click(within(form).getByRole("button", { name: /Remove/ }));
    await user.click(within(form).getByRole("button", { name: "Save" }));
    await waitFor(() => expect(convex.mutations).toHaveLength(1));
    expect(convex.mutations[0]).toMatchObject({
      name: "sla:updateCalendar",
      args: { weekend: [5], hours: { openMinute: 480, closeMinute: 120 }, holidays: [] },
    });
  });

  test("lengths are whole numbers of the largest fitting unit", () => {
    expect(lengthOf(90 * MINUTE)).toEqual({ amount: 90, unit: "minutes" });
    expect(lengthOf(120 * MINUTE)).toEqual({ amount: 2, unit: "hours" });
    expect(lengthOf(72 * 60 * MINUTE)).toEqual({ amount: 3, unit: "days" });
    expect(msOf("٢", "days")).toBe(48 * 60 * MINUTE);
    for (const typed of ["", "0", "-1", "1.5", "x", "9999999"]) expect(msOf(typed, "hours")).toBeNull();
  });
});
