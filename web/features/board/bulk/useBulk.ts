/*
 * Changes of several tickets at once: drawn at once, sent as one, told as one and undone as one. All or none: where some
 * cannot go, nothing goes yet and the person decides whether the others shall.
 */
import { useMutation } from "convex/react";
import { useRef, useState } from "react";
import { useTranslation } from "react-i18next";
import { api } from "../../../../convex/_generated/api";
import { type ActionKind, MAX_TICKETS_PER_ACTION } from "../../../../shared/boardActions/held";
import { unassignedCard } from "../../../../shared/planning/placedCard";
import type { Blocker } from "../../../../shared/tickets/blockers";
import { PRIORITY_RANK, type Priority } from "../../../../shared/tickets/priorities";
import { presentError } from "../../../lib/presentError";
import { useFormat } from "../../../lib/useFormat";
import { useWords } from "../../../lib/useWords";
import { showToast } from "../../../ui/toastQueue";
import type { Me, TicketRow } from "../boardData";
import type { DropTarget } from "../dropTarget";
import type { BoardWorld } from "../judgeDrop";
import { changeCardEverywhere, placedCard } from "../optimisticChange";
import type { Drop } from "../useDrop";
import { inPlanOrder, judgeMany, type ManyPart } from "./judgeMany";

export interface PartOffer {
  readonly all: number;
  readonly refused: readonly { readonly number: string; readonly blockers: readonly Blocker[] }[];
  /** Those that can go alone. */
  readonly fit: number;
  readonly sendFitting: () => void;
}

export interface BulkControl {
  /** Drops several on one target. Never rejects. */
  readonly move: (tickets: readonly TicketRow[], target: DropTarget) => Promise<boolean>;
  readonly setPriority: (tickets: readonly TicketRow[], priority: Priority) => Promise<boolean>;
  /** Some cannot go: what the person is asked. */
  /** A draft of the day knows places only. */
  readonly placesOnly: boolean;
  readonly part: PartOffer | null;
  readonly closePart: () => void;
}

type Change = (typeof api.boardActions.bulk)["_args"]["change"];

