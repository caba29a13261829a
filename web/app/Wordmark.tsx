/* The product's sign: a square with its crossing paths and the one point that moves. */
import { useTranslation } from "react-i18next";

export function Wordmark({ compact = false }: { readonly compact?: boolean }) {
  const { t } = useTranslation();
  return (
    <span className="flex items-center gap-2 font-semibold text-ink">
      <svg aria-hidden viewBox="0 0 24 24" className="size-6 shrink-0">
        <path d="M3 3h18v18H3z" fill="none" stroke="var(--accent)" strokeWidth="2" />
        <path d="M3 12h6m6 0h6M12 3v6m0 6v6" stroke="var(--accent)" strokeWidth="2" />
        <circle cx="12" cy="12" r="2.250" fill="var(--phase-requested)" />
      </svg>
      {!compact && <span className="text-lg leading-none">{t("shell.product")}</span>}
    </span>
  );
}
