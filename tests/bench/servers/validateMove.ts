/** Input checking of the hand-written servers: what they must do because nothing does it for them. */
import type { Move, PositionRow } from "./ticketStore";

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

/** The position, or null when any field has the wrong type. */
export function validatePosition(input: unknown): PositionRow | null {
  if (typeof input !== "object" || input === null) return null;
  const { technician, latitude, longitude, seq } = input as Record<string, unknown>;
  if (
    typeof technician !== "number" ||
    typeof latitude !== "number" ||
    typeof longitude !== "number" ||
    typeof seq !== "number"
  )
    return null;
  return { technician, latitude, longitude, seq };
}
