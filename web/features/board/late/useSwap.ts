/*
 * Two visits exchange their technicians: drawn at once, decided by the server, undone by exchanging back while nothing
 * else happened to either.
 */
import { useMutation } from "convex/react";
import { useRef } from "react";
import { useTranslation } from "react-i18next";
import { api } from "../../../../convex/_generated/api";
import { presentError } from "../../../lib/presentError";
import { useFormat } from "../../../lib/useFormat";
import { useWords } from "../../../lib/useWords";
import { showToast } from "../../../ui/toastQueue";
import type { Me, TicketRow } from "../boardData";
import type { BoardWorld } from "../judgeDrop";
import { changeCardEverywhere, placedCard } from "../optimisticChange";

export function useSwap(
  me: Me,
  { branch }: BoardWorld,
): (first: TicketRow, second: TicketRow) => Promise<string> {
  const { t } = useTranslation();
  const words = useWords();
  const format = useFormat();
  const { branchId, zone } = branch;
  const pair = useRef<readonly [TicketRow, TicketRow] | null>(null);
  const swap = useMutation(api.tickets.swap).withOptimisticUpdate((store, args) => {
    const [one, other] = pair.current ?? [];
    const [holder, otherHolder] = [one?.visit?.technicianId, other?.visit?.technicianId];
    if (holder === undefined || otherHolder === undefined) return;
    const author = { name: me.name, at: Date.now() };
    changeCardEverywhere(store, zone, {
      ticketId: args.ticketId,
      branchId,
      expectedVersion: args.expectedVersion,
      change: (ticket) => placedCard(ticket, otherHolder, null, author),
    });
    changeCardEverywhere(store, zone, {
      ticketId: args.withTicketId,
      branchId,
      expectedVersion: args.withExpectedVersion,
      change: (ticket) => placedCard(ticket, holder, null, author),
    });
  });

  const send = async (first: TicketRow, second: TicketRow): Promise<string> => {
    const numbers = { first: first.number, second: second.number };
    pair.current = [first, second];
    try {
      const done = await swap({
        ticketId: first.ticketId,
        expectedVersion: first.version,
        withTicketId: second.ticketId,
        withExpectedVersion: second.version,
        operationId: crypto.randomUUID(),
      });
      const back = [
        exchanged(first, second, done.version),
        exchanged(second, first, done.with.version),
      ] as const;
      const title = t("late.swapped", numbers);
      showToast({
        tone: "done",
        title,
        action: { label: t("board.drop.undo"), run: () => void send(...back) },
      });
      return title;
    } catch (thrown) {
      const error = presentError(thrown, t, words, format, zone);
      const title = t("late.swapFailed", numbers);
      const lines = error.reasons.length > 0 ? error.reasons : [error.title];
      showToast({ tone: "problem", title, lines });
      return [title, ...lines].join(" ");
    }
  };
  return send;
}

/** The ticket as it is after the exchange. */
function exchanged(ticket: TicketRow, other: TicketRow, version: number): TicketRow {
  if (ticket.visit === null || other.visit === null) return ticket;
  return { ...ticket, version, visit: { ...ticket.visit, technicianId: other.visit.technicianId } };
}
