/* The face of a part of the page that threw: says what it means in the reader's words and offers another try. */
import { useQueryErrorResetBoundary } from "@tanstack/react-query";
import { useTranslation } from "react-i18next";
import { presentError } from "../lib/presentError";
import { useFormat } from "../lib/useFormat";
import { useWords } from "../lib/useWords";
import { Button } from "../ui/Button";
import { EmptyState } from "../ui/EmptyState";

export function PartFailure({ error, onRetry }: { readonly error: unknown; readonly onRetry: () => void }) {
  const { t } = useTranslation();
  const words = useWords();
  const format = useFormat();
  const { reset } = useQueryErrorResetBoundary();
  const presented = presentError(error, t, words, format, "UTC");
  const known = presented.kind !== "unexpected";
  return (
    <div role="alert" className="grid h-full place-items-center">
      <EmptyState
        title={known ? presented.title : t("shell.failure.title")}
        action={
          <div className="flex gap-2">
            <Button
              tone="primary"
              onPress={() => {
                reset();
                onRetry();
              }}
            >
              {t("shell.retry")}
            </Button>
            <Button onPress={() => window.location.reload()}>{t("shell.reload")}</Button>
          </div>
        }
      >
        {known ? presented.reasons.join(" ") : t("shell.failure.text")}
      </EmptyState>
    </div>
  );
}
