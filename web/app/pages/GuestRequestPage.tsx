/* Where a stranger asks for work; the step stands in the address, the answer in the history entry of this tab. */
import { getRouteApi, Link } from "@tanstack/react-router";
import { useCallback, useState } from "react";
import { useTranslation } from "react-i18next";
import { RequestTaken } from "../../features/request/RequestTaken";
import { RequestWizard, type Taken } from "../../features/request/RequestWizard";
import { PlainPage } from "../PlainPage";

const route = getRouteApi("/request");
const LINK =
  "inline-flex min-h-12 flex-1 items-center justify-center rounded-md border border-line-strong px-5 text-lg hover:border-ink-3";

export function GuestRequestPage() {
  const { t } = useTranslation();
  const { step = 1 } = route.useSearch();
  const navigate = route.useNavigate();
  const [taken, setTaken] = useState<Taken | null>(null);
  const onStep = useCallback((next: 1 | 2 | 3) => void navigate({ search: { step: next } }), [navigate]);
  return (
    <PlainPage wide>
      <h1 className="mb-5 text-2xl font-semibold">{t("request.title")}</h1>
      {taken === null ? (
        <RequestWizard
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
