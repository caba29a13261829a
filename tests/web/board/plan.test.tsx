/* Plan mode on the board: drops go into the draft and nowhere else, what is in the way is named, and how one gets out. */
import { act, fireEvent, render, screen, waitFor, within } from "@testing-library/react";
import userEvent from "@testing-library/user-event";
import { ConvexError } from "convex/values";
import { afterEach, beforeEach, describe, expect, test, vi } from "vitest";
import { api } from "../../../convex/_generated/api";
import { PlanContext, type PlanScopeValue } from "../../../web/features/board/plan/planContext";
import { PlanLiveSteps } from "../../../web/features/board/plan/PlanLiveSteps";
import { at, fahd, leak, me, NOW, planned, ticket, visit } from "../support/boardRows";
import { plain } from "../support/plainText";
import { draft, moveTo, renderPlan } from "../support/renderPlan";

vi.mock("../../../web/map/DispatchMap", () => ({ DispatchMap: () => <div data-testid="map" /> }));

const banner = () => screen.getByRole("region", { name: "Plan mode" });
const panel = () => screen.getByRole("complementary", { name: "What the draft changes" });
const queue = () => screen.getByRole("region", { name: "Tickets" });
const lanes = () => screen.getByRole("region", { name: "Technicians and hours" });
const names = (convex: { mutations: readonly { name: string }[] }) => convex.mutations.map((one) => one.name);
const openPanel = async () => {
  if (screen.queryByRole("complementary", { name: "What the draft changes" })) return;
  await userEvent.click(within(banner()).getByRole("button", { name: /Differences/ }));
};

async function carryLeak(keys: string) {
  within(queue())
    .getByRole("button", { name: /Kitchen leak.*TK-LEAK/ })
    .focus();
  await userEvent.keyboard(` ${keys}`);
}

beforeEach(() => {
  vi.useFakeTimers({ now: NOW, toFake: ["Date"] });
});
afterEach(() => {
  vi.useRealTimers();
});

