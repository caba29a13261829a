/*
 * The technician's day on a phone [S-40] [S-41] [S-43]: the job at hand, one next step in reach of the thumb, the
 * rest of the day, what is shared and what is sent. Composes; rules are in shared/, sending in fieldOutbox.ts.
 */
import { Map as MapIcon } from "lucide-react";
import { lazy, type ReactNode, Suspense, useMemo, useRef, useState } from "react";
import { useTranslation } from "react-i18next";
import { api } from "../../../convex/_generated/api";
import { serviceDayOf } from "../../../shared/time/zones";
import { useMe } from "../../lib/session";
import { useLive } from "../../lib/useLive";
import { useNow } from "../../lib/useNow";
import type { TicketCard } from "../../ticket/ticketData";
import { Button } from "../../ui/Button";
import { EmptyState } from "../../ui/EmptyState";
import { ErrorBoundary } from "../../ui/ErrorBoundary";
import { Skeleton } from "../../ui/Skeleton";
import { DayHeader } from "./DayHeader";
import { Away } from "./Away";
import { DayLists } from "./DayLists";
import { DayTiles } from "./DayTiles";
import { focusOf, forecastJobs } from "./forecastDay";
import { JobDetails } from "./JobDetails";
import { JobFocus } from "./JobFocus";
import { OutboxStrip } from "./OutboxStrip";
import type { OwnDay } from "./ownDay";
import { SharingStrip } from "./SharingStrip";
import { StepBar } from "./StepBar";
import { useDayNews } from "./useDayNews";
import { useDuty } from "./useDuty";
import { useFieldOutbox } from "./useFieldOutbox";
import { usePositionSharing } from "./usePositionSharing";
import { useTakeStep } from "./useTakeStep";

// The map is heavy and most days nobody opens it on the phone.
const DayMap = lazy(async () => ({ default: (await import("./DayMap")).DayMap }));

/** Decides the day asked for until the answer names the branch's own zone. */
const FALLBACK_ZONE = "Asia/Riyadh";

export interface TechnicianPageProps {
  /** Language, theme and signing out; composed by the page. */
  readonly settings?: ReactNode;
  /** Countdown and escalations of a job, drawn by their own feature. */
  readonly promises?: (ticket: TicketCard, zone: string) => ReactNode;
}

export function TechnicianPage({ settings, promises }: TechnicianPageProps) {
  const { t } = useTranslation();
  const me = useMe();
  const now = useNow(15_000);
  const zone = me.branches[0]?.zone ?? FALLBACK_ZONE;
  const day = useLive(api.technicians.today, { serviceDay: serviceDayOf(now, zone) });
  if (day === undefined)
    return (
      <main className="mx-auto grid min-h-dvh max-w-xl content-start gap-3 bg-ground p-4">
        <output className="sr-only">{t("shell.loading")}</output>
        <Skeleton className="h-14" />
        <Skeleton className="h-64" />
        <Skeleton className="h-16" />
      </main>
    );
  return <KnownDay day={day} now={now} settings={settings} {...(promises ? { promises } : {})} />;
}

interface KnownDayProps extends TechnicianPageProps {
  readonly day: OwnDay;
  readonly now: number;
}

