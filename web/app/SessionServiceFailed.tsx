/* Said in place of a sign-in form or a waiting page when the service that keeps the sessions cannot be reached. */
import { useTranslation } from "react-i18next";
import { Button } from "../ui/Button";
import { EmptyState } from "../ui/EmptyState";

export function SessionServiceFailed() {
  const { t } = useTranslation();
  return (
    <div role="alert">
      <EmptyState
        title={t("session.service.failedTitle")}
        action={<Button onPress={() => globalThis.location.reload()}>{t("session.service.reload")}</Button>}
      >
        {t("session.service.failedText")}
      </EmptyState>
    </div>
  );
}
