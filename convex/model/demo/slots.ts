/** Where the demo's visits go in a technician's day: one after the other, inside his shift. */
import { addDays, instantAt, MINUTE_MS, serviceDayOf } from "../../../shared/time/zones";
import { type Shift, shiftSpan } from "../../../shared/technicians/shift";

const GRID_MS = 30 * MINUTE_MS;

/** The next half hour at or after an instant. */
export function onGrid(at: number): number {
  return Math.ceil(at / GRID_MS) * GRID_MS;
}

/** First start at or after `from` at which a visit of this length lies inside the shift. */
export function nextStart(from: number, lengthMs: number, shift: Shift, zone: string): number {
  let at = onGrid(from);
  for (let day = 0; day < 14; day += 1) {
    const serviceDay = serviceDayOf(at, zone);
    const span = shiftSpan(shift, serviceDay, zone);
    const start = span === null ? at : Math.max(at, span.startsAt);
    if (span !== null && start + lengthMs <= span.endsAt) return start;
    at = instantAt(addDays(serviceDay, 1), 0, zone);
  }
  throw new RangeError("the shift has no room within two weeks");
}
