/* The sign-in page: language and theme at hand, the form and the demo accounts in the middle. */
import { getRouteApi, Link } from "@tanstack/react-router";
import { useConvexAuth } from "convex/react";
import { useTranslation } from "react-i18next";
import { SignIn } from "../../features/session/SignIn";
import { useForeignSession } from "../../lib/foreignSession";
import { Redirect } from "../Redirect";
import { SettingsMenu } from "../SettingsMenu";
import { SquareDrawing } from "../SquareDrawing";
import { Wordmark } from "../Wordmark";

const route = getRouteApi("/sign-in");

export function SignInPage() {
  const { t } = useTranslation();
  const { then } = route.useSearch();
  const { isAuthenticated } = useConvexAuth();
  const foreign = useForeignSession();
  if (isAuthenticated) return <Redirect to={then ?? "/"} />;
  return (
    <div className="relative flex min-h-dvh flex-col overflow-hidden">
      <SquareDrawing />
      <header className="relative flex h-12 items-center justify-between ps-4 pe-2">
        <Wordmark />
        <SettingsMenu />
      </header>
      <main className="relative grid flex-1 place-items-center p-4">
        <div className="w-full max-w-4xl">
          <p className="mb-6 text-2xl font-semibold">{t("session.lead")}</p>
          {foreign !== null ? (
            foreign.form
          ) : (
            <SignIn
              links={
                <>
                  <Link to="/forgot" className="text-accent hover:underline">
                    {t("account.forgot.link")}
                  </Link>
                  <Link to="/request" className="text-accent hover:underline">
                    {t("request.link")}
                  </Link>
                  <Link to="/customer" className="text-accent hover:underline">
                    {t("account.customer.link")}
                  </Link>
                </>
              }
            />
          )}
        </div>
      </main>
    </div>
  );
}
