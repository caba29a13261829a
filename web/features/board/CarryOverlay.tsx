/* What follows the pointer: the ticket, where it would go, and everything that stands in the way. */
import { Check, X } from "lucide-react";
import { useTranslation } from "react-i18next";
import { useWords } from "../../lib/useWords";
import { cx } from "../../ui/classNames";
import { AgainstList } from "./plan/AgainstList";
import { TicketFace } from "./TicketFace";
import type { Carry } from "./carryContext";
import type { BoardWorld } from "./judgeDrop";
import { useTargetReasons } from "./fit/useTargetReasons";
import { useForecastStore } from "./late/forecastContext";
import { useTargetWords } from "./useTargetWords";

export interface CarryOverlayProps {
  readonly carry: Carry;
  readonly world: BoardWorld;
  readonly now: number;
}

export function CarryOverlay({ carry, world, now }: CarryOverlayProps) {
  const { t } = useTranslation();
  const words = useWords();
  const targetWords = useTargetWords(world);
  const { ticket, target, verdict } = carry;
  const reasons = useTargetReasons(world, useForecastStore())(ticket, target, verdict);
  return (
    <div className="pointer-events-none w-72 rounded-md border border-line-strong bg-raised shadow-lift">
      <TicketFace ticket={ticket} now={now} />
      <div
        className={cx(
          "border-t px-2 py-1.5 text-xs",
          verdict === null
            ? "border-line text-ink-3"
            : verdict.ok
              ? "border-accent bg-accent-soft text-ink"
              : "border-urgent bg-urgent-soft text-urgent-ink",
        )}
      >
        {target === null || verdict === null ? (
          t("board.carry.overNothing")
        ) : (
          <>
            <p className="flex items-center gap-1 font-medium">
              {verdict.ok ? (
                <Check aria-label={t("board.carry.fits")} className="size-3.5 shrink-0" />
              ) : (
                <X aria-label={t("board.carry.blocked")} className="size-3.5 shrink-0" />
              )}
              {targetWords(ticket, target)}
            </p>
            {verdict.ok && reasons.length > 0 && <p className="text-ink-2">{reasons.join(" · ")}</p>}
            {verdict.ok && verdict.against !== undefined && (
              <AgainstList against={verdict.against} zone={world.branch.zone} />
            )}
            {!verdict.ok && (
              <ul className="mt-0.5 list-disc ps-5">
                {verdict.blockers.map((blocker) => {
                  const reason = words.blocker(blocker, world.branch.zone);
                  return <li key={reason}>{reason}</li>;
                })}
              </ul>
            )}
          </>
        )}
      </div>
    </div>
  );
}