describe("an open draft", () => {
  test("[S-21] says what it is, whose, and that nothing is live", () => {
    renderPlan({ tickets: [leak], draft: draft() });
    const text = plain(banner().textContent);
    for (const part of ["Draft", "Tighter afternoon", "yours", "only you see it", "Not live"])
      expect(text).toContain(part);
  });

  test("[S-35] a drop goes into the draft at once, marked, and never to the live day", async () => {
    const { convex } = renderPlan({ tickets: [leak], draft: draft() });
    await carryLeak("{ArrowRight}{Enter}");
    const visit = within(lanes()).getByRole("button", { name: /TK-LEAK.*moved in the draft/ });
    expect(visit).toBeInTheDocument();
    expect(within(queue()).queryByText("Kitchen leak")).toBeNull();
    expect(names(convex)).toEqual(["plans:move"]);
    expect(convex.mutations[0]?.args).toMatchObject({
      ticketId: "leak",
      technicianId: "fahd",
      seenVersion: 1,
      expectedRevision: null,
    });
    expect(plain(banner().textContent)).toMatch(/With nobodybetter0\W*−1/);
  });

  test("[S-21] a moved visit leaves an outline of its live place", () => {
    renderPlan({
      tickets: [planned.ticket],
      visits: [planned],
      draft: draft({ moves: [moveTo(planned.ticket, "fahd", at(16))] }),
    });
    expect(document.querySelector(`[data-live-place="${planned.ticket.ticketId}"]`)).not.toBeNull();
    expect(within(lanes()).getByRole("button", { name: /TK-PLAN.*16:00.*moved in the draft/ })).toBeVisible();
  });

  test("[S-35] what could be decided against is taken and named; what cannot be is refused", async () => {
    const { convex } = renderPlan({
      tickets: [leak, planned.ticket],
      visits: [planned],
      draft: draft({ moves: [moveTo(leak, "fahd", at(13))] }),
    });
    await openPanel();
    expect(plain(panel().textContent)).toContain("Fahd has TK-PLAN from 13:00");
    await userEvent.click(within(banner()).getByRole("button", { name: "Apply" }));
    const dialog = screen.getByRole("dialog");
    expect(within(dialog).getByText(/TK-LEAK.*TK-PLAN/)).toBeVisible();
    expect(within(dialog).getByRole("button", { name: "Apply to the live day" })).toBeDisabled();
    expect(names(convex)).toEqual([]);
  });

  test("[T-33] a ticket that changed since is a conflict: keep after a second look, or take the live place", async () => {
    const stale = { ...moveTo(planned.ticket, "fahd", at(16)), seenVersion: 2 };
    const { convex } = renderPlan({
      tickets: [planned.ticket],
      visits: [planned],
      draft: draft({ moves: [stale] }),
    });
    expect(plain(banner().textContent)).toContain("1 conflict");
    await openPanel();
    await userEvent.click(
      within(panel()).getByRole("button", { name: /Keep the draft's place of .*TK-PLAN/ }),
    );
    expect(convex.mutations[0]?.args).toMatchObject({
      seenVersion: 3,
      expectedRevision: 5,
      startsAt: at(16),
    });
    expect(within(panel()).getByText("Nothing is in the way of these moves.")).toBeVisible();
    await userEvent.click(within(panel()).getByRole("button", { name: /Take .*TK-PLAN.* out of the draft/ }));
    expect(names(convex)).toEqual(["plans:move", "plans:unmove"]);
    expect(within(panel()).getByText(/No move yet/)).toBeVisible();
  });

  test("[S-21] Ctrl+Z takes the own move back, and leaves alone what somebody else moved since", async () => {
    const { convex } = renderPlan({ tickets: [leak], draft: draft() });
    await carryLeak("{ArrowRight}{Enter}");
    await convex.mutations[0]?.resolve(6);
    const made = convex.mutations[0]?.args;
    const startsAt = made?.["startsAt"] as number;
    const mine = { ...moveTo(leak, "fahd", startsAt), revision: 6 };
    convex.answer(api.plans.get, () => draft({ revision: 6, moves: [mine] }));
    await waitFor(() => expect(within(banner()).getByRole("button", { name: /Undo/ })).toBeEnabled());
    convex.answer(api.plans.get, () =>
      draft({ revision: 7, moves: [{ ...mine, revision: 7, startsAt: at(17) }] }),
    );
    await userEvent.keyboard("{Control>}z{/Control}");
    await waitFor(() => expect(plain(banner().textContent)).toContain("Somebody else has moved"));
    expect(names(convex)).toEqual(["plans:move"]);
  });

  test("[S-21] a stack goes into the draft as one, and one undo takes all of it back but what a colleague moved", async () => {
    const tap = ticket({ id: "tap", problem: "Dripping tap", workType: "plumbing" });
    const { convex } = renderPlan({ tickets: [leak, tap], draft: draft() });
    const user = userEvent.setup();
    for (const problem of [/^Kitchen leak/, /^Dripping tap/])
      fireEvent.click(within(queue()).getByRole("button", { name: problem }), { ctrlKey: true });
    const bar = screen.getByRole("toolbar", { name: "Selected tickets" });
    await user.click(within(bar).getByRole("button", { name: "Assign to…" }));
    const dialog = await screen.findByRole("dialog", { name: /^Assign .*2.* tickets/ });
    await user.click(within(dialog).getByRole("button", { name: /Nora/ }));
    expect(names(convex)).toEqual(["plans:moveMany"]);
    const place = { technicianId: "nora", startsAt: null };
    expect(convex.mutations[0]?.args["moves"]).toEqual([
      { ticketId: "leak", place, seenVersion: 1, expectedRevision: null },
      { ticketId: "tap", place, seenVersion: 1, expectedRevision: null },
    ]);
    // Drawn before the answer, and both of them.
    expect(within(queue()).queryByText(/Kitchen leak|Dripping tap/)).toBeNull();
    const mine = [leak, tap].map((one, index) => ({ ...moveTo(one, "nora", null), revision: 6 + index }));
    convex.answer(api.plans.get, () => draft({ revision: 7, moves: mine }));
    await convex.mutations[0]?.resolve(7);
    const toast = await screen.findByRole("alertdialog");
    expect(plain(toast.textContent)).toContain("2 tickets moved in the draft");
    const [first, second] = mine;
    if (!first || !second) throw new Error("two moves");
    convex.answer(api.plans.get, () =>
      draft({ revision: 8, moves: [first, { ...second, revision: 8, technicianId: fahd.technicianId }] }),
    );
    await user.click(within(toast).getByRole("button", { name: "Undo" }));
    expect(names(convex)).toEqual(["plans:moveMany", "plans:unmove"]);
    expect(convex.mutations[1]?.args).toMatchObject({ ticketId: "leak", expectedRevision: 6 });
  });

  test("[S-21] applying sends what was looked at; a refusal lists every reason and changes nothing", async () => {
    const { convex } = renderPlan({
      tickets: [leak],
      draft: draft({ moves: [moveTo(leak, "fahd", at(15))] }),
    });
    await userEvent.click(within(banner()).getByRole("button", { name: "Apply" }));
    const dialog = screen.getByRole("dialog");
    await userEvent.click(within(dialog).getByRole("button", { name: "Apply to the live day" }));
    const sent = convex.mutations[0];
    expect(sent).toMatchObject({ name: "plans:apply", args: { expectedRevision: 5 } });
    const blockers = [{ code: "unwantedByCustomer", technician: { ar: "فهد", en: "Fahd" } }];
    const moves = [{ ticketId: "leak", number: "TK-LEAK", blockers }];
    await sent?.reject(new ConvexError({ v: 1, code: "plan.blocked", params: { moves } }));
    expect(within(dialog).getByRole("alert")).toHaveTextContent(/nothing has changed/);
    expect(plain(within(dialog).getByRole("alert").textContent)).toContain("TK-LEAK: ");
    await userEvent.click(within(dialog).getByRole("button", { name: "Apply to the live day" }));
    await convex.mutations.at(-1)?.resolve({ applied: 1, there: 0, replayed: false });
    await waitFor(() => expect(screen.queryByRole("region", { name: "Plan mode" })).toBeNull());
    expect(screen.getByText(/move applied$/)).toBeVisible();
    // All of it is one gesture of the live board.
    await userEvent.click(within(screen.getByRole("alertdialog")).getByRole("button", { name: "Undo" }));
    expect(convex.mutations.at(-1)).toMatchObject({
      name: "boardActions:undoOwn",
      args: { gestureId: convex.mutations.at(-2)?.args["operationId"] },
    });
  });
});

describe("a draft that is not open", () => {
  test("[S-35] while it is loading no drop reaches the live day", async () => {
    const { convex } = renderPlan({ tickets: [leak], draft: null });
    expect(screen.queryByRole("region", { name: "Plan mode" })).toBeNull();
    await carryLeak("{ArrowRight}{Enter}");
    expect(names(convex)).toEqual(["tickets:place"]);
    document.body.innerHTML = "";
    const loading = renderPlan({
      tickets: [leak],
      draft: () => undefined as unknown as ReturnType<typeof draft>,
    });
    expect(banner()).toHaveTextContent("Opening the draft…");
    await carryLeak("{ArrowRight}{Enter}");
    expect(names(loading.convex)).toEqual([]);
  });

  test("[Z-02] one that is gone or private looks the same, and leads back to the live board", async () => {
    const { convex } = renderPlan({
      tickets: [leak],
      draft: () => {
        throw new ConvexError({ v: 1, code: "access.denied", params: {} });
      },
    });
    await waitFor(() => expect(banner()).toHaveTextContent("This draft is not there"));
    await carryLeak("{ArrowRight}{Enter}");
    expect(names(convex)).toEqual([]);
    await userEvent.click(within(banner()).getByRole("button", { name: "Back to the live board" }));
    expect(screen.queryByRole("region", { name: "Plan mode" })).toBeNull();
  });

  test("[S-21] one that was applied says by whom and takes no more moves", async () => {
    const closed = { userId: me.userId, name: { ar: "فيصل", en: "Faisal" }, at: NOW - 60_000, applied: 1 };
    const { convex } = renderPlan({ tickets: [leak], draft: draft({ state: "applied", closed }) });
    expect(plain(banner().textContent)).toContain("Faisal applied this draft");
    expect(within(banner()).queryByRole("button", { name: "Apply" })).toBeNull();
    await carryLeak("{ArrowRight}{Enter}");
    expect(names(convex)).toEqual([]);
  });
});

describe("what the draft does not hold", () => {
  test("[S-21] steps in a ticket's panel stand apart, say that they are live, and open only when asked for", async () => {
    const steps = <button type="button">Cancel the ticket</button>;
    const scope = (kind: "open" | "live"): PlanScopeValue =>
      ({ situation: kind === "live" ? { kind } : { kind, mode: {} } }) as unknown as PlanScopeValue;
    const drawn = render(
      <PlanContext value={scope("open")}>
        <PlanLiveSteps>{steps}</PlanLiveSteps>
      </PlanContext>,
    );
    const frame = screen.getByRole("region", { name: "Steps on the live day" });
    expect(frame).toHaveTextContent("not part of the draft");
    expect(screen.queryByRole("button", { name: "Cancel the ticket" })).toBeNull();
    await userEvent.click(within(frame).getByRole("button", { name: "Show the live steps" }));
    expect(within(frame).getByRole("button", { name: "Cancel the ticket" })).toBeVisible();
    drawn.rerender(
      <PlanContext value={scope("live")}>
        <PlanLiveSteps>{steps}</PlanLiveSteps>
      </PlanContext>,
    );
    expect(screen.queryByRole("region", { name: "Steps on the live day" })).toBeNull();
    expect(screen.getByRole("button", { name: "Cancel the ticket" })).toBeVisible();
  });

  test("[S-21] a draft whose days are over while it is open says that it is gone, and takes no drop", async () => {
    const { convex } = renderPlan({ tickets: [leak], draft: draft() });
    expect(plain(banner().textContent)).toContain("Tighter afternoon");
    await act(async () => {
      convex.answer(api.plans.get, () => {
        throw new ConvexError({ v: 1, code: "access.denied", params: {} });
      });
      await Promise.resolve();
    });
    await waitFor(() =>
      expect(within(banner()).getByRole("alert")).toHaveTextContent("This draft is not there"),
    );
    await carryLeak("{ArrowRight}{Enter}");
    expect(names(convex)).toEqual([]);
  });

  test("[S-21] a discarded one can be brought back by its owner until its days are over", async () => {
    const closed = { userId: me.userId, name: me.name, at: NOW - 60_000, applied: 0 };
    const { convex } = renderPlan({ tickets: [leak], draft: draft({ state: "discarded", closed }) });
    expect(plain(banner().textContent)).toContain("Sara discarded this draft");
    expect(within(banner()).queryByRole("button", { name: "Apply" })).toBeNull();
    await userEvent.click(within(banner()).getByRole("button", { name: "Bring it back" }));
    expect(names(convex)).toEqual(["plans:restore"]);
  });

  test("[T-33] several that only changed are kept at once; one that is in the way by itself stays listed", async () => {
    const other = visit(ticket({ id: "other", workType: "plumbing" }), "fahd", at(15));
    const held = visit(ticket({ id: "held", workType: "plumbing" }), "fahd", at(18));
    const moves = [planned, other].map(({ ticket: one }, index) => ({
      ...moveTo(one, "nora", at(11 + 3 * index)),
      seenVersion: 2,
    }));
    const { convex } = renderPlan({
      tickets: [],
      visits: [planned, other, held],
      draft: draft({ moves: [...moves, moveTo(leak, "fahd", at(18))] }),
    });
    expect(plain(banner().textContent)).toContain("3 conflicts");
    await openPanel();
    await userEvent.click(within(panel()).getByRole("button", { name: "Keep all that only changed" }));
    await convex.mutations[0]?.resolve(6);
    await waitFor(() => expect(names(convex)).toEqual(["plans:move", "plans:move"]));
    expect(convex.mutations.map(({ args }) => [args["ticketId"], args["seenVersion"]])).toEqual([
      ["plan", 3],
      ["other", 3],
    ]);
    expect(plain(panel().textContent)).toContain("Fahd has TK-HELD from 18:00");
  });
});
