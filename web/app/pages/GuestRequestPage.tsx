/*
 * Where a stranger, or a signed-in customer, asks for work. The step stands in the address; the answer stands in the
 * history entry, so that a reload or a look at the request and back does not lose the only code a guest has.
 */
import { getRouteApi, Link, useLocation } from "@tanstack/react-router";
import { useConvexAuth } from "convex/react";
import { useCallback } from "react";
import { useTranslation } from "react-i18next";
import { api } from "../../../convex/_generated/api";
import { RequestTaken } from "../../features/request/RequestTaken";
import { RequestWizard, type Taken } from "../../features/request/RequestWizard";
import { useForeignSession } from "../../lib/foreignSession";
import { useLive } from "../../lib/useLive";
import { useWords } from "../../lib/useWords";
import { Skeleton } from "../../ui/Skeleton";
import { PlainPage } from "../PlainPage";

declare module "@tanstack/history" {
  interface HistoryState {
    /** The request that was sent from this entry. */
    taken?: Taken;
  }
}

const route = getRouteApi("/request");
const LINK = "inline-flex min-h-12 flex-1 items-center justify-center rounded-md px-5 text-center text-lg";
const SECOND = `${LINK} border border-line-strong hover:border-ink-3`;
const FIRST = `${LINK} basis-full bg-accent text-on-accent hover:bg-accent-strong`;

export function GuestRequestPage() {
  const { t } = useTranslation();
  const words = useWords();
  const { step = 1 } = route.useSearch();
  const navigate = route.useNavigate();
  const taken = useLocation({ select: ({ state }) => state.taken ?? null });
  const offered = useLive(api.intake.options, {});
  const { isLoading, isAuthenticated } = useConvexAuth();
  const standing = useLive(api.account.standing, isAuthenticated ? {} : "skip");
  const own = useLive(api.customers.tickets, standing === "customer" ? {} : "skip");
  // Asking for work needs no session: where none can be found out, the visitor is a stranger.
  const sessionless = useForeignSession()?.failed === true;
  const known =
    sessionless ||
    (!isLoading && (!isAuthenticated || (standing !== undefined && (standing !== "customer" || own))));
  const onStep = useCallback((next: 1 | 2 | 3) => void navigate({ search: { step: next } }), [navigate]);
  const onTaken = useCallback(
    (next: Taken) => void navigate({ search: {}, state: { taken: next }, replace: true }),
    [navigate],
  );
  return (
    <PlainPage wide company={offered ? words.name(offered.company) : undefined}>
      {taken === null && <h1 className="mb-5 text-2xl font-semibold">{t("request.title")}</h1>}
      {!known ? (
        <Skeleton className="h-96 rounded-lg" />
      ) : taken === null ? (
        <RequestWizard
          ownPhone={own?.phone ?? null}
          step={step}
          onStep={onStep}
          onTaken={onTaken}
          linkTo={(to, children) => (
            <Link to="/request" search={{ step: to }} className="block rounded-md hover:bg-sunken">
              {children}
            </Link>
          )}
        />
      ) : (
        <RequestTaken
          taken={taken}
          links={
            <>
              <Link to="/t/$token" params={{ token: taken.token }} className={FIRST}>
                {t("request.taken.track")}
              </Link>
              <Link to="/request" className={SECOND}>
                {t("request.taken.another")}
              </Link>
              <Link to="/customer" className={SECOND}>
                {t("account.customer.title")}
              </Link>
            </>
          }
        />
      )}
    </PlainPage>
  );
}
