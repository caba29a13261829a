/** Input checking of the hand-written servers: what they must do because nothing does it for them. */
import type { Move } from "./ticketStore";

/** The move, or null when any field has the wrong type. */
export function validateMove(input: unknown): Move | null {
  if (typeof input !== "object" || input === null) return null;
  const { ticketId, lane, startsAt, seq, expectedVersion } = input as Record<string, unknown>;
  if (
    typeof ticketId !== "string" ||
    typeof lane !== "number" ||
    typeof startsAt !== "number" ||
    typeof seq !== "number" ||
    typeof expectedVersion !== "number"
  )
    return null;
  return { ticketId, lane, startsAt, seq, expectedVersion };
}
