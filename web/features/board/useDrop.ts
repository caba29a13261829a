/*
 * Carries out a drop: optimistic at once, then the server's word. A refusal brings the card back and says all
 * reasons; a lost race names the winner and offers to decide again with fresh eyes; a success can be undone
 * while nothing else happened to the ticket.
 */
import { useMutation } from "convex/react";
import { useCallback, useRef } from "react";
import { useTranslation } from "react-i18next";
import { api } from "../../../convex/_generated/api";
import type { Id } from "../../../convex/_generated/dataModel";
import { unassignedCard } from "../../../shared/planning/placedCard";
import { presentError } from "../../lib/presentError";
import { useFormat } from "../../lib/useFormat";
import { useWords } from "../../lib/useWords";
import type { Blocker } from "../../../shared/tickets/blockers";
import { showToast, type ToastMessage } from "../../ui/toastQueue";
import type { Me, TechnicianRow, TicketRow } from "./boardData";
import { type DropTarget, technicianOf } from "./dropTarget";
import type { BoardWorld } from "./judgeDrop";
import { changeCardEverywhere, placedCard } from "./optimisticChange";
import { useTargetWords } from "./useTargetWords";

export interface Drop {
  readonly ticket: TicketRow;
  readonly target: DropTarget;
  /** Another length of the visit. */
  readonly minutes?: number;
  /** Why it is done although the technician does not fit [D-12]. */
  readonly override?: string;
}

export interface DropOutcome {
  readonly ok: boolean;
  /** Sentences for the live region. */
  readonly said: string;
}

/** The button of a refusal for those who may decide against it; undefined for everybody else. */
export type OfferOverride = (drop: Drop, blockers: readonly Blocker[]) => ToastMessage["action"] | undefined;

export interface DropControl {
  /** Sends a drop; resolves when the server has spoken. Never rejects. */
  readonly drop: (drop: Drop) => Promise<DropOutcome>;
}

function technicianId(technicians: readonly TechnicianRow[], id: string): Id<"technicians"> | undefined {
  return technicians.find((row) => row.technicianId === id)?.technicianId;
}

/**
 * @param me who acts, for the optimistic card
 * @param slideBack plays the way back of a refused card
 * @param undoGesture undoes what was sent with this operation id
 * @param offerOverride what a refusal offers those who may decide against it
 */
export function useDrop(
  me: Me,
  world: BoardWorld,
  slideBack: (ticketId: string) => void,
  undoGesture: (operationId: string) => void,
  offerOverride: OfferOverride = () => undefined,
): DropControl {
  const { t } = useTranslation();
  const words = useWords();
  const format = useFormat();
  const targetWords = useTargetWords(world);
  const { branch, technicians } = world;
  const { branchId, zone } = branch;

  const place = useMutation(api.tickets.place).withOptimisticUpdate((store, args) => {
    const author = { name: me.name, at: Date.now() };
    changeCardEverywhere(store, zone, {
      ticketId: args.ticketId,
      branchId,
      expectedVersion: args.expectedVersion,
      change: (ticket) => placedCard(ticket, args.technicianId, args.startsAt, author, args.minutes),
    });
  });
  const step = useMutation(api.tickets.transition).withOptimisticUpdate((store, args) => {
    if (args.action !== "unassign") return;
    const author = { name: me.name, at: Date.now() };
    changeCardEverywhere(store, zone, {
      ticketId: args.ticketId,
      branchId,
      expectedVersion: args.expectedVersion,
      change: (ticket) => unassignedCard(ticket, author),
    });
  });

  // Handlers inside toasts outlive the render that showed them; they must act through the newest closure.
  const latest = useRef<(drop: Drop) => Promise<DropOutcome>>(() => Promise.resolve({ ok: false, said: "" }));

  const undo = useRef(undoGesture);
  undo.current = undoGesture;

  const send = async ({ ticket, target, minutes, override }: Drop, operationId: string): Promise<unknown> => {
    const common = {
      ticketId: ticket.ticketId,
      expectedVersion: ticket.version,
      operationId,
    };
    if (target.kind === "queue") return await step({ ...common, action: "unassign", input: {} });
    const id = technicianId(technicians, target.technicianId);
    if (id === undefined) throw new Error("the technician left the board during the drop");
    const startsAt = target.kind === "lane" ? target.startsAt : null;
    return await place({
      ...common,
      technicianId: id,
      startsAt,
      ...(minutes === undefined ? {} : { minutes }),
      ...(override === undefined ? {} : { override }),
    });
  };

  const drop = async (wanted: Drop): Promise<DropOutcome> => {
    const { ticket, target } = wanted;
    const where =
      wanted.minutes === undefined
        ? targetWords(ticket, target)
        : t("late.length.to", { length: format.duration(wanted.minutes * 60_000) });
    try {
      const operationId = crypto.randomUUID();
      await send(wanted, operationId);
      const title = t("board.drop.done", { number: ticket.number, target: where });
      showToast({
        tone: "done",
        title,
        action: { label: t("board.drop.undo"), run: () => undo.current(operationId) },
      });
      return { ok: true, said: t("board.carry.dropped", { number: ticket.number, target: where }) };
    } catch (thrown) {
      slideBack(ticket.ticketId);
      const error = presentError(thrown, t, words, format, zone);
      const name = technicians.find((row) => row.technicianId === technicianOf(target))?.name;
      if (error.data?.code === "ticket.changedMeanwhile") {
        const { by, changedAt, technician, action, version, status } = error.data.params;
        const ago = format.relative(changedAt, Date.now());
        const who = words.name(by);
        const title = t("board.drop.conflict", { name: who, number: ticket.number });
        const line =
          technician === null
            ? t("board.drop.conflictChanged", { who, ago, action: words.timeline(action) })
            : t("board.drop.conflictAssigned", { who, ago, technician: words.name(technician) });
        const retry: Drop = { ...wanted, ticket: { ...ticket, version, status } };
        showToast({
          tone: "problem",
          title,
          lines: [line],
          ...(name === undefined
            ? {}
            : {
                action: {
                  label: t("board.drop.takeOver", { name: words.name(name) }),
                  run: () => void latest.current(retry),
                },
              }),
        });
        return { ok: false, said: `${title} ${line}` };
      }
      const title =
        error.kind === "blocked"
          ? name === undefined
            ? t("board.drop.refused", { number: ticket.number })
            : t("board.drop.refusedBy", { number: ticket.number, name: words.name(name) })
          : t("board.drop.failed", { number: ticket.number });
      const lines = error.reasons.length > 0 ? error.reasons : [error.title];
      const { data } = error;
      const against =
        data?.code === "ticket.blocked" ? offerOverride(wanted, data.params.blockers) : undefined;
      showToast({ tone: "problem", title, lines, ...(against ? { action: against } : {}) });
      return { ok: false, said: [title, ...lines].join(" ") };
    }
  };
  latest.current = drop;

  return { drop: useCallback((wanted: Drop) => latest.current(wanted), []) };
}
