/* Where visits of this technician are on the live day, while the draft shows them elsewhere: outlines under the hours. */
import { useTranslation } from "react-i18next";
import { spanStyle } from "../LaneVisit";
import type { LaneScale } from "../laneScale";
import { useLivePlaces } from "./planContext";

export interface LivePlacesProps {
  readonly technicianId: string;
  readonly scale: LaneScale;
}

export function LivePlaces({ technicianId, scale }: LivePlacesProps) {
  const { t } = useTranslation();
  const places = useLivePlaces(technicianId);
  return places.map(({ startsAt, endsAt, ticket }) =>
    startsAt === null || endsAt === null || endsAt <= scale.startsAt || startsAt >= scale.endsAt ? null : (
      <div
        key={ticket.ticketId}
        data-live-place={ticket.ticketId}
        title={t("plan.mark.live", { number: ticket.number })}
        style={spanStyle(scale, startsAt, endsAt)}
        className="absolute inset-y-1.5 z-1 overflow-hidden rounded-sm border border-dashed border-ink-3 px-1 text-2xs text-ink-3"
      >
        <span className="sr-only">{t("plan.mark.live", { number: ticket.number })}</span>
        <span aria-hidden dir="ltr" className="block truncate line-through">
          {ticket.number}
        </span>
      </div>
    ),
  );
}
