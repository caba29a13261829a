/*
 * What the text search finds beyond the rows the board has loaded: closed on other days, or past the board's limit.
 * Asked when the hand rests; empty while nothing is searched.
 */
import { useEffect, useMemo, useState } from "react";
import { api } from "../../../convex/_generated/api";
import { searchWords } from "../../../shared/board/searchText";
import { useLive } from "../../lib/useLive";
import type { Branch, TicketRow } from "./boardData";

const REST_MS = 250;
/** One letter finds everything and so nothing. */
const FEWEST = 2;
const NONE: readonly TicketRow[] = [];

export function useFoundElsewhere(
  branchId: Branch["branchId"],
  text: string,
  isKnown: (ticketId: string) => boolean,
): readonly TicketRow[] {
  const [settled, setSettled] = useState(text);
  useEffect(() => {
    const timer = setTimeout(() => setSettled(text), REST_MS);
    return () => clearTimeout(timer);
  }, [text]);
  const asked = searchWords(settled).join("").length >= FEWEST && text.trim() !== "";
  const found = useLive(api.search.tickets, asked ? { branchId, text: settled } : "skip", {
    keepPrevious: true,
  });
  return useMemo(
    () => (asked ? (found ?? NONE).filter((ticket) => !isKnown(ticket.ticketId)) : NONE),
    [asked, found, isKnown],
  );
}
