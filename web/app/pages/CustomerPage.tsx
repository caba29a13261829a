/* The customer's own page: signing in by phone, then the list of requests and the sessions. */
import { Link, useNavigate } from "@tanstack/react-router";
import { useConvexAuth } from "convex/react";
import { useTranslation } from "react-i18next";
import { api } from "../../../convex/_generated/api";
import { CustomerSignIn } from "../../features/account/CustomerSignIn";
import { OwnTickets } from "../../features/account/OwnTickets";
import { Sessions } from "../../features/account/Sessions";
import { VocabularyProvider } from "../../lib/vocabulary";
import { useWords } from "../../lib/useWords";
import { useLive } from "../../lib/useLive";
import { useForeignSession, useSignOut } from "../../lib/foreignSession";
import { Button } from "../../ui/Button";
import { PlainPage } from "../PlainPage";
import { WaitingForServer } from "../WaitingForServer";

/** Instants of sessions are written in the home market's zone; a customer has no branch. */
const ZONE = "Asia/Riyadh";

export function CustomerPage() {
  const { t } = useTranslation();
  const words = useWords();
  const navigate = useNavigate();
  const offered = useLive(api.intake.options, {});
  const company = offered ? words.name(offered.company) : undefined;
  const signOut = useSignOut();
  const foreign = useForeignSession();
  const { isLoading, isAuthenticated } = useConvexAuth();
  const standing = useLive(api.account.standing, isAuthenticated ? {} : "skip");
  if (isLoading || (isAuthenticated && standing === undefined)) return <WaitingForServer />;
  if (standing !== "customer")
    return (
      <PlainPage company={company}>
        {foreign === null ? <CustomerSignIn /> : foreign.form}
        <p className="mt-4 flex flex-wrap justify-center gap-4 text-center">
          <Link to="/request" className="inline-flex min-h-12 items-center text-accent hover:underline">
            {t("request.link")}
          </Link>
          <Link to="/t" className="inline-flex min-h-12 items-center text-accent hover:underline">
            {t("account.customer.find")}
          </Link>
          <Link to="/sign-in" className="inline-flex min-h-12 items-center text-accent hover:underline">
            {t("account.customer.staffLink")}
          </Link>
        </p>
      </PlainPage>
    );
  return (
    <PlainPage wide company={company}>
      <VocabularyProvider value={offered?.vocabulary ?? null}>
        <OwnTickets
          onOpen={(token) => void navigate({ to: "/t/$token", params: { token } })}
          linkTo={(token, children) => (
            <Link to="/t/$token" params={{ token }} className="block rounded-lg hover:bg-sunken">
              {children}
            </Link>
          )}
        />
      </VocabularyProvider>
      <div className="mt-6 flex flex-col gap-4">
        <Link
          to="/request"
          className="inline-flex min-h-12 items-center justify-center rounded-md bg-accent px-5 text-lg text-on-accent hover:bg-accent-strong"
        >
          {t("request.link")}
        </Link>
        <Sessions zone={ZONE} />
        <Button size="phone" onPress={() => void signOut()}>
          {t("shell.menu.signOut")}
        </Button>
      </div>
    </PlainPage>
  );
}