function KnownDay({ day, now, settings, promises }: KnownDayProps) {
  const { t } = useTranslation();
  const { userId, role, technicianId } = useMe();
  const { zone } = day.branch;
  const actor = useMemo(() => ({ role, technicianId }), [role, technicianId]);
  const { outbox, items } = useFieldOutbox(userId);
  const dayRef = useRef<HTMLDivElement>(null);
  const [chosen, setChosen] = useState<string | null>(null);
  const [mapShown, setMapShown] = useState(false);

  const jobs = useMemo(() => forecastJobs(day.jobs, items, actor, now), [day.jobs, items, actor, now]);
  const finished = useMemo(() => forecastJobs(day.finished, [], actor, now), [day.finished, actor, now]);
  const waiting = useMemo(() => forecastJobs(day.waiting, [], actor, now), [day.waiting, actor, now]);
  const focus = [...jobs, ...waiting].find((one) => one.job.ticket.ticketId === chosen) ?? focusOf(jobs);
  const next = focusOf(jobs);
  const sharing = usePositionSharing(jobs.some((one) => one.status === "on_route"));
  const { finding, take } = useTakeStep(outbox, sharing);
  const duty = useDuty(zone);
  useDayNews(day);

  return (
    // The day scrolls above the bar, not beneath it: nothing that can be pressed ever lies under it.
    <div className="mx-auto flex h-dvh max-w-xl flex-col bg-ground">
      <div ref={dayRef} className="flex min-h-0 flex-1 flex-col overflow-y-auto overscroll-contain">
        <DayHeader
          day={day}
          now={now}
          left={jobs.length}
          dutyPending={duty.pending}
          onDuty={(onDuty) => void duty.change(onDuty)}
          settings={settings}
        />
        <DayTiles jobs={jobs} waiting={waiting} finished={finished} />
        <SharingStrip sharing={sharing} now={now} />
        <OutboxStrip items={items} outbox={outbox} zone={zone} />
        <main className="flex-1 pb-4">
          {focus ? (
            <>
              <JobFocus forecast={focus} zone={zone} now={now} />
              <ErrorBoundary resetKey={focus.job.ticket.ticketId} fallback={() => null}>
                <JobDetails
                  key={focus.job.ticket.ticketId}
                  ticketId={focus.job.ticket.ticketId}
                  now={now}
                  promises={promises}
                />
              </ErrorBoundary>
            </>
          ) : (
            <EmptyState title={t(finished.length > 0 ? "technician.doneTitle" : "technician.emptyTitle")}>
              {t(day.technician.onDuty ? "technician.emptyText" : "technician.emptyOffDuty")}
            </EmptyState>
          )}
          {jobs.length > 0 && (
            <div className="px-4 pt-4">
              <Button
                size="phone"
                className="w-full"
                icon={<MapIcon aria-hidden className="size-5" />}
                aria-expanded={mapShown}
                onPress={() => setMapShown(!mapShown)}
              >
                {t(mapShown ? "technician.hideMap" : "technician.showMap")}
              </Button>
              {mapShown && (
                <div className="mt-3 h-96 overflow-hidden rounded-lg border border-line">
                  <Suspense fallback={<Skeleton className="h-full" />}>
                    <DayMap
                      day={day}
                      jobs={jobs}
                      focusedId={focus?.job.ticket.ticketId ?? null}
                      sharing={sharing}
                      onOpen={setChosen}
                    />
                  </Suspense>
                </div>
              )}
            </div>
          )}
          <DayLists
            others={jobs.filter((one) => one !== focus)}
            waiting={waiting.filter((one) => one !== focus)}
            here={sharing.kind === "sharing" ? sharing.fix : null}
            finished={finished}
            zone={zone}
            onOpen={(ticketId) => {
              setChosen(ticketId);
              if (dayRef.current) dayRef.current.scrollTop = 0;
            }}
          />
          <Away day={day} now={now} />
        </main>
      </div>
      {focus && (
        <footer className="z-20 border-t-2 border-line-strong bg-paper px-4 pt-3 pb-[max(0.75rem,env(safe-area-inset-bottom))] shadow-lift">
          <StepBar
            key={`${focus.job.ticket.ticketId} ${focus.status}`}
            forecast={focus}
            actor={actor}
            zone={zone}
            now={now}
            busy={finding}
            {...(next && next !== focus ? { onNext: () => setChosen(next.job.ticket.ticketId) } : {})}
            onTake={(action, input) => {
              setChosen(focus.job.ticket.ticketId);
              void take(focus, action, input);
            }}
          />
        </footer>
      )}
    </div>
  );
}
