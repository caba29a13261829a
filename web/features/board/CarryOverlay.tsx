/* What follows the pointer: the ticket, where it would go, and everything that stands in the way. */
import { Check, X } from "lucide-react";
import { useTranslation } from "react-i18next";
import { useFormat } from "../../lib/useFormat";
import { useWords } from "../../lib/useWords";
import { cx } from "../../ui/classNames";
import { AgainstList } from "./plan/AgainstList";
import { Ltr } from "../../ui/Ltr";
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

/** Tickets of a stack whose reasons are listed while it is carried; all of them are listed when it is put down. */
const SHOWN_REFUSED = 3;

export function CarryOverlay({ carry, world, now }: CarryOverlayProps) {
  const { t } = useTranslation();
  const words = useWords();
  const format = useFormat();
  const targetWords = useTargetWords(world);
  const { ticket, others, parts, target, verdict } = carry;
  const refused = parts?.filter((part) => !part.verdict.ok) ?? [];
  const reasons = useTargetReasons(world, useForecastStore())(ticket, target, verdict);
  return (
    <div
      className={cx(
        "pointer-events-none w-72 rounded-md border border-line-strong bg-raised shadow-lift",
        others.length > 0 &&
          "relative before:absolute before:inset-0 before:-z-10 before:translate-x-1.5 before:translate-y-1.5 before:rounded-md before:border before:border-line-strong before:bg-raised",
      )}
    >
      <TicketFace ticket={ticket} now={now} />
      {others.length > 0 && (
        <p className="border-t border-line px-2 py-1 text-xs font-semibold">
          {t("boardActions.choice.stack", { count: others.length })}
        </p>
      )}
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
              {parts !== null &&
                ` · ${t("boardActions.bulk.fitsSome", {
                  fit: format.number(parts.length - refused.length),
                  all: format.number(parts.length),
                })}`}
            </p>
            {verdict.ok && reasons.length > 0 && <p className="text-ink-2">{reasons.join(" · ")}</p>}
            {verdict.ok && verdict.against !== undefined && (
              <AgainstList against={verdict.against} zone={world.branch.zone} />
            )}
            {parts !== null && refused.length > 0 && (
              <ul className="mt-0.5 list-disc ps-5">
                {refused.slice(0, SHOWN_REFUSED).map(({ ticket: { number }, verdict: own }) => (
                  <li key={number}>
                    <Ltr>{number}</Ltr>
                    {!own.ok &&
                      `: ${own.blockers.map((blocker) => words.blocker(blocker, world.branch.zone)).join(" ")}`}
                  </li>
                ))}
                {refused.length > SHOWN_REFUSED && (
                  <li>{t("boardActions.choice.stack", { count: refused.length - SHOWN_REFUSED })}</li>
                )}
              </ul>
            )}
            {parts === null && !verdict.ok && (
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
