/* Estimates put before the customer: reading them, and approving or declining one with a code [C-07]. */
import { useMutation } from "convex/react";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import { api } from "../../../convex/_generated/api";
import type { OwnDoor } from "../../lib/ownDoor";
import { useLive } from "../../lib/useLive";
import { EstimateView } from "../../steps/EstimateView";
import { Segmented } from "../../ui/Segmented";
import { TextField } from "../../ui/TextField";
import { ProofCode } from "../../steps/ProofCode";

export interface OwnEstimatesProps {
  readonly door: OwnDoor;
  readonly zone: string;
  readonly companyPhone: string;
}

export function OwnEstimates({ door, zone, companyPhone }: OwnEstimatesProps) {
  const { t } = useTranslation();
  const estimates = useLive(api.estimates.customerList, door);
  const answer = useMutation(api.estimates.customerAnswer);
  const [choice, setChoice] = useState<"approve" | "decline">("approve");
  const [note, setNote] = useState("");
  if (estimates === undefined || estimates.length === 0) return null;
  const approve = choice === "approve";
  return (
    <section
      aria-labelledby="estimates-title"
      className="grid gap-3 rounded-lg border border-line bg-paper p-4"
    >
      <h2 id="estimates-title" className="text-lg font-semibold">
        {t("desk.estimates.title")}
      </h2>
      {estimates.map((one) => (
        <EstimateView key={one.estimateId} estimate={one} zone={zone}>
          {one.state === "sent" && (
            <div className="mt-3 grid gap-3">
              <Segmented
                label={t("desk.estimates.answer")}
                value={choice}
                onChange={setChoice}
                options={[
                  { value: "approve", label: t("desk.estimates.approve") },
                  { value: "decline", label: t("desk.estimates.decline") },
                ]}
              />
              {!approve && (
                <TextField
                  multiline
                  size="phone"
                  label={t("desk.estimates.why")}
                  value={note}
                  onChange={setNote}
                  maxLength={1000}
                />
              )}
              <ProofCode
                door={door}
                zone={zone}
                companyPhone={companyPhone}
                verb={t(approve ? "desk.estimates.approve" : "desk.estimates.decline")}
                disabled={!approve && note.trim() === ""}
                onCode={async (code) => {
                  const { accepted } = await answer({
                    ...door,
                    estimateId: one.estimateId,
                    approve,
                    note: approve ? "" : note.trim(),
                    code,
                    operationId: crypto.randomUUID(),
                  });
                  return accepted;
                }}
              />
            </div>
          )}
        </EstimateView>
      ))}
    </section>
  );
}
