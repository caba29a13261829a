/* Signed in, but a member of nothing: says so and offers the way out, instead of sending in circles. */
import { useAuthActions } from "@convex-dev/auth/react";
import { useTranslation } from "react-i18next";
import { Button } from "../ui/Button";
import { EmptyState } from "../ui/EmptyState";

export function NoMember() {
  const { t } = useTranslation();
  const { signOut } = useAuthActions();
  return (
    <main className="grid min-h-dvh place-items-center">
      <EmptyState
        title={t("shell.noMember.title")}
        action={
          <Button tone="primary" onPress={() => void signOut()}>
            {t("shell.menu.signOut")}
          </Button>
        }
      >
        {t("shell.noMember.text")}
      </EmptyState>
    </main>
  );
}
