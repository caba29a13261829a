/*
 * Everything the board does with a drop besides carrying it out: says why one is refused before it was sent, offers
 * those who may to decide against it, exchanges two visits, and hands all of it to the parts as the board's actions.
 */
import { useMemo, useRef, useState } from "react";
import { useTranslation } from "react-i18next";
import { canOverride } from "../../../shared/tickets/technicianFit";
import { useWords } from "../../lib/useWords";
import { showToast } from "../../ui/toastQueue";
import type { Me } from "./boardData";
import { technicianOf } from "./dropTarget";
import { type BoardWorld, judgeDrop, type Verdict } from "./judgeDrop";
import type { BoardActions } from "./late/boardActions";
import type { Overridable } from "./late/OverrideDialog";
import { useSwap } from "./late/useSwap";
import { usePlanScope } from "./plan/planContext";
import { slideBack } from "./slideBack";
import { type Drop, type DropOutcome, type OfferOverride, useDrop } from "./useDrop";

export interface BoardDropInput {
  readonly say: (sentence: string) => void;
  readonly select: (ticketId: string) => void;
  /** Undoes the own gesture sent with this operation id. */
  readonly undoGesture: (operationId: string) => Promise<void>;
}

export interface BoardDrop {
  readonly drop: (drop: Drop) => Promise<DropOutcome>;
  /** Shows why a drop is not even sent. */
  readonly refuse: (drop: Drop, verdict: Verdict) => void;
  readonly actions: BoardActions;
  /** The refused drop somebody wants to do nevertheless. */
  readonly overriding: Overridable | null;
  readonly setOverriding: (wanted: Overridable | null) => void;
}

export function useBoardDrop(
  me: Me,
  world: BoardWorld,
  { say, select, undoGesture }: BoardDropInput,
): BoardDrop {
  const { t } = useTranslation();
  const words = useWords();
  const [overriding, setOverriding] = useState<Overridable | null>(null);
  const offerOverride: OfferOverride = (drop, blockers) =>
    drop.override === undefined && canOverride(me.role, blockers)
      ? { label: t("late.override.action"), run: () => setOverriding({ drop, blockers }) }
      : undefined;
  const live = useDrop(me, world, slideBack, (id) => void undoGesture(id), offerOverride);
  const liveSwap = useSwap(me, world);
  // In a draft nothing the board does may reach the live day.
  const plan = usePlanScope();
  const drop = plan?.drop ?? live.drop;
  const swap = plan?.swap ?? liveSwap;

  const refuse = (wanted: Drop, verdict: Verdict) => {
    if (verdict.ok) return;
    const { ticket, target, minutes } = wanted;
    const technician = world.technicians.find((row) => row.technicianId === technicianOf(target));
    const action = offerOverride(wanted, verdict.blockers);
    const { number } = ticket;
    const title =
      minutes !== undefined
        ? t("late.length.refused", { number })
        : technician
          ? t("board.drop.refusedBy", { number, name: words.name(technician.name) })
          : t("board.drop.refused", { number });
    const lines = verdict.blockers.map((blocker) => words.blocker(blocker, world.branch.zone));
    showToast({ tone: "problem", title, lines, ...(action ? { action } : {}) });
    if (minutes !== undefined) say([title, ...lines].join(" "));
    else slideBack(ticket.ticketId);
  };

  // The actions are read by many parts; only other rows make them anew.
  const latest = useRef({ drop, swap, refuse, say, select });
  latest.current = { drop, swap, refuse, say, select };
  const actions = useMemo(
    (): BoardActions => ({
      world,
      drop: (wanted) => {
        void latest.current.drop(wanted).then((outcome) => latest.current.say(outcome.said));
      },
      swap: (first, second) => {
        void latest.current.swap(first, second).then((said) => latest.current.say(said));
      },
      select: (ticketId) => latest.current.select(ticketId),
      say: (sentence) => latest.current.say(sentence),
      refuse: (wanted) => {
        const { ticket, target, minutes } = wanted;
        const details = minutes === undefined ? {} : { minutes };
        latest.current.refuse(wanted, judgeDrop(world, ticket, target, Date.now(), details));
      },
    }),
    [world],
  );
  return { drop, refuse, actions, overriding, setOverriding };
}
