/*
 * The customer's page behind a tracking link [S-06] [S-07]: one sentence that says what happens next and when, the
 * map only while the technician travels, the story so far. Live by subscription; knows no staff and no other request.
 */
import { Link } from "@tanstack/react-router";
import { useConvexConnectionState } from "convex/react";
import { type ReactNode, useEffect, useMemo } from "react";
import { useTranslation } from "react-i18next";
import { api } from "../../../convex/_generated/api";
import { pastMoment } from "../../lib/pastMoment";
import { usePreferences, useTheme } from "../../lib/preferences";
import { useFormat } from "../../lib/useFormat";
import { useLive } from "../../lib/useLive";
import { useNow } from "../../lib/useNow";
import { useWords } from "../../lib/useWords";
import { VocabularyProvider } from "../../lib/vocabulary";
import { TripMap } from "../../map/TripMap";
import { ErrorBoundary } from "../../ui/ErrorBoundary";
import { Skeleton } from "../../ui/Skeleton";
import { FindRequest } from "./FindRequest";
import { OwnComplaint } from "./OwnComplaint";
import { OwnConfirmation } from "./OwnConfirmation";
import { OwnEstimates } from "./OwnEstimates";
import { OwnReview } from "./OwnReview";
import { OwnSteps } from "./OwnSteps";
import { OwnTalk } from "./OwnTalk";
import { TalkMark } from "./TalkMark";
import { TrackingFacts } from "./TrackingFacts";
import { TrackingHeadline } from "./TrackingHeadline";
import type { Tracked } from "./trackingSentence";
import { TrackingStory } from "./TrackingStory";

export interface TrackingPageProps {
  readonly token: string;
  /** Language and theme of the reader; composed by the page. */
  readonly settings?: ReactNode;
}

export function TrackingPage({ token, settings }: TrackingPageProps) {
  const { t } = useTranslation();
  const words = useWords();
  const tracked = useLive(api.tracking.byToken, { token });
  useEffect(() => {
    if (tracked) document.title = t("tracking.documentTitle", { number: tracked.number });
  }, [tracked, t]);
  return (
    <div className="min-h-dvh bg-ground">
      <header className="border-b border-line bg-paper">
        <div className="mx-auto flex min-h-14 max-w-2xl items-center justify-between gap-3 px-4">
          <p className="min-w-0 truncate text-lg font-semibold">
            <bdi>{tracked ? words.name(tracked.company.name) : t("shell.product")}</bdi>
          </p>
          {settings}
        </div>
      </header>
      <main className="mx-auto grid max-w-2xl gap-4 px-4 pt-5 pb-10">
        {tracked === undefined ? (
          <Waiting />
        ) : tracked === null ? (
          <FindRequest lost />
        ) : (
          <InCompanyWords token={token}>
            <Known tracked={tracked} token={token} />
          </InCompanyWords>
        )}
      </main>
    </div>
  );
}

function InCompanyWords({ token, children }: { readonly token: string; readonly children: ReactNode }) {
  const vocabulary = useLive(api.vocabulary.ofTicket, { token });
  return <VocabularyProvider value={vocabulary ?? null}>{children}</VocabularyProvider>;
}

function Waiting() {
  const { t } = useTranslation();
  return (
    <div className="grid gap-4">
      <output className="sr-only">{t("shell.loading")}</output>
      <Skeleton className="h-10 w-40" />
      <Skeleton className="h-20" />
      <Skeleton className="h-64" />
    </div>
  );
}

/** Statuses in which there is work to confirm. */
const CONFIRMABLE: readonly string[] = ["repairing", "quality_check", "ready_delivery"];

interface PartProps {
  readonly tracked: Tracked;
  readonly token: string;
}

/** A part that may be done with the link; one that only shows the request leaves it out. */
function Part({ children }: { readonly children: ReactNode }) {
  return <ErrorBoundary fallback={() => null}>{children}</ErrorBoundary>;
}

/** What the company waits for: it stands before everything that is only to be read. */
function Asked({ tracked, token }: PartProps) {
  const { zone, company, status, ownTicketId } = tracked;
  const door = ownTicketId === null ? { token } : { ticketId: ownTicketId };
  return (
    <>
      <Part>
        <OwnEstimates door={door} zone={zone} companyPhone={company.phone} />
      </Part>
      {CONFIRMABLE.includes(status) && (
        <Part>
          <OwnConfirmation door={door} zone={zone} companyPhone={company.phone} />
        </Part>
      )}
      <Part>
        <OwnReview token={token} zone={zone} />
      </Part>
    </>
  );
}

function Known({ tracked, token }: PartProps) {
  const { t } = useTranslation();
  const words = useWords();
  const format = useFormat();
  const theme = useTheme();
  const { locale } = usePreferences();
  const now = useNow(15_000);
  const connected = useConvexConnectionState().isWebSocketConnected;
  const position = tracked.live?.position ?? null;
  const name = tracked.technicianFirstName ? words.name(tracked.technicianFirstName) : t("tracking.someone");
  const technician = useMemo(
    () => ({
      id: "technician",
      name,
      state: "on_route" as const,
      fix: position && {
        point: { lat: position.lat, lng: position.lng },
        recordedAt: position.recordedAt,
        accuracyM: position.accuracyM,
        headingDeg: null,
      },
    }),
    [name, position],
  );
  const { zone, company, status, visit } = tracked;
  const planned = status === "scheduled" && visit?.startsAt != null;
  // A planned visit is what the page is about; calling off a request nobody has planned yet is not.
  const steps = (
    <Part>
      <OwnSteps token={token} zone={zone} movable={planned} />
    </Part>
  );
  return (
    <>
      <TrackingHeadline tracked={tracked} now={now} name={name} />
      <Part>
        <TalkMark token={token} />
      </Part>
      {tracked.live && position && (
        <figure className="overflow-hidden rounded-lg border border-line bg-paper">
          <div className="h-72 sm:h-96">
            <TripMap
              technician={technician}
              destination={tracked.destination}
              theme={theme}
              language={locale}
              direction={locale === "ar" ? "rtl" : "ltr"}
            />
          </div>
          <figcaption className="flex flex-wrap justify-between gap-x-4 border-t border-line px-3 py-2 text-sm text-ink-3">
            <span>{t("tracking.privacy")}</span>
            <span>
              {t("tracking.seen", {
                when: format.relative(position.recordedAt, pastMoment(position.recordedAt, now)),
              })}
            </span>
          </figcaption>
        </figure>
      )}
      <Asked tracked={tracked} token={token} />
      {planned && steps}
      <TrackingStory
        status={tracked.status}
        profile={tracked.profile}
        timeline={tracked.timeline}
        zone={tracked.zone}
      />
      <TrackingFacts tracked={tracked} />
      <Part>
        <OwnTalk token={token} zone={zone} />
      </Part>
      {!planned && steps}
      <Part>
        <OwnComplaint token={token} zone={zone} companyPhone={company.phone} />
      </Part>
      {tracked.ownTicketId !== null && (
        <Link
          to="/customer"
          className="inline-flex min-h-12 items-center justify-center text-lg text-accent hover:underline"
        >
          {t("account.customer.title")}
        </Link>
      )}
      <p className="text-center text-sm text-ink-3" aria-live="polite">
        {connected ? t("tracking.live") : t("tracking.offline", { time: format.time(now, tracked.zone) })}
      </p>
    </>
  );
}
