/* The board page: address to branch, day and filters; frame with the board's toolbar; the board itself. */
import { getRouteApi, Link } from "@tanstack/react-router";
import { lazy, Suspense, useCallback, useMemo } from "react";
import { useTranslation } from "react-i18next";
import { roleHas } from "../../../shared/access/permissions";
import { BOARD_PANES } from "../../../shared/board/panes";
import { serviceDayOf } from "../../../shared/time/zones";
import { Board } from "../../features/board/Board";
import { BoardToolbar } from "../../features/board/BoardToolbar";
import { type BoardSearch, filtersOf, NO_FILTER_SEARCH, searchOf } from "../../features/board/boardFilters";
import { contentOf, daysFromToday, searchOfView } from "../../features/board/boardViewsData";
import { PlanScope } from "../../features/board/plan/PlanScope";
import { useBoardRows } from "../../features/board/useBoardRows";
import { useDefaultView } from "../../features/board/useDefaultView";
import { ViewsMenu } from "../../features/board/ViewsMenu";
import { BranchOfAddress } from "../BranchOfAddress";
import { BoardCompany } from "../BoardCompany";
import { useBoardWindows } from "../../features/board/useBoardWindows";
import { type Branch, useMe } from "../../lib/session";
import { useNow } from "../../lib/useNow";
import { BareFrame } from "../BareFrame";
import { PageFrame } from "../PageFrame";
import { StaffPage } from "../StaffPage";

const TicketPromises = lazy(async () => ({
  default: (await import("../../features/escalations/TicketPromises")).TicketPromises,
}));

const route = getRouteApi("/board");

/** The board as it is without a view: everything shown, nothing left out. */
const PLAIN_SEARCH: Partial<BoardSearch> = {
  ...NO_FILTER_SEARCH,
  list: undefined,
  centre: undefined,
  day: undefined,
  panes: [...BOARD_PANES],
  saved: "none",
};

export function BoardPage() {
  return (
    <StaffPage permission="board.view">
      <ChosenBranch />
    </StaffPage>
  );
}

function ChosenBranch() {
  const search = route.useSearch();
  return (
    <BranchOfAddress named={search.branch} framed={false}>
      {(branch) => (
        <BoardCompany key={branch.branchId} branch={branch} search={search}>
          <BranchBoard branch={branch} search={search} />
        </BoardCompany>
      )}
    </BranchOfAddress>
  );
}

interface BranchBoardProps {
  readonly branch: Branch;
  readonly search: BoardSearch;
}

function BranchBoard({ branch, search }: BranchBoardProps) {
  const { t } = useTranslation();
  const me = useMe();
  const navigate = route.useNavigate();
  const today = serviceDayOf(useNow(60_000), branch.zone);
  const day = search.day ?? today;
  const rows = useBoardRows(branch.branchId, day);
  const Frame = search.only === undefined ? PageFrame : BareFrame;
  const setSearch = useCallback(
    (change: Partial<BoardSearch>) => {
      void navigate({ search: (before) => ({ ...before, ...change }), replace: true });
    },
    [navigate],
  );
  const onSelect = useCallback(
    (selection: { readonly kind: "ticket" | "technician"; readonly id: string } | null) =>
      setSearch({
        ticket: selection?.kind === "ticket" ? selection.id : undefined,
        person: selection?.kind === "technician" ? selection.id : undefined,
      }),
    [setSearch],
  );
  const onSelectTicket = useCallback(
    (ticketId: string | null) => onSelect(ticketId === null ? null : { kind: "ticket", id: ticketId }),
    [onSelect],
  );
  const panes = useBoardWindows(search, setSearch);
  const dayOffset = daysFromToday(day, today);
  useDefaultView(branch.branchId, search, today, setSearch);
  const filters = useMemo(() => filtersOf(search), [search]);
  // A draft is of one day: going to another day leaves it.
  const onDay = (next: string) => setSearch({ day: next === today ? undefined : next, plan: undefined });
  const onDraft = useCallback(
    (plan: string | null) => setSearch({ plan: plan ?? undefined, ticket: undefined }),
    [setSearch],
  );
  const onFollow = useCallback(
    (place: { readonly branch: string; readonly day: string }) =>
      setSearch({ branch: place.branch, day: place.day === today ? undefined : place.day }),
    [setSearch, today],
  );
  return (
    <Frame showTimeDirection>
      <PlanScope
        me={me}
        branch={branch}
        day={day}
        rows={rows}
        draftId={search.plan ?? null}
        onDraft={onDraft}
        onFollow={onFollow}
      >
        {(shown) => (
          <Board
            me={me}
            toolbar={
              <BoardToolbar
                branches={me.branches}
                branch={branch}
                onBranch={(branchId) => void navigate({ search: { branch: branchId } })}
                day={day}
                today={today}
                onDay={onDay}
                tickets={rows.tickets ?? []}
                filters={filters}
                technicians={rows.technicians ?? []}
                onFilters={(next) => setSearch(searchOf(next))}
                views={
                  <ViewsMenu
                    branchId={branch.branchId}
                    chosen={search.saved === "none" ? undefined : search.saved}
                    onChoose={(view) =>
                      setSearch(view === null ? PLAIN_SEARCH : searchOfView(view.viewId, view.content, today))
                    }
                    current={(withDay) => contentOf(search, panes.shown, withDay ? dayOffset : null)}
                    dayOffset={dayOffset === 0 ? null : dayOffset}
                  />
                }
              />
            }
            panes={panes}
            centre={search.centre ?? "map"}
            onCentre={(centre) => setSearch({ centre: centre === "map" ? undefined : centre })}
            selectedTechnician={search.person ?? null}
            onSelect={onSelect}
            branch={branch}
            day={day}
            onDay={onDay}
            rows={shown}
            filters={filters}
            onClearFilters={() => setSearch(NO_FILTER_SEARCH)}
            list={search.list ?? "waiting"}
            onList={(list) => setSearch({ list: list === "waiting" ? undefined : list })}
            selectedTicket={search.ticket ?? null}
            onSelectTicket={onSelectTicket}
            {...(roleHas(me.role, "tickets.create")
              ? { onCreate: () => void navigate({ to: "/requests/new" }) }
              : {})}
            ticketExtras={(ticket) => (
              <>
                <p className="border-b border-line p-3 text-sm">
                  <Link
                    to="/tickets/$number"
                    params={{ number: ticket.number }}
                    className="text-accent hover:underline"
                  >
                    {t("ticket.open")}
                  </Link>
                </p>
                <Suspense fallback={null}>
                  <TicketPromises ticketId={ticket.ticketId} number={ticket.number} zone={branch.zone} />
                </Suspense>
              </>
            )}
            onOpenPage={({ number }) => void navigate({ to: "/tickets/$number", params: { number } })}
            importAction={
              <Link to="/import" className="text-sm text-accent underline">
                {t("board.queue.importAction")}
              </Link>
            }
          />
        )}
      </PlanScope>
    </Frame>
  );
}
