/*
 * Signed in, but no active member of anything: says why and offers the way out, instead of sending in circles. A customer
 * belongs on his own page.
 */
import { useTranslation } from "react-i18next";
import { api } from "../../convex/_generated/api";
import { useLive } from "../lib/useLive";
import { useSignOut } from "../lib/foreignSession";
import { Button } from "../ui/Button";
import { EmptyState } from "../ui/EmptyState";
import { Redirect } from "./Redirect";

export function NoMember() {
  const standing = useLive(api.account.standing, {});
  const { t } = useTranslation();
  const signOut = useSignOut();
  if (standing === "customer") return <Redirect to="/customer" />;
  const shutOut = standing === "deactivated";
  return (
    <main className="grid min-h-dvh place-items-center">
      <EmptyState
        title={shutOut ? t("account.deactivated.title") : t("shell.noMember.title")}
        action={
          <Button tone="primary" onPress={() => void signOut()}>
            {t("shell.menu.signOut")}
          </Button>
        }
      >
        {shutOut ? t("account.deactivated.text") : t("shell.noMember.text")}
      </EmptyState>
    </main>
  );
}
