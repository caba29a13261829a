/*
 * The customer's link: copy it for a message, open what the customer sees, or replace it when it went to the wrong hands.
 */
import { useMutation } from "convex/react";
import { Check, Copy, ExternalLink, RotateCcw } from "lucide-react";
import { useEffect, useState } from "react";
import { useTranslation } from "react-i18next";
import { api } from "../../convex/_generated/api";
import type { Id } from "../../convex/_generated/dataModel";
import { useChange } from "../steps/useChange";
import { Button } from "../ui/Button";
import { Ltr } from "../ui/Ltr";
import { Sure } from "../ui/Sure";
import { showToast } from "../ui/toastQueue";

const THANKS_MS = 2_500;

export interface TrackingShareProps {
  readonly ticketId: Id<"tickets">;
  /** Null where no link works any more. */
  readonly token: string | null;
  readonly zone: string;
}

export function TrackingShare({ ticketId, token, zone }: TrackingShareProps) {
  const { t } = useTranslation();
  return (
    <section className="border-b border-line p-3 text-sm">
      <h3 className="mb-1.5 font-semibold">{t("board.detail.tracking")}</h3>
      {token === null ? <p className="text-ink-2">{t("records.link.none")}</p> : <Link token={token} />}
      <Renew ticketId={ticketId} zone={zone} />
    </section>
  );
}

function Link({ token }: { readonly token: string }) {
  const { t } = useTranslation();
  const [copied, setCopied] = useState(false);
  const url = new URL(`/t/${token}`, window.location.origin).href;
  useEffect(() => {
    if (!copied) return;
    const timer = setTimeout(() => setCopied(false), THANKS_MS);
    return () => clearTimeout(timer);
  }, [copied]);
  return (
    <>
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
    </>
  );
}

function Renew({ ticketId, zone }: { readonly ticketId: Id<"tickets">; readonly zone: string }) {
  const { t } = useTranslation();
  const renew = useMutation(api.tracking.renew);
  const change = useChange(zone);
  const [asking, setAsking] = useState(false);
  if (!asking)
    return (
      <Button
        size="small"
        tone="quiet"
        className="-ms-2 mt-1"
        icon={<RotateCcw aria-hidden className="size-3.5" />}
        onPress={() => setAsking(true)}
      >
        {t("records.link.renew")}
      </Button>
    );
  return (
    <Sure
      question={t("records.link.warning")}
      confirm={t("records.link.confirm")}
      cancel={t("shell.cancel")}
      busy={change.busy}
      onConfirm={() =>
        void change
          .run(() => renew({ ticketId }))
          .then((done) => {
            if (!done) return;
            setAsking(false);
            showToast({ tone: "done", title: t("records.link.done") });
          })
      }
      onCancel={() => setAsking(false)}
    />
  );
}
