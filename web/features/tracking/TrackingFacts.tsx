/* The facts of the request under the sentence: number, kind of work, when it came, when the visit is, whom to call. */
import { Phone } from "lucide-react";
import { useTranslation } from "react-i18next";
import { useFormat } from "../../lib/useFormat";
import { useWords } from "../../lib/useWords";
import { Ltr } from "../../ui/Ltr";
import type { Tracked } from "./trackingSentence";

export function TrackingFacts({ tracked }: { readonly tracked: Tracked }) {
  const { t } = useTranslation();
  const words = useWords();
  const format = useFormat();
  const { visit, zone } = tracked;
  const row = (label: string, value: React.ReactNode) => (
    <div className="flex items-baseline justify-between gap-4 border-b border-line py-2 last:border-0">
      <dt className="shrink-0 text-sm text-ink-3">{label}</dt>
      <dd className="min-w-0 text-end text-md">{value}</dd>
    </div>
  );
  return (
    <section aria-labelledby="request" className="rounded-lg border border-line bg-paper p-4">
      <h2 id="request" className="mb-1 text-md font-semibold">
        {t("tracking.request")}
      </h2>
      <dl>
        {row(t("tracking.number"), <Ltr className="font-medium">{tracked.number}</Ltr>)}
        {row(t("tracking.kind"), words.workType(tracked.workType))}
        {row(t("tracking.asked"), format.dateTime(tracked.requestedAt, zone))}
        {visit?.startsAt != null &&
          visit.endsAt != null &&
          row(
            t("tracking.visit"),
            `${format.day(visit.startsAt, zone)}${format.locale === "ar" ? "، " : ", "}${format.span(visit.startsAt, visit.endsAt, zone)}`,
          )}
        {tracked.items.length > 0 &&
          row(
            t("tracking.items"),
            <ul>
              {tracked.items.map((item, index) => (
                <li key={index}>
                  {t(`ticket.assetKinds.${item.kind}`)}{" "}
                  <bdi>{[item.brand, item.model].filter((text) => text !== "").join(" ")}</bdi>
                  <span className="text-sm text-ink-2"> · {t(`tracking.itemStates.${item.state}`)}</span>
                </li>
              ))}
            </ul>,
          )}
      </dl>
      <a
        href={`tel:${tracked.company.phone}`}
        className="mt-3 flex min-h-12 items-center justify-center gap-2 rounded-md border border-line-strong bg-raised px-4 text-lg font-medium text-ink hover:border-ink-3"
      >
        <Phone aria-hidden className="size-5" />
        {t("tracking.call", { company: words.name(tracked.company.name) })}
      </a>
    </section>
  );
}
