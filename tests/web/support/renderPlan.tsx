/* Draws the board in plan mode over a fake deployment: a draft with the moves a test wants. */
import { render } from "@testing-library/react";
import type { FunctionReturnType } from "convex/server";
import { useState } from "react";
import { I18nProvider } from "react-aria-components";
import { api } from "../../../convex/_generated/api";
import type { Id } from "../../../convex/_generated/dataModel";
import { NO_FILTERS } from "../../../shared/board/filters";
import type { BoardPane } from "../../../shared/board/panes";
import { Board } from "../../../web/features/board/Board";
import type { TicketRow, VisitRow } from "../../../web/features/board/boardData";
import { PlanScope } from "../../../web/features/board/plan/PlanScope";
import { useBoardRows } from "../../../web/features/board/useBoardRows";
import { usePanes } from "../../../web/features/board/usePanes";
import { usePreferences } from "../../../web/lib/preferences";
import { ToastRegion } from "../../../web/ui/ToastRegion";
import { branch, DAY, fahd, me, NOW, nora } from "./boardRows";
import type { FakeConvex } from "./fakeConvex";
import { InDeployment } from "./InDeployment";
import { answerBoard } from "./renderBoard";

type Draft = FunctionReturnType<typeof api.plans.get>;
type Move = Draft["moves"][number];

export const DRAFT_ID = "draft1" as Id<"planDrafts">;
const SARA = { userId: me.userId, name: me.name, at: NOW };

export function draft(over: Partial<Draft> = {}): Draft {
  const moves = over.moves ?? [];
  return {
    draftId: DRAFT_ID,
    branchId: branch.branchId,
    serviceDay: DAY,
    title: "Tighter afternoon",
    owner: { userId: me.userId, name: me.name },
    visibility: "private",
    state: "open",
    revision: 5,
    moveCount: moves.length,
    touched: SARA,
    closed: null,
    moves,
    hidden: 0,
    ...over,
  };
}

export function moveTo(ticket: TicketRow, technicianId: string | null, startsAt: number | null): Move {
  return {
    ticketId: ticket.ticketId,
    technicianId: technicianId as Id<"technicians"> | null,
    startsAt,
    seenVersion: ticket.version,
    revision: 5,
    movedBy: SARA,
    ticket,
  };
}

const NO_WINDOWS = {
  link: "plan",
  away: new Set<BoardPane>(),
  popOut: () => undefined,
  bringBack: () => undefined,
};

function PlanUnderTest({ opened }: { readonly opened: string | null }) {
  const { locale } = usePreferences();
  const rows = useBoardRows(branch.branchId, DAY);
  const [draftId, setDraftId] = useState(opened);
  const [selected, setSelected] = useState<string | null>(null);
  const [shown, setShown] = useState<BoardPane[]>();
  const panes = usePanes({ panes: shown, onPanes: setShown, only: undefined, windows: NO_WINDOWS });
  return (
    <I18nProvider locale={locale === "ar" ? "ar-SA" : "en-GB"}>
      <PlanScope
        me={me}
        branch={branch}
        day={DAY}
        rows={rows}
        draftId={draftId}
        onDraft={setDraftId}
        onFollow={() => undefined}
      >
        {(drawn) => (
          <Board
            me={me}
            branch={branch}
            day={DAY}
            onDay={() => undefined}
            onOpenPage={() => undefined}
            rows={drawn}
            filters={NO_FILTERS}
            onClearFilters={() => undefined}
            list="waiting"
            onList={() => undefined}
            selectedTicket={selected}
            onSelectTicket={setSelected}
            selectedTechnician={null}
            onSelect={() => undefined}
            panes={panes}
            centre="map"
            onCentre={() => undefined}
            toolbar={null}
            importAction={null}
          />
        )}
      </PlanScope>
      <ToastRegion label="Messages" closeLabel="Close" />
    </I18nProvider>
  );
}

export interface PlanSituationWish {
  readonly tickets: readonly TicketRow[];
  readonly visits?: readonly VisitRow[];
  /** Null: the live board. A function may refuse. */
  readonly draft: Draft | null | (() => Draft);
}

export function renderPlan(wish: PlanSituationWish): { readonly convex: FakeConvex } {
  const convex = answerBoard({
    tickets: wish.tickets,
    visits: wish.visits ?? [],
    technicians: [fahd, nora],
  });
  const { draft: wanted } = wish;
  if (wanted !== null) convex.answer(api.plans.get, () => (typeof wanted === "function" ? wanted() : wanted));
  convex.answer(api.plans.list, () => []);
  render(
    <InDeployment convex={convex}>
      <PlanUnderTest opened={wanted === null ? null : DRAFT_ID} />
    </InDeployment>,
  );
  return { convex };
}
