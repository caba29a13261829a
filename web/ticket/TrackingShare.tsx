/* The customer's link: copy it for a message, or open what the customer sees. */
import { Check, Copy, ExternalLink } from "lucide-react";
import { useEffect, useState } from "react";
import { useTranslation } from "react-i18next";
import { Button } from "../ui/Button";
import { Ltr } from "../ui/Ltr";

const THANKS_MS = 2_500;

export function TrackingShare({ token }: { readonly token: string }) {
  const { t } = useTranslation();
  const [copied, setCopied] = useState(false);
  const url = new URL(`/t/${token}`, window.location.origin).href;
  useEffect(() => {
    if (!copied) return;
    const timer = setTimeout(() => setCopied(false), THANKS_MS);
    return () => clearTimeout(timer);
  }, [copied]);
  return (
    <section className="border-b border-line p-3 text-sm">
      <h3 className="mb-1.5 font-semibold">{t("board.detail.tracking")}</h3>
      <div className="flex flex-wrap items-center gap-2">
        <Button
          size="small"
          icon={
            copied ? <Check aria-hidden className="size-3.5" /> : <Copy aria-hidden className="size-3.5" />
          }
          onPress={() => void navigator.clipboard.writeText(url).then(() => setCopied(true))}
        >
          <span aria-live="polite">{copied ? t("board.detail.copied") : t("board.detail.copyLink")}</span>
        </Button>
        <a
          href={url}
          target="_blank"
          rel="noreferrer"
          className="inline-flex items-center gap-1 text-xs text-accent hover:underline"
        >
          <ExternalLink aria-hidden className="size-3.5 rtl:-scale-x-100" />
          {t("board.detail.openTracking")}
        </a>
      </div>
      <Ltr className="mt-1 block truncate text-2xs text-ink-3">{url}</Ltr>
    </section>
  );
}
