/*
 * A technician's day on paper [S-62]: one A4 in the reader's language, black on white whatever the screen's theme is.
 * Only what is needed at the door; the screen shows the same sheet with a button above it.
 */
import { Printer } from "lucide-react";
import type { ReactNode } from "react";
import { useTranslation } from "react-i18next";
import { api } from "../../../convex/_generated/api";
import type { Id } from "../../../convex/_generated/dataModel";
import type { ServiceDay } from "../../../shared/time/zones";
import { useFormat } from "../../lib/useFormat";
import { useLive } from "../../lib/useLive";
import { useNow } from "../../lib/useNow";
import { useWords } from "../../lib/useWords";
import { absenceWords } from "../../steps/absenceTimes";
import { Button } from "../../ui/Button";
import { Ltr } from "../../ui/Ltr";
import { Skeleton } from "../../ui/Skeleton";

export interface DaySheetProps {
  readonly technicianId: Id<"technicians">;
  readonly day: ServiceDay;
  /** Leads back to where the sheet was asked for; not printed. */
  readonly back: ReactNode;
}

export function DaySheet({ technicianId, day, back }: DaySheetProps) {
  const { t } = useTranslation();
  const format = useFormat();
  const words = useWords();
  const now = useNow(60_000);
  const sheet = useLive(api.daySheets.get, { technicianId, serviceDay: day });
  if (sheet === undefined)
    return (
      <div className="mx-auto max-w-3xl p-6" aria-busy>
        <Skeleton className="h-10 w-72" />
        <Skeleton className="mt-4 h-96" />
      </div>
    );
  const { technician, branch, absences, visits } = sheet;
  const { zone } = branch;
  return (
    <div className="day-sheet-screen min-h-dvh bg-ground py-6 print:bg-transparent print:py-0">
      <div className="mx-auto mb-4 flex w-[210mm] max-w-full items-center gap-3 px-3 print:hidden">
        {back}
        <p className="min-w-0 flex-1 text-sm text-ink-2">{t("daySheet.hint")}</p>
        <Button
          tone="primary"
          icon={<Printer aria-hidden className="size-4" />}
          onPress={() => window.print()}
        >
          {t("daySheet.print")}
        </Button>
      </div>
      <article
        data-theme="light"
        className="day-sheet mx-auto w-[210mm] max-w-full bg-raised p-[12mm] text-ink print:w-auto print:p-0"
      >
        <header className="flex items-end gap-4 border-b-2 border-ink pb-2">
          <div className="min-w-0 flex-1">
            <h1 className="text-xl leading-tight font-semibold">
              <bdi>{words.name(technician.name)}</bdi>
            </h1>
            <p className="text-sm">
              <bdi>{words.name(branch.name)}</bdi> · <Ltr>{technician.employeeId}</Ltr> ·{" "}
              <Ltr>{technician.phone}</Ltr>
            </p>
          </div>
          <div className="text-end">
            <p className="text-lg font-semibold">{format.serviceDay(day, "long")}</p>
            <p className="text-xs">
              {t("daySheet.visits", { count: visits.length })} ·{" "}
              {t("daySheet.printed", { time: format.dateTime(now, zone) })}
            </p>
          </div>
        </header>
        {absences.length > 0 && (
          <ul className="border-b border-line-strong py-2 text-sm font-medium">
            {absences.map((one) => (
              <li key={one.absenceId}>
                {t(`absenceReasons.${one.reason}`)} ·{" "}
                <bdi>{absenceWords(format, one.from, one.until, zone)}</bdi>
              </li>
            ))}
          </ul>
        )}
        {visits.length === 0 && <p className="py-8 text-center">{t("daySheet.empty")}</p>}
        <ol>
          {visits.map((visit) => (
            <li
              key={visit.number}
              className="grid break-inside-avoid grid-cols-[22mm_1fr_14mm] gap-x-3 border-b border-line-strong py-2"
            >
              <div>
                <p className="text-lg leading-tight font-semibold">
                  {visit.startsAt === null ? "—" : format.time(visit.startsAt, zone)}
                </p>
                {visit.endsAt !== null && (
                  <p className="text-xs">{t("daySheet.until", { time: format.time(visit.endsAt, zone) })}</p>
                )}
                {visit.startsAt === null && <p className="text-xs">{t("board.lanes.untimed")}</p>}
                <p className="mt-1 text-2xs">
                  <Ltr>{visit.number}</Ltr>
                </p>
              </div>
              <div className="min-w-0 text-sm">
                <p className="flex flex-wrap items-baseline gap-x-3">
                  <bdi className="font-semibold">{visit.contactName}</bdi>
                  {visit.phone !== null && <Ltr className="font-semibold">{visit.phone}</Ltr>}
                  {(visit.priority === "urgent" || visit.priority === "high") && (
                    <span className="border border-ink px-1 text-xs font-semibold">
                      {words.priority(visit.priority)}
                    </span>
                  )}
                </p>
                <p>
                  <bdi>{visit.address}</bdi>
                  {visit.address !== "" && " · "}
                  <bdi>{words.city(visit.city)}</bdi>
                </p>
                {visit.accessNotes !== "" && (
                  <p>
                    <b className="font-semibold">{t("daySheet.access")}</b> <bdi>{visit.accessNotes}</bdi>
                  </p>
                )}
                <p className="mt-0.5">
                  <b className="font-semibold">{words.workType(visit.workType)}</b>
                  {": "}
                  <bdi>{visit.problem}</bdi>
                </p>
                {visit.devices.length > 0 && (
                  <p className="text-xs">
                    <bdi>{visit.devices.join(" · ")}</bdi>
                  </p>
                )}
                {visit.window !== null && (
                  <p className="text-xs">
                    {t("daySheet.promised", {
                      window: format.span(visit.window.startsAt, visit.window.endsAt, zone),
                    })}
                  </p>
                )}
                {visit.notes.map((note) => (
                  <p key={note} className="line-clamp-2 text-xs">
                    <b className="font-semibold">{t("daySheet.note")}</b> <bdi>{note}</bdi>
                  </p>
                ))}
              </div>
              <div aria-hidden className="flex flex-col items-center gap-1 text-2xs">
                <span className="size-6 border border-ink" />
                {t("daySheet.done")}
              </div>
            </li>
          ))}
        </ol>
      </article>
    </div>
  );
}
