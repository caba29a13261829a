/* How far a technician's point can be trusted: its age, its accuracy, and why nothing newer comes. */
import { useTranslation } from "react-i18next";
import { pastMoment } from "../lib/pastMoment";
import { useFormat } from "../lib/useFormat";
import type { MapFix } from "./mapContract";

export interface SignalLineProps {
  readonly fix: MapFix | null;
  readonly nowMs: number;
  /** Names instants by the clock of this place; without it by how long ago they were. */
  readonly zone?: string;
}

export function SignalLine({ fix, nowMs, zone }: SignalLineProps) {
  const { t } = useTranslation();
  const format = useFormat();
  if (fix === null) return <span>{t("map.noPosition")}</span>;
  const { recordedAt, accuracyM, hiddenSince } = fix;
  return (
    <>
      <span>{t("map.seen", { when: format.relative(recordedAt, pastMoment(recordedAt, nowMs)) })}</span>
      {accuracyM !== null && (
        <span>
          <bdi>{t("map.accuracy", { metres: accuracyM })}</bdi>
        </span>
      )}
      {hiddenSince !== undefined && hiddenSince !== null && (
        <span className="font-medium text-ink-2">
          {zone === undefined
            ? t("map.hidden", { when: format.relative(hiddenSince, pastMoment(hiddenSince, nowMs)) })
            : t("map.hiddenSince", { time: format.time(hiddenSince, zone) })}
        </span>
      )}
    </>
  );
}
