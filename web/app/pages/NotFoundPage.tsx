/* An address that leads nowhere. */
import { Link } from "@tanstack/react-router";
import { useTranslation } from "react-i18next";
import { EmptyState } from "../../ui/EmptyState";

export function NotFoundPage() {
  const { t } = useTranslation();
  return (
    <main className="grid min-h-dvh place-items-center">
      <EmptyState
        title={t("shell.notFound.title")}
        action={
          <Link to="/" className="text-accent underline">
            {t("shell.notFound.action")}
          </Link>
        }
      >
        {t("shell.notFound.text")}
      </EmptyState>
    </main>
  );
}
