/* Why a visit will be late and what helps, each remedy one press: in the list of all and in the ticket's panel. */
import { ArrowLeftRight, Clock, Phone, UserRoundCheck } from "lucide-react";
import { useTranslation } from "react-i18next";
import type { Remedy } from "../../../../shared/forecast/remedies";
import { useFormat } from "../../../lib/useFormat";
import { useWords } from "../../../lib/useWords";
import { Button } from "../../../ui/Button";
import { targetFor } from "../fit/rankOnBoard";
import type { BoardActions } from "./boardActions";
import type { LateVisit } from "./forecastStore";
import { useRemedies } from "./useRemedies";
import { usePromiseWords } from "./usePromiseWords";

export interface LateDetailsProps {
  readonly late: LateVisit;
  readonly actions: BoardActions;
  /** Called when a remedy was chosen. */
  readonly onDone?: () => void;
}

const ICONS = { move: UserRoundCheck, swap: ArrowLeftRight, later: Clock, call: Phone } as const;

export function LateDetails({ late, actions, onDone }: LateDetailsProps) {
  const { t } = useTranslation();
  const words = useWords();
  const format = useFormat();
  const remedies = useRemedies(actions.world, late);
  const promiseWords = usePromiseWords(actions.world);
  const { zone } = actions.world.branch;
  const { forecast, promises } = late.risk;
  const { ticket } = late.visit;
  const nameOf = (id: string) => {
    const found = actions.world.technicians.find((one) => one.technicianId === id);
    return found ? words.name(found.name) : "";
  };

  const face = (remedy: Remedy): { readonly label: string; readonly text: string } => {
    switch (remedy.kind) {
      case "move": {
        const time = format.time(remedy.arrivesAt, zone);
        const text =
          remedy.startsAt === null
            ? t("late.remedy.moveText", { time })
            : t("late.remedy.moveTextAt", { start: format.time(remedy.startsAt, zone), time });
        return { label: t("late.remedy.move", { name: nameOf(remedy.technicianId) }), text };
      }
      case "swap":
        return {
          label: t("late.remedy.swap", { name: nameOf(remedy.technicianId) }),
          text: t("late.remedy.swapText", {
            number: remedy.withNumber,
            time: format.time(remedy.arrivesAt, zone),
          }),
        };
      case "later":
        return {
          label: t("late.remedy.later", { time: format.time(remedy.startsAt, zone) }),
          text: t(remedy.withinWindow ? "late.remedy.laterText" : "late.remedy.laterTextOut"),
        };
      case "call":
        return {
          label: t("late.remedy.call", { name: ticket.contactName }),
          text: ticket.phone ?? "",
        };
    }
  };

  const act = (remedy: Remedy) => {
    if (remedy.kind === "call") {
      window.location.href = `tel:${ticket.phone ?? ""}`;
      return;
    }
    if (remedy.kind === "swap") {
      const other = actions.world.visits.find((one) => one.ticket.ticketId === remedy.withKey);
      if (other) actions.swap(ticket, other.ticket);
    } else actions.drop({ ticket, target: targetFor(remedy.technicianId, remedy.startsAt) });
    onDone?.();
  };

  return (
    <div className="flex flex-col gap-2 text-xs text-ink-2">
      <ul>
        {promises.map((promise) => (
          <li key={promise.kind}>{promiseWords(promise, late)}</li>
        ))}
        <li className="text-ink-3">{t(`late.basis.${forecast.basis}`)}</li>
      </ul>
      {remedies.length === 0 ? (
        <p>{t("late.noRemedy")}</p>
      ) : (
        <ul aria-label={t("late.remedies")} className="flex flex-col gap-1">
          {remedies.map((remedy, index) => {
            const Icon = ICONS[remedy.kind];
            const { label, text } = face(remedy);
            return (
              <li key={label} className="flex items-center gap-2">
                <Button
                  size="small"
                  tone={index === 0 && remedy.kind !== "call" ? "primary" : "secondary"}
                  icon={<Icon aria-hidden className="size-3.5" />}
                  onPress={() => act(remedy)}
                >
                  <bdi className="max-w-44 truncate">{label}</bdi>
                </Button>
                <bdi className="min-w-0 flex-1 text-ink-3">{text}</bdi>
              </li>
            );
          })}
        </ul>
      )}
    </div>
  );
}
