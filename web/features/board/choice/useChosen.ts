/* The selected tickets as rows, in the order in which they were selected; those that left the board are left out. */
import { useEffect, useMemo, useState } from "react";
import type { TicketRow } from "../boardData";
import type { TicketLists } from "../useTicketLists";
import { ChoiceStore, useChosenIds } from "./choiceStore";

export function useChosen(
  findTicket: (ticketId: string) => TicketRow | undefined,
  lists: TicketLists,
  open: string | null,
): { readonly choice: ChoiceStore; readonly chosen: readonly TicketRow[] } {
  const [choice] = useState(() => new ChoiceStore());
  useEffect(() => choice.setOpen(open), [choice, open]);
  const ids = useChosenIds(choice);
  const closed = lists.closed.shown;
  const chosen = useMemo(
    () => ids.flatMap((id) => findTicket(id) ?? closed?.find(({ ticketId }) => ticketId === id) ?? []),
    [ids, findTicket, closed],
  );
  return { choice, chosen };
}