export function useBulk(
  me: Me,
  world: BoardWorld,
  say: (sentence: string) => void,
  undoGesture: (operationId: string) => void,
  /** Where drops go while a draft is open; nothing reaches the live day then. */
  planDrop: ((drops: readonly Drop[]) => Promise<boolean>) | null,
): BulkControl {
  const { t } = useTranslation();
  const words = useWords();
  const format = useFormat();
  const [part, setPart] = useState<PartOffer | null>(null);
  const { branchId, zone } = world.branch;
  const undo = useRef(undoGesture);
  undo.current = undoGesture;

  const bulk = useMutation(api.boardActions.bulk).withOptimisticUpdate((store, { change }) => {
    const author = { name: me.name, at: Date.now() };
    for (const one of change.tickets)
      changeCardEverywhere(store, zone, {
        ticketId: one.ticketId,
        branchId,
        expectedVersion: one.expectedVersion,
        change: (card) => {
          if (change.kind === "priority")
            return {
              ...card,
              priority: change.priority,
              version: card.version + 1,
              lastChange: { action: "change_priority", by: author.name, at: author.at },
            };
          if (change.kind === "unassign") return unassignedCard(card, author);
          const place = change.tickets.find(({ ticketId }) => ticketId === card.ticketId);
          return place ? placedCard(card, place.technicianId, place.startsAt, author) : card;
        },
      });
  });

  const tell = (tone: "done" | "info" | "problem", title: string, lines: readonly string[] = []) => {
    showToast({ tone, title, lines });
    say([title, ...lines].join(" "));
  };

  const send = async (
    change: Change,
    kind: ActionKind,
    sendOthers: (refused: ReadonlySet<string>) => void,
  ): Promise<boolean> => {
    const operationId = crypto.randomUUID();
    try {
      const { changed, unchanged } = await bulk({ change, operationId });
      const title = t(`boardActions.many.${kind}`, { count: changed });
      const lines = unchanged > 0 ? [t("boardActions.bulk.unchanged", { count: unchanged })] : [];
      showToast({
        tone: "done",
        title,
        lines,
        ...(changed > 0
          ? { action: { label: t("boardActions.undo"), run: () => undo.current(operationId) } }
          : {}),
      });
      say([title, ...lines].join(" "));
      return true;
    } catch (thrown) {
      const error = presentError(thrown, t, words, format, zone);
      if (error.data?.code === "board.refused") {
        const { tickets } = error.data.params;
        const refused = new Set(tickets.map(({ number }) => number));
        const all = change.tickets.length;
        setPart({
          all,
          refused: tickets,
          fit: all - refused.size,
          sendFitting: () => sendOthers(refused),
        });
      } else tell("problem", error.title, error.reasons);
      return false;
    }
  };

  const tooMany = (tickets: readonly TicketRow[]): boolean => {
    if (tickets.length <= MAX_TICKETS_PER_ACTION) return false;
    tell("problem", t("boardActions.choice.tooMany", { max: format.number(MAX_TICKETS_PER_ACTION) }));
    return true;
  };

  const kindOfMove = (parts: readonly ManyPart[], target: DropTarget): ActionKind => {
    if (target.kind === "queue") return "unassign";
    if (target.kind === "lane") return "schedule";
    return parts.some(({ ticket }) => ticket.visit !== null) ? "reassign" : "assign";
  };

  const move = async (tickets: readonly TicketRow[], target: DropTarget): Promise<boolean> => {
    if (tooMany(tickets)) return false;
    const parts = judgeMany(world, inPlanOrder(tickets), target, Date.now());
    const refused = parts.flatMap(({ ticket: { number }, verdict }) =>
      verdict.ok ? [] : [{ number, blockers: verdict.blockers }],
    );
    const wanted = parts.filter(({ verdict, needless }) => verdict.ok && !needless);
    const fit = wanted.length;
    if (refused.length > 0) {
      // Those that fit keep the hours they were judged at: closing the gaps could make others of them not fit.
      setPart({ all: parts.length, refused, fit, sendFitting: () => void sendParts(wanted, target) });
      say(
        t(fit > 0 ? "boardActions.bulk.partTitle" : "boardActions.bulk.noneTitle", {
          fit: format.number(fit),
          all: format.number(parts.length),
        }),
      );
      return false;
    }
    if (fit === 0) {
      tell("info", t("boardActions.bulk.unchanged", { count: parts.length }));
      return true;
    }
    return await sendParts(wanted, target);
  };

  const sendParts = async (wanted: readonly ManyPart[], target: DropTarget): Promise<boolean> => {
    if (planDrop !== null)
      return await planDrop(wanted.map(({ ticket, target: to }) => ({ ticket, target: to })));
    const change: Change =
      target.kind === "queue"
        ? { kind: "unassign", tickets: wanted.map(({ ticket }) => looked(ticket)) }
        : { kind: "place", tickets: wanted.flatMap((one) => placed(world, one)) };
    const without = (numbers: ReadonlySet<string>) =>
      void sendParts(
        wanted.filter(({ ticket }) => !numbers.has(ticket.number)),
        target,
      );
    return await send(change, kindOfMove(wanted, target), without);
  };

  const setPriority = async (tickets: readonly TicketRow[], priority: Priority): Promise<boolean> => {
    if (tooMany(tickets)) return false;
    const change: Change = { kind: "priority", priority, tickets: tickets.map(looked) };
    return await send(
      change,
      "priority",
      (refused) =>
        void setPriority(
          tickets.filter(({ number }) => !refused.has(number)),
          priority,
        ),
    );
  };

  return {
    move,
    setPriority,
    placesOnly: planDrop !== null,
    part,
    closePart: () => setPart(null),
  };
}

function looked({ ticketId, version }: TicketRow) {
  return { ticketId, expectedVersion: version };
}

function placed(world: BoardWorld, { ticket, target }: ManyPart) {
  if (target.kind === "queue") return [];
  const technician = world.technicians.find((row) => row.technicianId === target.technicianId);
  const startsAt = target.kind === "lane" ? target.startsAt : null;
  return technician ? [{ ...looked(ticket), technicianId: technician.technicianId, startsAt }] : [];
}

/** Priorities from the highest down, as menus list them. */
export const PRIORITIES_DOWN = (Object.keys(PRIORITY_RANK) as Priority[]).sort(
  (a, b) => PRIORITY_RANK[b] - PRIORITY_RANK[a],
);
