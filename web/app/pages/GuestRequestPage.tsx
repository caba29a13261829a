/* Where a stranger, or a signed-in customer, asks for work; the step stands in the address, the answer in the history entry of this tab. */
import { getRouteApi, Link } from "@tanstack/react-router";
import { useConvexAuth } from "convex/react";
import { useCallback, useState } from "react";
import { useTranslation } from "react-i18next";
import { api } from "../../../convex/_generated/api";
import { RequestTaken } from "../../features/request/RequestTaken";
import { RequestWizard, type Taken } from "../../features/request/RequestWizard";
import { useLive } from "../../lib/useLive";
import { Skeleton } from "../../ui/Skeleton";
import { PlainPage } from "../PlainPage";

const route = getRouteApi("/request");
const LINK =
  "inline-flex min-h-12 flex-1 items-center justify-center rounded-md border border-line-strong px-5 text-center text-lg hover:border-ink-3";

export function GuestRequestPage() {
  const { t } = useTranslation();
  const { step = 1 } = route.useSearch();
  const navigate = route.useNavigate();
  const [taken, setTaken] = useState<Taken | null>(null);
  const { isLoading, isAuthenticated } = useConvexAuth();
  const standing = useLive(api.account.standing, isAuthenticated ? {} : "skip");
  const own = useLive(api.customers.tickets, standing === "customer" ? {} : "skip");
  const known =
    !isLoading && (!isAuthenticated || (standing !== undefined && (standing !== "customer" || own)));
  const onStep = useCallback((next: 1 | 2 | 3) => void navigate({ search: { step: next } }), [navigate]);
  return (
    <PlainPage wide>
      <h1 className="mb-5 text-2xl font-semibold">{t("request.title")}</h1>
      {!known ? (
        <Skeleton className="h-96 rounded-lg" />
      ) : taken === null ? (
        <RequestWizard
          ownPhone={own?.phone ?? null}
          step={step}
          onStep={onStep}
          onTaken={setTaken}
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
              <Link to="/t/$token" params={{ token: taken.token }} className={LINK}>
                {t("request.taken.track")}
              </Link>
              <Link to="/customer" className={LINK}>
                {t("request.taken.home")}
              </Link>
            </>
          }
        />
      )}
    </PlainPage>
  );
}
