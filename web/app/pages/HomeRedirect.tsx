/* Sends everybody to the page of their role: planners to the board, technicians to their day, strangers to sign in. */
import { useConvexAuth } from "convex/react";
import { useTranslation } from "react-i18next";
import { api } from "../../../convex/_generated/api";
import { roleHas } from "../../../shared/access/permissions";
import { useLive } from "../../lib/useLive";
import { useWords } from "../../lib/useWords";
import { EmptyState } from "../../ui/EmptyState";
import { NoMember } from "../NoMember";
import { Redirect } from "../Redirect";
import { WaitingForServer } from "../WaitingForServer";

export function HomeRedirect() {
  const { t } = useTranslation();
  const words = useWords();
  const { isLoading, isAuthenticated } = useConvexAuth();
  const me = useLive(api.session.me, isAuthenticated ? {} : "skip");
  if (!isLoading && !isAuthenticated) return <Redirect key="/sign-in" to="/sign-in" />;
  if (isLoading || me === undefined) return <WaitingForServer />;
  if (me === null) return <NoMember />;
  if (roleHas(me.role, "board.view")) return <Redirect key="/board" to="/board" />;
  if (roleHas(me.role, "workshop.view")) return <Redirect key="/workshop" to="/workshop" />;
  if (roleHas(me.role, "field.work")) return <Redirect key="/my" to="/my" />;
  return (
    <main className="grid min-h-dvh place-items-center">
      <EmptyState title={t("shell.noAccess.title")}>
        {t("shell.noAccess.text", { role: words.role(me.role) })}
      </EmptyState>
    </main>
  );
}
