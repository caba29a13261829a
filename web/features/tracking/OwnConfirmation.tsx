/* The customer confirms the finished work on his own page, proven by a code [C-06]. */
import { useMutation } from "convex/react";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import { api } from "../../../convex/_generated/api";
import type { OwnDoor } from "../../lib/ownDoor";
import { TextField } from "../../ui/TextField";
import { ProofCode } from "../../steps/ProofCode";

export interface OwnConfirmationProps {
  readonly door: OwnDoor;
  readonly zone: string;
  readonly companyPhone: string;
}

export function OwnConfirmation({ door, zone, companyPhone }: OwnConfirmationProps) {
  const { t } = useTranslation();
  const confirm = useMutation(api.signOffs.customerConfirm);
  const [name, setName] = useState("");
  const [done, setDone] = useState(false);
  return (
    <section
      aria-labelledby="confirm-title"
      className="grid gap-3 rounded-lg border border-line bg-paper p-4"
    >
      <h2 id="confirm-title" className="text-lg font-semibold">
        {t(done ? "desk.confirm.done" : "desk.confirm.title")}
      </h2>
      {!done && (
        <>
          <p className="text-ink-2">{t("desk.confirm.text")}</p>
          <TextField
            size="phone"
            label={t("steps.sign.name")}
            value={name}
            onChange={setName}
            maxLength={120}
          />
          <ProofCode
            door={door}
            zone={zone}
            companyPhone={companyPhone}
            verb={t("desk.confirm.verb")}
            disabled={name.trim().length < 2}
            onCode={async (code) => {
              const { accepted } = await confirm({
                ...door,
                signerName: name.trim(),
                code,
                operationId: crypto.randomUUID(),
              });
              setDone(accepted);
              return accepted;
            }}
          />
        </>
      )}
    </section>
  );
}
