/*
 * Lays the draft of the address over the live rows and puts it into the context the board reads. Keeps the same tree
 * live and in a draft, so that the map stands still when one is opened. While a draft is asked for and not there yet,
 * no drop goes anywhere: least of all to the live day.
 */
import { type ReactNode, useEffect, useMemo, useRef, useState } from "react";
import { useTranslation } from "react-i18next";
import { isThere } from "../../../../shared/planning/moves";
import { placedFacts } from "../../../../shared/planning/placedCard";
import { placedStart } from "../../../../shared/tickets/placement";
import type { ServiceDay } from "../../../../shared/time/zones";
import { presentError } from "../../../lib/presentError";
import { useFormat } from "../../../lib/useFormat";
import { useNow } from "../../../lib/useNow";
import { useWords } from "../../../lib/useWords";
import { showToast } from "../../../ui/toastQueue";
import type { Branch, Me, TicketRow } from "../boardData";
import type { DropTarget } from "../dropTarget";
import { slideBack } from "../slideBack";
import type { BoardRows } from "../useBoardRows";
import type { Drop, DropOutcome } from "../useDrop";
import { useTargetWords } from "../useTargetWords";
import { type JudgedMove, type Move, PlanContext, type PlanMode, type PlanSituation } from "./planContext";
import type { PlanScopeValue } from "./planContext";
import { compareDays, draftRows, judgeDraft, type LiveDay, liveCards } from "./readDraft";
import { useDraft } from "./useDraft";
import { type Place, type Step, usePlanMoves } from "./usePlanMoves";

export interface PlanScopeProps {
  readonly me: Me;
  readonly branch: Branch;
  readonly day: ServiceDay;
  readonly rows: BoardRows;
  /** As it stands in the address; null is the live board. */
  readonly draftId: string | null;
  readonly onDraft: PlanScopeValue["onDraft"];
  /** The address names a draft of another day or branch: the page goes there. */
  readonly onFollow: (place: { readonly branch: string; readonly day: ServiceDay }) => void;
  readonly children: (rows: BoardRows) => ReactNode;
}

const WIDE = 1500;

