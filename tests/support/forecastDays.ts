/** Days of made-up technicians for forecasts, remedies and rankings; everything not said is a quiet day on duty. */
import type { ForecastVisit } from "../../shared/forecast/dayForecast";
import type { TechnicianDay } from "../../shared/forecast/remedies";
import { instantAt } from "../../shared/time/zones";

export const ZONE = "Asia/Riyadh";
/** A Sunday. */
export const DAY = "2026-11-22";
export const at = (hour: number, minute = 0) => instantAt(DAY, hour * 60 + minute, ZONE);
export const CENTRE = { lat: 24.7, lng: 46.7 };
/** One degree of latitude is 111 km; at 30 km/h with detours a kilometre takes 2.7 minutes. */
export const kmNorth = (km: number) => ({ lat: CENTRE.lat + km / 111.2, lng: CENTRE.lng });

export function visitOf(over: Partial<ForecastVisit> & { readonly key: string }): ForecastVisit {
  return {
    number: `TK-${over.key.toUpperCase()}`,
    point: CENTRE,
    startsAt: at(10),
    endsAt: at(11),
    travel: "planned",
    withoutTrip: false,
    waits: false,
    departedAt: null,
    arrivedAt: null,
    finishedAt: null,
    ...over,
  };
}

export function dayOf(over: Partial<TechnicianDay> = {}): TechnicianDay {
  return {
    technicianId: "fahd",
    onDuty: true,
    position: { point: CENTRE, at: at(9) },
    shift: { startsAt: at(8), endsAt: at(17) },
    absences: [],
    visits: [],
    now: at(9),
    ...over,
  };
}
