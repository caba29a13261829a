/*
 * Says whether what is on screen is live, and what still waits to be sent. A short gap stays quiet: only a
 * connection that is missing for two seconds is worth a person's attention.
 */
import { useConvexConnectionState } from "convex/react";
import { useEffect, useState } from "react";
import { useTranslation } from "react-i18next";
import { cx } from "../ui/classNames";

const PATIENCE_MS = 2_000;

function useLasting(condition: boolean, forMs: number): boolean {
  const [lasting, setLasting] = useState(false);
  useEffect(() => {
    const timer = setTimeout(() => setLasting(condition), condition ? forMs : 0);
    return () => clearTimeout(timer);
  }, [condition, forMs]);
  return condition && lasting;
}

export function ConnectionState() {
  const { t } = useTranslation();
  const connection = useConvexConnectionState();
  const missing = useLasting(!connection.isWebSocketConnected, PATIENCE_MS);
  const waiting = connection.inflightMutations;
  const tone = missing ? "text-urgent" : "text-ink-2";
  return (
    <div
      role="status"
      aria-live="polite"
      className={cx("flex items-center gap-1.5 text-xs font-medium", tone)}
    >
      <span
        aria-hidden
        className={cx(
          "size-2",
          missing ? "rotate-45 bg-urgent" : "rounded-full bg-(--phase-closed_good)",
          waiting > 0 && !missing && "animate-pulse",
        )}
      />
      <span
        className={cx(!missing && "max-md:sr-only")}
        title={missing ? t("shell.connection.offline") : undefined}
      >
        {missing
          ? connection.hasEverConnected
            ? t("shell.connection.offlineShort")
            : t("shell.connection.connecting")
          : t("shell.connection.live")}
        {missing && waiting > 0 && ` · ${t("shell.connection.pending", { count: waiting })}`}
      </span>
    </div>
  );
}
