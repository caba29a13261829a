/* "Where was he at 14:05": one sentence about a technician at the moment, with how old its position is. */
import { useTranslation } from "react-i18next";
import { useFormat } from "../../../lib/useFormat";
import { useWords } from "../../../lib/useWords";
import type { Replay } from "./useReplay";

export interface ReplayWhereProps {
  readonly replay: Replay;
  readonly technicianId: string;
  readonly zone: string;
}

export function ReplayWhere({ replay, technicianId, zone }: ReplayWhereProps) {
  const { t } = useTranslation();
  const words = useWords();
  const format = useFormat();
  const technician = replay.rows.technicians?.find((one) => one.technicianId === technicianId);
  if (technician === undefined) return null;
  const { current } = technician;
  const doing =
    current === null
      ? t("replay.free")
      : t(current.travel === "en_route" ? "replay.travelling" : "replay.working", { number: current.number });
  const place = replay.positions?.get(technicianId);
  const seen =
    place === undefined
      ? t("replay.unseen")
      : t("replay.seenAt", { time: format.time(place.recordedAt, zone) });
  return (
    <span role="status" aria-live={replay.playing ? "off" : "polite"} className="font-medium text-ink">
      <bdi>
        {t("replay.where", { name: words.name(technician.name), time: format.time(replay.at, zone) })}
      </bdi>
      {": "}
      {doing} · {seen}
    </span>
  );
}
