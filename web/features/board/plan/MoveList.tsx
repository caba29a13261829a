/* Every move of the draft: which ticket, from where to where, by whom; each can be taken out. */
import { Undo2 } from "lucide-react";
import { useTranslation } from "react-i18next";
import { useFormat } from "../../../lib/useFormat";
import { useWords } from "../../../lib/useWords";
import { Bidi } from "../../../ui/Bidi";
import { IconButton } from "../../../ui/IconButton";
import { Ltr } from "../../../ui/Ltr";
import type { JudgedMove, PlanMode } from "./planContext";
import { usePlaceWords } from "./usePlaceWords";

export interface MoveListProps {
  readonly mode: PlanMode;
  readonly moves: readonly JudgedMove[];
  readonly zone: string;
  readonly now: number;
  readonly onSelect: (ticketId: string) => void;
}

export function MoveList({ mode, moves, zone, now, onSelect }: MoveListProps) {
  const { t } = useTranslation();
  const words = useWords();
  const format = useFormat();
  const place = usePlaceWords(mode.technicians, zone);
  if (moves.length === 0) return <p className="text-sm text-ink-2">{t("plan.panel.empty")}</p>;
  return (
    <ul className="flex flex-col gap-1">
      {moves.map(({ move, live, verdict }) => {
        const { visit, number, ticketId } = live;
        const from = place({
          technicianId: visit?.technicianId ?? null,
          startsAt: visit?.startsAt ?? null,
        });
        const to = place({
          technicianId: move.technicianId,
          startsAt: move.startsAt ?? visit?.startsAt ?? null,
        });
        return (
          <li
            key={ticketId}
            className="flex items-start gap-1 rounded-md border border-dashed border-line-strong bg-raised ps-2"
          >
            <button
              type="button"
              title={t("plan.panel.select", { number })}
              onClick={() => onSelect(ticketId)}
              className="min-w-0 flex-1 cursor-default py-1.5 text-start text-xs"
            >
              <span className="flex items-baseline gap-1.5">
                <Bidi className="min-w-0 flex-1 truncate text-sm font-medium">{live.problem}</Bidi>
                <Ltr className="shrink-0 text-2xs text-ink-3">{number}</Ltr>
              </span>
              <span className="block">{t("plan.panel.route", { from, to })}</span>
              <span className="block text-ink-3">
                {verdict?.kind === "there"
                  ? t("plan.panel.there")
                  : t("plan.panel.movedBy", {
                      name: words.name(move.movedBy.name),
                      ago: format.relative(move.movedBy.at, now),
                    })}
              </span>
            </button>
            {mode.editable && (
              <IconButton
                size="small"
                label={t("plan.panel.remove", { number })}
                icon={<Undo2 aria-hidden className="size-4 rtl:-scale-x-100" />}
                onPress={() => void mode.remove(move)}
              />
            )}
          </li>
        );
      })}
    </ul>
  );
}
