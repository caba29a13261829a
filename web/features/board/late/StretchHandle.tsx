/* The end of a visit that can be held to change its length, and what the length would be while it is held. */
import { useTranslation } from "react-i18next";
import { useFormat } from "../../../lib/useFormat";
import { cx } from "../../../ui/classNames";
import { useReasonWords } from "../fit/useReasonWords";
import type { Stretch } from "./useStretch";

export interface StretchHandleProps {
  readonly stretch: Stretch;
  readonly number: string;
  readonly zone: string;
}

export function StretchHandle({ stretch, number, zone }: StretchHandleProps) {
  const { t } = useTranslation();
  const format = useFormat();
  const reasonWords = useReasonWords(zone);
  if (!stretch.possible) return null;
  const { state } = stretch;
  return (
    <>
      <span
        aria-hidden
        data-stretch={number}
        title={t("late.length.handle", { number })}
        onPointerDown={stretch.onPointerDown}
        className={cx(
          "absolute inset-y-0 end-0 w-1.5 cursor-ew-resize touch-none rounded-e-sm hover:bg-p/60",
          "[@media(hover:none)]:w-4",
          state !== null && "bg-p",
        )}
      />
      {state !== null && (
        <span
          aria-hidden
          className={cx(
            "pointer-events-none absolute start-full top-0 z-20 ms-1 rounded-sm border bg-raised px-1.5 py-0.5 text-2xs whitespace-nowrap text-ink shadow-rest",
            state.verdict.ok ? "border-accent" : "border-urgent",
          )}
        >
          <bdi className="block font-medium">
            {t("late.length.value", {
              length: format.duration(state.minutes * 60_000),
              time: format.time(state.endsAt, zone),
            })}
          </bdi>
          {!state.verdict.ok &&
            state.verdict.blockers.slice(0, 2).map((blocker) => (
              <bdi key={blocker.code} className="block text-urgent">
                {reasonWords(blocker)}
              </bdi>
            ))}
        </span>
      )}
    </>
  );
}
