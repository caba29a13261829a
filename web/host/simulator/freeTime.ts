/** Finding a time by trying: the next half hour first; the server says what is in the way, and so when to try next. */
import type { ConvexClient } from "convex/browser";
import type { FunctionArgs } from "convex/server";
import { api } from "../../../convex/_generated/api";
import { parseAppError } from "../../../shared/errors/catalog";
import type { Blocker } from "../../../shared/tickets/blockers";
import { HOUR_MS } from "../../../shared/time/zones";
import { inTime } from "./waits";

type Placed = FunctionArgs<typeof api.tickets.place>;

const SLOT_MS = 30 * 60_000;
/** Times tried, and how far ahead. */
const TRIES = 8;
const AHEAD_MS = 8 * HOUR_MS;

const toSlot = (at: number): number => Math.ceil(at / SLOT_MS) * SLOT_MS;

/** The next time worth trying after `startsAt` was refused with these blockers; null when no time of the day helps. */
export function nextTime(startsAt: number, blockers: readonly Blocker[]): number | null {
  let next = startsAt + SLOT_MS;
  for (const blocker of blockers)
    switch (blocker.code) {
      case "overlap":
      case "technicianAbsent":
        next = Math.max(next, toSlot(blocker.endsAt));
        break;
      case "outsideShift":
        next = Math.max(next, startsAt + HOUR_MS);
        break;
      case "startsInPast":
        break;
      default:
        return null;
    }
  return next;
}

/**
 * Places a visit at the first half hour from `nowMs` (of the played day) on that fits.
 * @throws what the server says about the last one, or anything else than "it does not fit" at once.
 */
export async function placeWhenFree(
  client: ConvexClient,
  visit: Pick<Placed, "ticketId" | "expectedVersion" | "technicianId">,
  nowMs: number,
): Promise<void> {
  let startsAt = toSlot(nowMs);
  for (let tried = 1; ; tried += 1)
    try {
      const placed = client.mutation(api.tickets.place, {
        ...visit,
        startsAt,
        operationId: crypto.randomUUID(),
      });
      await inTime(placed);
      return;
    } catch (error) {
      // Another visit is there, or the shift has not begun: a later hour may do.
      const refusal = parseAppError(error);
      if (refusal?.code !== "ticket.blocked" || tried === TRIES) throw error;
      const next = nextTime(startsAt, refusal.params.blockers);
      if (next === null || next > nowMs + AHEAD_MS) throw error;
      startsAt = next;
    }
}