export function PlanScope(props: PlanScopeProps) {
  const { me, branch, day, rows, draftId, onDraft, onFollow, children } = props;
  const { t } = useTranslation();
  const words = useWords();
  const format = useFormat();
  const now = useNow(60_000);
  const { draft: answer, gone } = useDraft(draftId);
  // A draft of another day or branch is not this board's: until the page has followed it, nothing is drawn from it.
  const draft = answer?.branchId === branch.branchId && answer.serviceDay === day ? answer : undefined;
  const elsewhere = answer !== undefined && draft === undefined ? answer : undefined;
  useEffect(() => {
    if (elsewhere) onFollow({ branch: elsewhere.branchId, day: elsewhere.serviceDay });
  }, [elsewhere, onFollow]);
  const [panelOpen, setPanelOpen] = useState(() => window.innerWidth >= WIDE);
  const [said, setSaid] = useState("");

  const live = useMemo(
    (): LiveDay => ({
      branch,
      day,
      tickets: rows.tickets ?? [],
      visits: rows.visits ?? [],
      technicians: rows.technicians ?? [],
      actor: { role: me.role, technicianId: me.technicianId },
    }),
    [branch, day, rows.tickets, rows.visits, rows.technicians, me.role, me.technicianId],
  );
  const targetWords = useTargetWords(live);
  const cards = useMemo(() => (draft ? liveCards(live, draft) : undefined), [live, draft]);
  const liveOf = (ticketId: string): TicketRow | undefined =>
    cards?.get(ticketId) ??
    live.tickets.find((one) => one.ticketId === ticketId) ??
    live.visits.find((one) => one.ticket.ticketId === ticketId)?.ticket;
  const { change, put, step, canUndo, canRedo } = usePlanMoves(me, draft, liveOf);
  const drawn = useMemo(() => (draft ? draftRows(live, draft) : undefined), [live, draft]);
  const judged = useMemo(
    () => (draft && cards ? judgeDraft(live, draft, cards, now) : []),
    [live, draft, cards, now],
  );
  const comparison = useMemo(() => (drawn ? compareDays(live, drawn, now) : undefined), [live, drawn, now]);

  /** Runs a change; a refusal is said and shown, never thrown. */
  const attempt = async (number: string, work: () => Promise<string>): Promise<DropOutcome> => {
    try {
      const sentence = await work();
      setSaid(sentence);
      return { ok: true, said: sentence };
    } catch (thrown) {
      const problem = presentError(thrown, t, words, format, branch.zone);
      const lines = problem.reasons.length > 0 ? problem.reasons : [problem.title];
      showToast({ tone: "problem", title: t("plan.said.refused", { number }), lines });
      return { ok: false, said: [t("plan.said.refused", { number }), ...lines].join(" ") };
    }
  };

  const dropNow = async ({ ticket, target, minutes }: Drop): Promise<DropOutcome> => {
    const liveTicket = liveOf(ticket.ticketId);
    const known = draft?.moves.find((one) => one.ticketId === ticket.ticketId);
    const place = placeFor(live, ticket, target, minutes ?? known?.minutes);
    if (draft?.state !== "open" || liveTicket === undefined || place === null) {
      slideBack(ticket.ticketId);
      return { ok: false, said: t("plan.said.refused", { number: ticket.number }) };
    }
    const back = isThere(placedFacts(liveTicket), place);
    const outcome = await attempt(ticket.number, async () => {
      await change([{ ticket: liveTicket, place: back ? null : place }]);
      return back
        ? t("plan.said.back", { number: ticket.number })
        : t("plan.said.moved", { number: ticket.number, target: targetWords(ticket, target) });
    });
    if (!outcome.ok) slideBack(ticket.ticketId);
    return outcome;
  };
  const swapNow = async (first: TicketRow, second: TicketRow): Promise<string> => {
    const [holder, other] = [first.visit?.technicianId, second.visit?.technicianId];
    if (holder === undefined || other === undefined) return t("plan.said.refused", { number: first.number });
    const one = await dropNow({ ticket: first, target: { kind: "technician", technicianId: other } });
    if (!one.ok) return one.said;
    const two = await dropNow({ ticket: second, target: { kind: "technician", technicianId: holder } });
    return two.ok ? `${one.said} ${two.said}` : two.said;
  };
  /** A stack put down in the draft: one change, one undo. */
  const dropManyNow = async (drops: readonly Drop[]): Promise<boolean> => {
    const wanted = drops.flatMap(({ ticket, target }) => {
      const liveTicket = liveOf(ticket.ticketId);
      const known = draft?.moves.find((one) => one.ticketId === ticket.ticketId);
      const place = placeFor(live, ticket, target, known?.minutes);
      if (liveTicket === undefined || place === null) return [];
      return [{ ticket: liveTicket, place: isThere(placedFacts(liveTicket), place) ? null : place }];
    });
    if (draft?.state !== "open" || wanted.length < drops.length) return false;
    const title = t("plan.said.movedMany", { count: wanted.length });
    const outcome = await attempt(t("boardActions.choice.count", { count: wanted.length }), async () => {
      await change(wanted);
      return title;
    });
    if (outcome.ok)
      showToast({
        tone: "done",
        title,
        action: { label: t("boardActions.undo"), run: () => void latest.current.walk("undo") },
      });
    return outcome.ok;
  };

  const remove = async (move: Move): Promise<string> => {
    const { number } = move.ticket;
    const outcome = await attempt(number, async () => {
      await change([{ ticket: move.ticket, place: null }]);
      return t("plan.said.back", { number });
    });
    return outcome.said;
  };
  const keep = async ({ move, live: ticket }: JudgedMove): Promise<string> => {
    const { technicianId, startsAt, minutes } = move;
    const place = { technicianId, startsAt, ...(minutes === undefined ? {} : { minutes }) };
    const outcome = await attempt(ticket.number, async () => {
      await put(ticket.ticketId, place);
      return t("plan.panel.keepMineOf", { number: ticket.number });
    });
    return outcome.said;
  };
  const walk = async (direction: "undo" | "redo"): Promise<string> => {
    const outcome = await attempt("", async () => stepWords(await step(direction)));
    return outcome.said;
    function stepWords({ kind, numbers }: Step): string {
      const [number = ""] = numbers;
      const count = numbers.length;
      if (kind === "nothing") return t("plan.said.nothingToUndo");
      if (kind === "changed") return t("plan.said.undoChanged", { number });
      if (count > 1)
        return t(direction === "undo" ? "plan.said.undoneMany" : "plan.said.redoneMany", { count });
      return t(direction === "undo" ? "plan.said.undone" : "plan.said.redone", { number });
    }
  };

  const latest = useRef({ dropNow, dropManyNow, swapNow, walk });
  latest.current = { dropNow, dropManyNow, swapNow, walk };

  const mode: PlanMode | null =
    draft && drawn && comparison
      ? {
          draft,
          editable: draft.state === "open",
          technicians: live.technicians,
          moves: judged,
          conflicts: draft.state === "open" ? judged.filter((one) => one.verdict?.kind === "blocked") : [],
          moved: drawn.moved,
          comparison,
          remove,
          keep,
          undo: draft.state === "open" && canUndo ? () => walk("undo") : null,
          redo: draft.state === "open" && canRedo ? () => walk("redo") : null,
        }
      : null;
  const situation: PlanSituation =
    draftId === null
      ? { kind: "live" }
      : gone
        ? { kind: "gone" }
        : mode === null
          ? { kind: "loading" }
          : { kind: "open", mode };
  const doors = useMemo(
    (): Pick<PlanScopeValue, "drop" | "dropMany" | "swap"> =>
      draftId === null
        ? { drop: null, dropMany: null, swap: null }
        : {
            drop: (wanted) => latest.current.dropNow(wanted),
            dropMany: (wanted) => latest.current.dropManyNow(wanted),
            swap: (first, second) => latest.current.swapNow(first, second),
          },
    [draftId],
  );
  const shown = useMemo(
    (): BoardRows =>
      drawn === undefined || draft?.state !== "open"
        ? rows
        : {
            ...rows,
            tickets: rows.tickets && drawn.tickets,
            visits: rows.visits && drawn.visits,
          },
    [rows, drawn, draft?.state],
  );
  const value: PlanScopeValue = {
    me,
    branch,
    day,
    situation,
    onDraft,
    ...doors,
    panelOpen,
    onPanel: setPanelOpen,
    said,
    say: setSaid,
  };
  return <PlanContext.Provider value={value}>{children(shown)}</PlanContext.Provider>;
}

/** Where a drop puts the ticket, said in full: what is drawn untimed stays untimed, what has a time keeps it. */
function placeFor(
  live: LiveDay,
  ticket: TicketRow,
  target: DropTarget,
  minutes: number | undefined,
): Place | null {
  if (target.kind === "queue") return { technicianId: null, startsAt: null };
  const technician = live.technicians.find((one) => one.technicianId === target.technicianId);
  if (technician === undefined) return null;
  const wanted = target.kind === "lane" ? target.startsAt : null;
  const startsAt = placedStart(placedFacts(ticket), wanted);
  return {
    technicianId: technician.technicianId,
    startsAt,
    ...(minutes === undefined || startsAt === null ? {} : { minutes }),
  };
}
