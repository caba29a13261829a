/* Draws the board over a fake deployment, with the map replaced by a quiet rectangle. */
import { render } from "@testing-library/react";
import { useState } from "react";
import { I18nProvider } from "react-aria-components";
import { api } from "../../../convex/_generated/api";
import { Board } from "../../../web/features/board/Board";
import type { TechnicianRow, TicketRow, VisitRow } from "../../../web/features/board/boardData";
import type { BoardFilters, TicketList } from "../../../web/features/board/boardFilters";
import { useBoardRows } from "../../../web/features/board/useBoardRows";
import { usePreferences } from "../../../web/lib/preferences";
import { ToastRegion } from "../../../web/ui/ToastRegion";
import { branch, cooling, DAY, fahd, leak, me, nora, planned } from "./boardRows";
import { FakeConvex } from "./fakeConvex";
import { InDeployment } from "./InDeployment";

export interface BoardSituation {
  readonly tickets?: readonly TicketRow[];
  readonly visits?: readonly VisitRow[];
  readonly technicians?: readonly TechnicianRow[];
  readonly filters?: BoardFilters;
}

function BoardUnderTest({ filters }: { readonly filters: BoardFilters }) {
  const { locale } = usePreferences();
  const rows = useBoardRows(branch.branchId, DAY);
  const [list, setList] = useState<TicketList>("waiting");
  const [selected, setSelected] = useState<string | null>(null);
  return (
    <I18nProvider locale={locale === "ar" ? "ar-SA" : "en-GB"}>
      <Board
        me={me}
        branch={branch}
        day={DAY}
        onDay={() => undefined}
        rows={rows}
        filters={filters}
        onClearFilters={() => undefined}
        list={list}
        onList={setList}
        selectedTicket={selected}
        onSelectTicket={setSelected}
        importAction={null}
      />
      <ToastRegion label="Messages" closeLabel="Close" />
    </I18nProvider>
  );
}

export function renderBoard(situation: BoardSituation = {}) {
  const convex = new FakeConvex();
  const tickets = situation.tickets ?? [leak, cooling, planned.ticket];
  convex.answer(api.board.openTickets, () => ({ page: [...tickets], isDone: true, continueCursor: "end" }));
  convex.answer(api.board.appointments, () => [...(situation.visits ?? [planned])]);
  convex.answer(api.board.technicians, () => [...(situation.technicians ?? [fahd, nora])]);
  convex.answer(api.positions.byBranch, () => []);
  convex.answer(api.board.closedTickets, () => []);
  const filters = situation.filters ?? { statuses: [], cities: [], text: "" };
  const view = render(
    <InDeployment convex={convex}>
      <BoardUnderTest filters={filters} />
    </InDeployment>,
  );
  return { convex, ...view };
}
