/* A request as its customer sees it, one visit on the small branch's Tuesday. */
import type { Tracked } from "../../../web/features/tracking/trackingSentence";
import { at, NOW, ZONE } from "./boardRows";

export const tracked: Tracked = {
  company: { name: { ar: "الواحة للصيانة", en: "Oasis Service" }, phone: "+966112223344" },
  number: "TK-ABC123",
  status: "scheduled",
  workType: "ac_repair",
  profile: "home_repair",
  zone: ZONE,
  requestedAt: NOW - 3 * 3_600_000,
  visit: { startsAt: at(13), endsAt: at(14, 30) },
  destination: { lat: 24.69, lng: 46.68 },
  technicianFirstName: { ar: "فهد", en: "Fahd" },
  live: null,
  items: [],
  ownTicketId: null,
  timeline: [
    { status: "new", at: NOW - 3 * 3_600_000 },
    { status: "assigned", at: NOW - 2 * 3_600_000 },
    { status: "scheduled", at: NOW - 3_600_000 },
  ],
};

/** The same request with the technician on his way and `etaMinutes` to go. */
export function travelling(recordedAt: number, etaMinutes: number | null = 12): Tracked {
  return {
    ...tracked,
    status: "on_route",
    live: { position: { lat: 24.72, lng: 46.7, accuracyM: 15, recordedAt }, etaMinutes },
    timeline: [...tracked.timeline, { status: "on_route", at: NOW - 5 * 60_000 }],
  };
}
