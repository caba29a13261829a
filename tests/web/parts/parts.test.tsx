/* Requests for parts of a branch: who may do what with them, ordering with a promised day, taking back only after a question. */
import { render, screen, within } from "@testing-library/react";
import userEvent from "@testing-library/user-event";
import type { FunctionReturnType } from "convex/server";
import { I18nProvider } from "react-aria-components";
import { describe, expect, test } from "vitest";
import { api } from "../../../convex/_generated/api";
import type { Id } from "../../../convex/_generated/dataModel";
import { instantAt } from "../../../shared/time/zones";
import { PartsBoard } from "../../../web/features/parts/PartsBoard";
import { type Me, MeContext } from "../../../web/lib/session";
import { ToastRegion } from "../../../web/ui/ToastRegion";
import { branch, me, NOW, ZONE } from "../support/boardRows";
import { FakeConvex } from "../support/fakeConvex";
import { technicianMe } from "../support/fieldRows";
import { InDeployment } from "../support/InDeployment";

type Request = FunctionReturnType<typeof api.parts.byState>[number];

const by = { userId: technicianMe.userId, name: technicianMe.name, role: "technician" as const };
const request: Request = {
  requestId: "request" as Id<"partsRequests">,
  ticketId: "first" as Id<"tickets">,
  number: "TK-FIRST",
  state: "pending",
  lines: [{ name: "Drain pump", partNumber: "DP-7", quantity: 2 }],
  note: "",
  by,
  askedAt: NOW,
  expectedAt: null,
  version: 3,
  history: [{ state: "pending", at: NOW, by, note: "" }],
};

function draw(rows: Request[], who: Me = me): FakeConvex {
  const convex = new FakeConvex();
  convex.answer(api.parts.byState, () => rows);
  render(
    <InDeployment convex={convex}>
      <I18nProvider locale="en-GB">
        <MeContext.Provider value={who}>
          <PartsBoard
            branch={branch}
            onBranch={() => undefined}
            state="pending"
            onState={() => undefined}
            ticketLink={(number) => <a href={`/tickets/${number}`}>{number}</a>}
          />
          <ToastRegion label="Messages" closeLabel="Close" />
        </MeContext.Provider>
      </I18nProvider>
    </InDeployment>,
  );
  return convex;
}

describe("parts of a branch", () => {
  test("[D-05] a request says what, how many and for which ticket; ordering keeps the promised day and the supplier's note", async () => {
    const convex = draw([request]);
    const article = screen.getByRole("article");
    expect(article).toHaveTextContent("2×Drain pumpDP-7");
    expect(within(article).getByRole("link", { name: "TK-FIRST" })).toBeInTheDocument();
    await userEvent.click(screen.getByRole("button", { name: "Ordered" }));
    expect(convex.mutations).toHaveLength(0);
    await userEvent.type(screen.getByLabelText("Expected on (optional)"), "2026-12-03");
    await userEvent.type(screen.getByLabelText("Supplier's note (optional)"), "two in stock");
    await userEvent.click(screen.getByRole("button", { name: "Mark as ordered" }));
    expect(convex.mutations[0]?.args).toMatchObject({
      requestId: "request",
      step: "order",
      note: "two in stock",
      expectedAt: instantAt("2026-12-03", 23 * 60 + 59, ZONE),
      expectedVersion: 3,
    });
  });

  test("[D-05] taking a request back is asked once more; who may not act sees no button", async () => {
    const convex = draw([request]);
    await userEvent.click(screen.getByRole("button", { name: "Take back" }));
    expect(convex.mutations).toHaveLength(0);
    const sure = screen.getByRole("group", { name: "Take this request for parts back?" });
    expect(within(sure).getByRole("button", { name: "Take back" })).toHaveFocus();
    await userEvent.click(within(sure).getByRole("button", { name: "Take back" }));
    expect(convex.mutations[0]?.args).toMatchObject({ step: "cancel" });
  });

  test("[D-05] a supplier's day that has passed is said; a technician without a right sees no step", () => {
    draw([{ ...request, state: "ordered", expectedAt: 0 }], {
      ...technicianMe,
      userId: "other" as Id<"users">,
    });
    expect(screen.getByText(/overdue since/)).toBeInTheDocument();
    expect(screen.getAllByRole("button").map((button) => button.textContent)).not.toContain("Take back");
  });
});
