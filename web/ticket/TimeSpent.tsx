/* How long the ticket stayed where, and with whom [T-35]; the last stay runs while the ticket is open. */
import { useTranslation } from "react-i18next";
import { api } from "../../convex/_generated/api";
import type { Id } from "../../convex/_generated/dataModel";
import { STATUS_META } from "../../shared/tickets/statuses";
import { useFormat } from "../lib/useFormat";
import { useLive } from "../lib/useLive";
import { useNow } from "../lib/useNow";
import { useWords } from "../lib/useWords";
import { PhaseMark } from "../ui/PhaseMark";

export interface TimeSpentProps {
  readonly ticketId: Id<"tickets">;
  readonly zone: string;
}

export function TimeSpent({ ticketId, zone }: TimeSpentProps) {
  const { t } = useTranslation();
  const words = useWords();
  const format = useFormat();
  const now = useNow();
  const logs = useLive(api.records.timeLogs, { ticketId });
  const first = logs?.[0];
  const last = logs?.at(-1);
  if (logs === undefined || first === undefined || last === undefined)
    return logs === undefined ? null : <p className="text-sm text-ink-2">{t("records.time.none")}</p>;
  return (
    <>
      <ol className="flex flex-col gap-1 text-sm">
        {logs.map((one) => (
          <li key={`${one.startedAt} ${one.status}`} className="flex items-start gap-2">
            <PhaseMark phase={STATUS_META[one.status].phase} letter={t(`marks.${one.status}`)} size={18} />
            <span className="min-w-0 flex-1">
              {words.status(one.status)}
              <span className="block text-xs text-ink-3">
                {format.dateTime(one.startedAt, zone)}
                {one.technicianName !== null && (
                  <>
                    {" · "}
                    <bdi>{words.name(one.technicianName)}</bdi>
                  </>
                )}
              </span>
            </span>
            <span className={one.endedAt === null ? "font-medium" : "text-ink-2"}>
              {format.duration(Math.max(0, (one.endedAt ?? now) - one.startedAt))}
            </span>
          </li>
        ))}
      </ol>
      <p className="mt-2 flex justify-between border-t border-line pt-1 text-sm font-medium">
        {t("records.time.total")}
        <span>{format.duration(Math.max(0, (last.endedAt ?? now) - first.startedAt))}</span>
      </p>
    </>
  );
}
