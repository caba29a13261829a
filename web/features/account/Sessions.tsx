/* Every browser in which the person is signed in, and ending them. The one that is ended is signed out in that moment. */
import { useMutation } from "convex/react";
import { useTranslation } from "react-i18next";
import { api } from "../../../convex/_generated/api";
import { useLive } from "../../lib/useLive";
import { useAttempt } from "../../lib/useAttempt";
import { useFormat } from "../../lib/useFormat";
import { Button } from "../../ui/Button";
import { ProblemNotice } from "../../ui/ProblemNotice";
import { Skeleton } from "../../ui/Skeleton";
import { showToast } from "../../ui/toastQueue";

export interface SessionsProps {
  readonly zone: string;
}

export function Sessions({ zone }: SessionsProps) {
  const { t } = useTranslation();
  const format = useFormat();
  const sessions = useLive(api.account.sessions, {});
  const end = useMutation(api.account.endSession);
  const endOthers = useMutation(api.account.endOtherSessions);
  const { busy, problem, run } = useAttempt();
  return (
    <section aria-labelledby="sessions" className="rounded-lg border border-line bg-paper p-5">
      <header className="mb-3 flex flex-wrap items-start gap-3">
        <div className="flex-1">
          <h2 id="sessions" className="font-semibold">
            {t("account.sessions.title")}
          </h2>
          <p className="text-sm text-ink-2">{t("account.sessions.text")}</p>
        </div>
        {sessions !== undefined && sessions.length > 1 && (
          <Button
            isDisabled={busy}
            onPress={() =>
              void run(async () => {
                const count = await endOthers({});
                showToast({ tone: "done", title: t("account.sessions.ended", { count }) });
              })
            }
          >
            {t("account.sessions.endOthers")}
          </Button>
        )}
      </header>
      <ProblemNotice problem={problem} />
      {sessions === undefined ? (
        <Skeleton className="h-16" />
      ) : sessions.length === 0 ? (
        <p className="text-sm text-ink-2">{t("account.sessions.elsewhere")}</p>
      ) : (
        <ul className="divide-y divide-line text-sm">
          {sessions.map(({ sessionId, startedAt, current }) => (
            <li key={sessionId} className="flex items-center gap-3 py-2">
              <span className="flex-1">
                {t("account.sessions.started", { at: format.dateTime(startedAt, zone) })}
              </span>
              {current ? (
                <span className="text-ink-3">{t("account.sessions.current")}</span>
              ) : (
                <Button
                  size="small"
                  tone="danger"
                  isDisabled={busy}
                  onPress={() => void run(() => end({ sessionId }))}
                >
                  {t("account.sessions.end")}
                </Button>
              )}
            </li>
          ))}
        </ul>
      )}
    </section>
  );
}
