/* Draws the board over a fake deployment, with the map replaced by a quiet rectangle. */
import { render } from "@testing-library/react";
import type { FunctionReturnType } from "convex/server";
import { type ReactNode, useState } from "react";
import { I18nProvider } from "react-aria-components";
import { api } from "../../../convex/_generated/api";
import { type BoardFilters, NO_FILTERS } from "../../../shared/board/filters";
import type { BoardCentre, BoardPane, TicketList } from "../../../shared/board/panes";
import { Board } from "../../../web/features/board/Board";
import type { Me, TechnicianRow, TicketRow, VisitRow } from "../../../web/features/board/boardData";
// Read beforehand: a test does not wait for what a browser loads behind the first card.
import "../../../web/features/board/DetailPanel";
import { useBoardRows } from "../../../web/features/board/useBoardRows";
import { usePanes } from "../../../web/features/board/usePanes";
import type { MapSelection } from "../../../web/map/mapContract";
import { usePreferences } from "../../../web/lib/preferences";
import { ToastRegion } from "../../../web/ui/ToastRegion";
import { branch, cooling, DAY, fahd, leak, me as sara, nora, planned } from "./boardRows";
import { FakeConvex } from "./fakeConvex";
import { InDeployment } from "./InDeployment";

/** A sheet of positions without anybody. */
const NOBODY = {
  technicianIds: [],
  lat: [],
  lng: [],
  accuracyM: [],
  headingDeg: [],
  recordedAt: [],
  hiddenSince: [],
};

export interface BoardSituation {
  readonly tickets?: readonly TicketRow[];
  readonly visits?: readonly VisitRow[];
  readonly technicians?: readonly TechnicianRow[];
  readonly filters?: BoardFilters;
  /** Who looks; the dispatcher Sara unless somebody else is named. */
  readonly me?: Me;
  /** What stands around the board, such as a replay. */
  readonly around?: (board: ReactNode) => ReactNode;
  readonly flags?: FunctionReturnType<typeof api.board.flags>;
}

const NO_WINDOWS = {
  link: "test",
  away: new Set<BoardPane>(),
  popOut: () => undefined,
  bringBack: () => undefined,
};

function BoardUnderTest({ filters, me }: { readonly filters: BoardFilters; readonly me: Me }) {
  const { locale } = usePreferences();
  const rows = useBoardRows(branch.branchId, DAY);
  const [list, setList] = useState<TicketList>("waiting");
  const [chosen, setChosen] = useState<MapSelection | null>(null);
  const [centre, setCentre] = useState<BoardCentre>("map");
  const [shown, setShown] = useState<BoardPane[]>();
  const panes = usePanes({ panes: shown, onPanes: setShown, only: undefined, windows: NO_WINDOWS });
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
        selectedTicket={chosen?.kind === "ticket" ? chosen.id : null}
        onSelectTicket={(id) => setChosen(id === null ? null : { kind: "ticket", id })}
        selectedTechnician={chosen?.kind === "technician" ? chosen.id : null}
        onSelect={setChosen}
        panes={panes}
        centre={centre}
        onCentre={setCentre}
        toolbar={null}
        onOpenPage={() => undefined}
        importAction={null}
      />
      <ToastRegion label="Messages" closeLabel="Close" />
    </I18nProvider>
  );
}

/** The open tickets from now on, in as many slices as are asked for. */
export function answerOpen(convex: FakeConvex, tickets: readonly TicketRow[]): void {
  convex.answer(api.board.openSlice, ({ slice }) => ({
    tickets: tickets.filter(({ priority }) => priority === slice.priority),
    cutAt: null,
  }));
}

/** A deployment that answers what every board asks. */
export function answerBoard(situation: BoardSituation = {}): FakeConvex {
  const convex = new FakeConvex();
  const tickets = situation.tickets ?? [leak, cooling, planned.ticket];
  answerOpen(convex, tickets);
  convex.answer(api.board.appointments, () => [...(situation.visits ?? [planned])]);
  convex.answer(api.board.technicians, () => [...(situation.technicians ?? [fahd, nora])]);
  convex.answer(api.positions.sheet, () => NOBODY);
  convex.answer(api.board.closedTickets, () => []);
  convex.answer(api.board.flags, () => situation.flags ?? { escalated: [], held: [] });
  return convex;
}

export function renderBoard(situation: BoardSituation = {}) {
  const convex = answerBoard(situation);
  const filters = situation.filters ?? NO_FILTERS;
  const around = situation.around ?? ((board: ReactNode) => board);
  const view = render(
    <InDeployment convex={convex}>
      {around(<BoardUnderTest filters={filters} me={situation.me ?? sara} />)}
    </InDeployment>,
  );
  return { convex, ...view };
}
