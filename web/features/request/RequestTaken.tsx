/* The request is in [S-05]: its number and its code, each to be copied, and where to follow it. */
import { CircleCheck } from "lucide-react";
import { type ReactNode, useEffect, useRef } from "react";
import { useTranslation } from "react-i18next";
import { Notice } from "../../ui/Notice";
import { CopyField } from "../../ui/CopyField";
import { ProveNumber } from "./ProveNumber";
import type { Taken } from "./RequestWizard";

export interface RequestTakenProps {
  readonly taken: Taken;
  /** Leads to the tracking page and home; links of the page. */
  readonly links: ReactNode;
}

export function RequestTaken({ taken, links }: RequestTakenProps) {
  const { t } = useTranslation();
  const title = useRef<HTMLHeadingElement>(null);
  useEffect(() => title.current?.focus(), []);
  const copy = { copyLabel: t("request.taken.copy"), copiedLabel: t("request.taken.copied") };
  return (
    <section className="flex flex-col gap-5">
      <h1
        ref={title}
        tabIndex={-1}
        className="flex items-center gap-3 rounded-lg border border-line bg-accent-soft p-4 text-xl font-semibold outline-none"
      >
        <CircleCheck aria-hidden className="size-7 shrink-0 text-accent" />
        {t("request.taken.title")}
      </h1>
      {taken.lostPictures > 0 && (
        <Notice tone="problem" title={t("request.pictures.lost", { count: taken.lostPictures })} />
      )}
      <div>
        <h2 className="mb-1 text-sm font-medium text-ink-2">{t("request.taken.number")}</h2>
        <CopyField text={taken.number} {...copy} />
      </div>
      <div>
        <h2 className="mb-1 text-sm font-medium text-ink-2">{t("request.taken.code")}</h2>
        <CopyField text={taken.token} {...copy} />
        <p className="mt-1 text-sm text-ink-2">{t("request.taken.keep")}</p>
      </div>
      <div className="flex flex-wrap gap-3">{links}</div>
      {!taken.signedIn && <ProveNumber token={taken.token} />}
    </section>
  );
}
