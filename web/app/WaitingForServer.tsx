/* Shown while the session is being found out: quiet at first, honest when the server does not answer. */
import { useConvexConnectionState } from "convex/react";
import { useEffect, useState } from "react";
import { useTranslation } from "react-i18next";
import { useForeignSession } from "../lib/foreignSession";
import { EmptyState } from "../ui/EmptyState";
import { Skeleton } from "../ui/Skeleton";
import { SessionServiceFailed } from "./SessionServiceFailed";

const PATIENCE_MS = 4_000;

export function WaitingForServer() {
  const { t } = useTranslation();
  const { isWebSocketConnected } = useConvexConnectionState();
  const foreign = useForeignSession();
  const [late, setLate] = useState(false);
  useEffect(() => {
    const timer = setTimeout(() => setLate(true), PATIENCE_MS);
    return () => clearTimeout(timer);
  }, []);
  if (foreign?.failed)
    return (
      <main className="grid min-h-dvh place-items-center">
        <SessionServiceFailed />
      </main>
    );
  if (late && !isWebSocketConnected)
    return (
      <main className="grid min-h-dvh place-items-center">
        <EmptyState title={t("shell.failure.noDeploymentTitle")}>
          {t("shell.failure.noDeploymentText")}
        </EmptyState>
      </main>
    );
  return (
    <main aria-busy aria-label={t("shell.loading")} className="flex h-dvh flex-col gap-px">
      <Skeleton className="h-12 rounded-none" />
    </main>
  );
}
