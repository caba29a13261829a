/* Step three: warranty with its proof [W-05], and everything once more before it is sent. */
import { Camera } from "lucide-react";
import { FileTrigger } from "react-aria-components";
import { useTranslation } from "react-i18next";
import { WARRANTIES } from "../../../shared/intake/request";
import { useFormat } from "../../lib/useFormat";
import { useSlotWords } from "../../lib/useSlotWords";
import { useWords } from "../../lib/useWords";
import { Button } from "../../ui/Button";
import { Notice } from "../../ui/Notice";
import { Segmented } from "../../ui/Segmented";
import { TextField } from "../../ui/TextField";
import { FieldSlot } from "./FieldSlot";
import type { StepProps } from "./stepProps";

export interface CheckStepProps extends StepProps {
  readonly hasDevice: boolean;
  /** The picture of the invoice; sent after the request, never stored here. */
  readonly invoice: File | null;
  readonly onInvoice: (file: File | null) => void;
}

export function CheckStep({
  options,
  draft,
  onChange,
  errorOf,
  hasDevice,
  invoice,
  onInvoice,
}: CheckStepProps) {
  const { t } = useTranslation();
  const words = useWords();
  const format = useFormat();
  const slotWords = useSlotWords();
  const type = options.workTypes.find((one) => one.code === draft.workType);
  const rows: readonly (readonly [string, string])[] = [
    [t("request.who.name"), draft.name],
    [t("request.who.phone"), `\u2066${draft.phone}\u2069`],
    [t("request.place.address"), `${draft.address} · ${words.city(draft.city)}`],
    [t("request.what.type"), type ? words.name(type.labels) : ""],
    [t("request.what.problem"), draft.problem],
    ...(draft.day === ""
      ? []
      : [[t("request.what.day"), `${format.serviceDay(draft.day)} · ${slotWords(draft.slot)}`] as const]),
  ];
  return (
    <>
      {hasDevice && (
        <section className="flex flex-col gap-3" aria-label={t("request.warranty.label")}>
          <FieldSlot name="warranty">
            <Segmented
              size="phone"
              label={t("request.warranty.label")}
              value={draft.warranty}
              onChange={(warranty) => onChange({ warranty })}
              options={WARRANTIES.map((value) => ({ value, label: t(`request.warranty.${value}`) }))}
              {...errorOf("warranty")}
            />
          </FieldSlot>
          {draft.warranty === "no" && <Notice tone="info" title={t("request.warranty.fee")} />}
          {draft.warranty === "unknown" && <Notice tone="info" title={t("request.warranty.checked")} />}
          {draft.warranty === "yes" && (
            <>
              <FieldSlot name="invoiceNumber">
                <TextField
                  ltr
                  size="phone"
                  label={t("request.warranty.invoice")}
                  value={draft.invoiceNumber}
                  maxLength={60}
                  onChange={(invoiceNumber) => onChange({ invoiceNumber })}
                  {...errorOf("invoiceNumber")}
                />
              </FieldSlot>
              <FieldSlot name="serial">
                <TextField
                  ltr
                  size="phone"
                  label={t("request.warranty.serial")}
                  value={draft.serial}
                  maxLength={60}
                  onChange={(serial) => onChange({ serial })}
                  {...errorOf("serial")}
                />
              </FieldSlot>
              <div className="flex flex-wrap items-center gap-3">
                <FileTrigger
                  acceptedFileTypes={["image/*"]}
                  onSelect={(list) => onInvoice(list?.[0] ?? null)}
                >
                  <Button size="phone" icon={<Camera aria-hidden className="size-5" />}>
                    {t("request.warranty.picture")}
                  </Button>
                </FileTrigger>
                <output className="min-w-0 flex-1 text-sm text-ink-2">
                  {invoice ? <bdi>{invoice.name}</bdi> : t("request.warranty.noPicture")}
                </output>
              </div>
            </>
          )}
        </section>
      )}
      <section aria-label={t("request.check.title")} className="rounded-lg border border-line bg-paper p-4">
        <h3 className="mb-2 text-sm font-semibold">{t("request.check.title")}</h3>
        <dl className="grid gap-2 text-sm">
          {rows.map(([term, value]) => (
            <div key={term}>
              <dt className="text-ink-3">{term}</dt>
              <dd className="break-words">
                <bdi>{value}</bdi>
              </dd>
            </div>
          ))}
        </dl>
      </section>
      <p className="text-sm text-ink-2">{t("request.check.privacy")}</p>
    </>
  );
}
