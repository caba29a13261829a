/*
 * The technician's day on a phone [S-40] [S-41] [S-43]: the job at hand, one next step in reach of the thumb, the
 * rest of the day, what is shared and what is sent. Composes; rules are in shared/, sending in fieldOutbox.ts.
 */
import { useMutation, useQuery } from "convex/react";
import { type ReactNode, useMemo, useState } from "react";
import { useTranslation } from "react-i18next";
import { api } from "../../../convex/_generated/api";
import type { StepInput } from "../../../shared/tickets/inputs";
import type { StepAction } from "../../../shared/tickets/transitions";
import { serviceDayOf } from "../../../shared/time/zones";
import { presentError } from "../../lib/presentError";
import { useMe } from "../../lib/session";
import { useFormat } from "../../lib/useFormat";
import { useNow } from "../../lib/useNow";
import { useWords } from "../../lib/useWords";
import { EmptyState } from "../../ui/EmptyState";
import { Skeleton } from "../../ui/Skeleton";
import { showToast } from "../../ui/toastQueue";
import { DayHeader } from "./DayHeader";
import { sentInput } from "./fieldOutbox";
import { focusOf, forecastJobs } from "./forecastDay";
import { JobFocus } from "./JobFocus";
import { JobRow } from "./JobRow";
import { OutboxStrip } from "./OutboxStrip";
import type { OwnDay } from "./ownDay";
import { fixForStep } from "./positionWatch";
import { SharingStrip } from "./SharingStrip";
import { StepBar } from "./StepBar";
import { useFieldOutbox } from "./useFieldOutbox";
import { usePositionSharing } from "./usePositionSharing";

const WITH_POSITION: readonly StepAction[] = ["start_trip", "arrive"];
const FALLBACK_ZONE = "Asia/Riyadh";

export interface TechnicianPageProps {
  /** Language, theme and signing out; composed by the page. */
  readonly settings?: ReactNode;
}

export function TechnicianPage({ settings }: TechnicianPageProps) {
  const { t } = useTranslation();
  const me = useMe();
  const now = useNow(15_000);
  const zone = me.branches[0]?.zone ?? FALLBACK_ZONE;
  const day = useQuery(api.technicians.today, { serviceDay: serviceDayOf(now, zone) });
  if (day === undefined)
    return (
      <main className="mx-auto grid min-h-dvh max-w-xl content-start gap-3 bg-ground p-4">
        <output className="sr-only">{t("shell.loading")}</output>
        <Skeleton className="h-14" />
        <Skeleton className="h-64" />
        <Skeleton className="h-16" />
      </main>
    );
  return <KnownDay day={day} now={now} settings={settings} />;
}

interface KnownDayProps extends TechnicianPageProps {
  readonly day: OwnDay;
  readonly now: number;
}

function KnownDay({ day, now, settings }: KnownDayProps) {
  const { t } = useTranslation();
  const words = useWords();
  const format = useFormat();
  const me = useMe();
  const { zone } = day.branch;
  const actor = useMemo(() => ({ role: me.role, technicianId: me.technicianId }), [me.role, me.technicianId]);
  const { outbox, items } = useFieldOutbox(me.userId);
  const setDuty = useMutation(api.technicians.setDuty).withOptimisticUpdate((store, { onDuty }) => {
    for (const { args, value } of store.getAllQueries(api.technicians.today))
      if (value)
        store.setQuery(api.technicians.today, args, {
          ...value,
          technician: { ...value.technician, onDuty },
        });
  });
  const [dutyPending, setDutyPending] = useState(false);
  const [chosen, setChosen] = useState<string | null>(null);
  const [finding, setFinding] = useState(false);

  const jobs = useMemo(() => forecastJobs(day.jobs, items, actor, now), [day.jobs, items, actor, now]);
  const focus = jobs.find((one) => one.job.ticket.ticketId === chosen) ?? focusOf(jobs);
  const sharing = usePositionSharing(jobs.some((one) => one.status === "on_route"));

  const take = async (action: StepAction, input: StepInput) => {
    if (!focus) return;
    const takenAt = Date.now();
    const { ticketId, number } = focus.job.ticket;
    let where: Pick<StepInput, "fix" | "noFixReason"> = {};
    if (WITH_POSITION.includes(action)) {
      setFinding(true);
      try {
        where = await fixForStep(navigator.geolocation as Geolocation | undefined, sharing, takenAt);
      } finally {
        setFinding(false);
      }
    }
    outbox.take({
      operationId: crypto.randomUUID(),
      ticketId,
      number,
      expectedVersion: focus.facts.version,
      action,
      input: sentInput({ ...input, ...where, occurredAt: takenAt }),
      takenAt,
    });
    setChosen(ticketId);
  };
  const changeDuty = async (onDuty: boolean) => {
    setDutyPending(true);
    try {
      await setDuty({ onDuty });
    } catch (thrown) {
      const { title, reasons } = presentError(thrown, t, words, format, zone);
      showToast({ tone: "problem", title, lines: reasons });
    } finally {
      setDutyPending(false);
    }
  };

  const others = jobs.filter((one) => one !== focus);
  return (
    <div className="mx-auto flex min-h-dvh max-w-xl flex-col bg-ground">
      <DayHeader
        day={day}
        now={now}
        left={jobs.length}
        dutyPending={dutyPending}
        onDuty={(onDuty) => void changeDuty(onDuty)}
        settings={settings}
      />
      <SharingStrip sharing={sharing} now={now} />
      <OutboxStrip items={items} outbox={outbox} zone={zone} />
      <main className="flex-1 pb-4">
        {focus ? (
          <JobFocus forecast={focus} zone={zone} now={now} />
        ) : (
          <EmptyState title={t(day.finished.length > 0 ? "technician.doneTitle" : "technician.emptyTitle")}>
            {t(day.technician.onDuty ? "technician.emptyText" : "technician.emptyOffDuty")}
          </EmptyState>
        )}
        {others.length > 0 && (
          <section aria-labelledby="jobs-title" className="mt-4">
            <h2 id="jobs-title" className="px-4 pb-1 text-md font-semibold">
              {t("technician.jobs")}
            </h2>
            <ul className="divide-y divide-line border-y border-line">
              {others.map((one) => (
                <li key={one.job.ticket.ticketId}>
                  <JobRow
                    forecast={one}
                    zone={zone}
                    focused={false}
                    onOpen={() => {
                      setChosen(one.job.ticket.ticketId);
                      window.scrollTo({ top: 0 });
                    }}
                  />
                </li>
              ))}
            </ul>
          </section>
        )}
        {day.finished.length > 0 && (
          <details className="mt-4">
            <summary className="flex min-h-12 cursor-default items-center px-4 text-md font-semibold">
              {t("technician.finished")} · {t("technician.done", { count: day.finished.length })}
            </summary>
            <ul className="divide-y divide-line border-y border-line">
              {forecastJobs(day.finished, [], actor, now).map((one) => (
                <li key={one.job.ticket.ticketId}>
                  <JobRow forecast={one} zone={zone} focused={false} onOpen={() => {}} />
                </li>
              ))}
            </ul>
          </details>
        )}
      </main>
      {focus && (
        <footer className="sticky bottom-0 z-10 border-t-2 border-line-strong bg-paper px-4 pt-3 pb-[max(0.75rem,env(safe-area-inset-bottom))] shadow-lift">
          <StepBar
            key={`${focus.job.ticket.ticketId} ${focus.status}`}
            forecast={focus}
            actor={actor}
            zone={zone}
            now={now}
            busy={finding}
            onTake={(action, input) => void take(action, input)}
          />
        </footer>
      )}
    </div>
  );
}
