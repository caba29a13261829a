/* Remedies for one late visit over the rows on screen, found when they are looked at. */
import { useMemo } from "react";
import { findRemedies, type Remedy } from "../../../../shared/forecast/remedies";
import { targetFor } from "../fit/rankOnBoard";
import { type BoardWorld, judgeDrop } from "../judgeDrop";
import { useForecastStore } from "./forecastContext";
import type { LateVisit } from "./forecastStore";

/** The best first; empty where nothing helps. */
export function useRemedies(world: BoardWorld, late: LateVisit): readonly Remedy[] {
  const store = useForecastStore();
  return useMemo(() => {
    const now = Date.now();
    const days = store.days(now);
    const day = days.find((one) => one.technicianId === late.technicianId);
    if (day === undefined) return [];
    const tickets = new Map(world.visits.map((visit) => [String(visit.ticket.ticketId), visit.ticket]));
    return findRemedies({
      atRisk: late.risk,
      day,
      days,
      promisesOf: store.promises(),
      judge: (key, technicianId, startsAt, without) => {
        const ticket = tickets.get(key);
        if (ticket === undefined) return { ok: false };
        const details = without === undefined ? {} : { without };
        return judgeDrop(world, ticket, targetFor(technicianId, startsAt), now, details);
      },
      canCall: late.visit.ticket.phone !== null,
    });
  }, [store, world, late]);
}
