/**
 * travelLegs(): the roads between the visits of one day, as they were driven or as the plan needs them, and where the
 * plan leaves too little time for one. Pure; knows no clock. The first road of a day is only known once it was driven.
 */
import { wayMinutes } from "../geo/eta";
import type { Point } from "../geo/point";
import { MINUTE_MS } from "../time/zones";
import type { ForecastVisit } from "./dayForecast";

/** One road. Epoch ms; `driven` says that both ends are stamps and no estimate. */
export interface TravelLeg {
  /** The visit it leads to. */
  readonly key: string;
  readonly number: string;
  readonly startsAt: number;
  readonly endsAt: number;
  readonly driven: boolean;
  /** How much time the plan lacks for it; 0 where it fits. */
  readonly shortMs: number;
}

/** Roads in the order of the day; visits called off have none. */
export function travelLegs(visits: readonly ForecastVisit[]): TravelLeg[] {
  const legs: TravelLeg[] = [];
  let from: { readonly point: Point; readonly until: number } | null = null;
  for (const visit of visits
    .filter((one) => one.travel !== "called_off")
    .sort((a, b) => a.startsAt - b.startsAt)) {
    const { key, number, departedAt, arrivedAt } = visit;
    if (!visit.withoutTrip) {
      if (departedAt !== null && arrivedAt !== null && arrivedAt > departedAt)
        legs.push({ key, number, startsAt: departedAt, endsAt: arrivedAt, driven: true, shortMs: 0 });
      else if (visit.travel === "planned" && from !== null && visit.point !== null) {
        const wayMs = wayMinutes(from.point, visit.point, 0) * MINUTE_MS;
        const shortMs = Math.max(0, wayMs - (visit.startsAt - from.until));
        legs.push({
          key,
          number,
          startsAt: visit.startsAt - wayMs,
          endsAt: visit.startsAt,
          driven: false,
          shortMs,
        });
      }
    }
    if (visit.point !== null && !visit.withoutTrip)
      from = { point: visit.point, until: visit.finishedAt ?? visit.endsAt };
  }
  return legs;
}
