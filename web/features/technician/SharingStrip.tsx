/* Says at all times during a trip whether the position is shared, how fresh it is, and what to do if it is not. */
import { LocateFixed, LocateOff, Loader } from "lucide-react";
import type { ReactNode } from "react";
import { useTranslation } from "react-i18next";
import { pastMoment } from "../../lib/pastMoment";
import { useFormat } from "../../lib/useFormat";
import { cx } from "../../ui/classNames";
import type { SharingState } from "./positionWatch";

export interface SharingStripProps {
  readonly sharing: SharingState;
  readonly now: number;
}

export function SharingStrip({ sharing, now }: SharingStripProps) {
  const { t } = useTranslation();
  const format = useFormat();
  if (sharing.kind === "off") return null;

  const strip = (icon: ReactNode, title: string, detail: string, good: boolean, extra?: string) => (
    <section
      aria-live="polite"
      className={cx(
        "flex items-start gap-3 border-b-2 px-4 py-3",
        good ? "border-accent bg-accent-soft text-ink" : "border-urgent bg-urgent-soft text-urgent-ink",
      )}
    >
      {icon}
      <div className="min-w-0">
        <p className="text-md font-semibold">{title}</p>
        <p className="text-sm">{detail}</p>
        {extra !== undefined && <p className="mt-1 text-xs opacity-90">{extra}</p>}
      </div>
    </section>
  );

  switch (sharing.kind) {
    case "asking":
      return strip(
        <Loader aria-hidden className="mt-0.5 size-5 shrink-0 motion-safe:animate-spin" />,
        t("technician.sharing.asking"),
        t("technician.sharing.askingDetail"),
        true,
      );
    case "sharing":
      return strip(
        <LocateFixed aria-hidden className="mt-0.5 size-5 shrink-0 text-accent" />,
        t("technician.sharing.on"),
        sharing.sentAt === null
          ? t("technician.sharing.waiting")
          : t("technician.sharing.onDetail", {
              when: format.relative(sharing.sentAt, pastMoment(sharing.sentAt, now)),
              accuracy: format.distance(sharing.fix.accuracyM),
            }),
        true,
        t("technician.sharing.paused"),
      );
    case "refused":
    case "unavailable":
      return strip(
        <LocateOff aria-hidden className="mt-0.5 size-5 shrink-0" />,
        t(`technician.sharing.${sharing.kind}`),
        t(`technician.sharing.${sharing.kind}Detail`),
        false,
      );
  }
}
