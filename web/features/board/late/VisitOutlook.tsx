/* In a ticket's panel: how long its visit takes, with a way to change that, and what is forecast of it. */
import { Minus, Plus } from "lucide-react";
import { useTranslation } from "react-i18next";
import { useFormat } from "../../../lib/useFormat";
import { IconButton } from "../../../ui/IconButton";
import type { TicketRow } from "../boardData";
import { LateDetails } from "./LateDetails";
import { useBoardActions } from "./boardActions";
import { useLateVisit } from "./forecastContext";
import { canStretch, lengthOf, stretchDrop, STRETCH_MINUTES } from "./stretch";

export function VisitOutlook({ ticket }: { readonly ticket: TicketRow }) {
  const { t } = useTranslation();
  const format = useFormat();
  const actions = useBoardActions();
  const late = useLateVisit(ticket.ticketId);
  if (actions === null) return null;
  const { visit } = ticket;
  const minutes = lengthOf(ticket);
  const { zone } = actions.world.branch;
  const change = (by: number) => {
    if (minutes === null) return;
    const drop = stretchDrop(actions.world, ticket, minutes + by);
    if (drop.verdict.ok) actions.drop(drop.drop);
    else actions.refuse(drop.drop);
  };
  return (
    <>
      {minutes !== null && visit?.endsAt != null && canStretch(ticket, actions.world.actor) && (
        <div role="group" aria-label={t("late.length.label")} className="flex items-center gap-2 text-sm">
          <span className="text-ink-3">{t("late.length.label")}</span>
          <bdi className="flex-1">
            {t("late.length.value", {
              length: format.duration(minutes * 60_000),
              time: format.time(visit.endsAt, zone),
            })}
          </bdi>
          <IconButton
            size="small"
            label={t("late.length.shorter")}
            icon={<Minus aria-hidden className="size-4" />}
            isDisabled={minutes <= STRETCH_MINUTES}
            onPress={() => change(-STRETCH_MINUTES)}
          />
          <IconButton
            size="small"
            label={t("late.length.longer")}
            icon={<Plus aria-hidden className="size-4" />}
            onPress={() => change(STRETCH_MINUTES)}
          />
        </div>
      )}
      {late !== null && (
        <section
          aria-label={t("late.title")}
          className="rounded-md border border-urgent bg-urgent-soft/40 p-2 text-sm"
        >
          <p className="mb-1 font-medium text-urgent-ink">
            {t("late.arrives", { time: format.time(late.risk.forecast.arrivesAt, zone) })}
            {late.risk.forecast.lateMs >= 60_000 &&
              ` · ${t("late.by", { length: format.duration(late.risk.forecast.lateMs) })}`}
          </p>
          <LateDetails late={late} actions={actions} />
        </section>
      )}
    </>
  );
}
