/*
 * The customer's confirmation of a hand-over [C-06]: drawn on this screen, or told as a code that went to his phone.
 * A code that cannot be sent is said so by the server's answer; the signature is always possible.
 */
import { useMutation } from "convex/react";
import { CircleCheck } from "lucide-react";
import { useRef, useState } from "react";
import { useTranslation } from "react-i18next";
import { api } from "../../convex/_generated/api";
import type { Id } from "../../convex/_generated/dataModel";
import { CODE_LENGTH } from "../lib/codeDigits";
import { useFormat } from "../lib/useFormat";
import { useLive } from "../lib/useLive";
import { Bidi } from "../ui/Bidi";
import { Button } from "../ui/Button";
import { Ltr } from "../ui/Ltr";
import { Segmented } from "../ui/Segmented";
import { TextField } from "../ui/TextField";
import { CodeField } from "./CodeField";
import { type SignatureHandle, SignatureField } from "./SignatureField";
import { useAttach } from "./useAttach";
import { useChange } from "./useChange";

export interface SignOffPartProps {
  readonly ticketId: Id<"tickets">;
  readonly signerName: string;
  readonly zone: string;
  readonly size?: "desk" | "phone";
}

const METHODS = ["signature", "otp"] as const;
const NAME_MIN = 2;

export function SignOffPart({ ticketId, signerName, zone, size = "desk" }: SignOffPartProps) {
  const { t } = useTranslation();
  const format = useFormat();
  const signOffs = useLive(api.records.signOffs, { ticketId });
  const sign = useMutation(api.signOffs.sign);
  const requestCode = useMutation(api.signOffs.requestCode);
  const confirmCode = useMutation(api.signOffs.confirmCode);
  const attach = useAttach(ticketId);
  const change = useChange(zone);
  const signature = useRef<SignatureHandle>(null);
  const [method, setMethod] = useState<(typeof METHODS)[number]>("signature");
  const [name, setName] = useState(signerName);
  const [drawn, setDrawn] = useState(false);
  const [code, setCode] = useState("");
  const [asked, setAsked] = useState<{ phoneHint: string; expiresAt: number } | null>(null);
  const [wrong, setWrong] = useState(false);
  const buttonSize = size === "phone" ? "phone" : "medium";
  const fieldSize = size === "phone" ? "phone" : "medium";
  const named = name.trim().length >= NAME_MIN;
  const latest = signOffs?.[0];

  const saveSignature = () =>
    change.run(async () => {
      const picture = await signature.current?.picture();
      if (picture === undefined || picture === null) return;
      const attachmentId = await attach("signature", picture);
      await sign({ ticketId, signerName: name.trim(), attachmentId, operationId: crypto.randomUUID() });
    });
  const ask = () =>
    change.run(async () => {
      setAsked(await requestCode({ ticketId }));
      setWrong(false);
      setCode("");
    });
  const confirm = () =>
    change.run(async () => {
      const { accepted } = await confirmCode({
        ticketId,
        signerName: name.trim(),
        code,
        operationId: crypto.randomUUID(),
      });
      setWrong(!accepted);
    });

  if (latest !== undefined)
    return (
      <p className="flex items-center gap-2 rounded-md border border-line-strong p-2 text-sm">
        <CircleCheck aria-hidden className="size-5 shrink-0 text-accent" />
        <span className="min-w-0 flex-1">
          {t(`steps.sign.done.${latest.method}`)} <Bidi className="font-medium">{latest.signerName}</Bidi>
          <span className="text-ink-2"> · {format.dateTime(latest.at, zone)}</span>
        </span>
        {latest.signatureUrl !== null && (
          <img src={latest.signatureUrl} alt={t("steps.sign.picture")} className="h-10 rounded-sm bg-white" />
        )}
      </p>
    );
  return (
    <fieldset className="flex min-w-0 flex-col gap-3" aria-label={t("steps.sign.title")}>
      <Segmented
        label={t("steps.sign.title")}
        value={method}
        onChange={setMethod}
        options={METHODS.map((value) => ({ value, label: t(`steps.sign.method.${value}`) }))}
      />
      <TextField
        size={fieldSize}
        label={t("steps.sign.name")}
        value={name}
        onChange={setName}
        maxLength={120}
      />
      {method === "signature" ? (
        <>
          <SignatureField ref={signature} label={t("steps.sign.here")} onDrawn={setDrawn} />
          <Button
            size={buttonSize}
            isDisabled={!drawn || !named}
            isPending={change.busy}
            onPress={() => void saveSignature()}
          >
            {t("steps.sign.save")}
          </Button>
        </>
      ) : (
        <>
          <Button size={buttonSize} isPending={change.busy} onPress={() => void ask()}>
            {t(asked === null ? "steps.sign.sendCode" : "steps.sign.sendAgain")}
          </Button>
          {asked !== null && (
            <>
              <p className="text-sm text-ink-2">
                {t("steps.sign.sentTo")} <Ltr>{asked.phoneHint}</Ltr> ·{" "}
                {t("steps.sign.validUntil", { time: format.time(asked.expiresAt, zone) })}
              </p>
              <p className="text-xs text-ink-3">{t("steps.sign.outboxHint")}</p>
              <CodeField size={fieldSize} value={code} onChange={setCode} wrong={wrong} />
              <Button
                size={buttonSize}
                isDisabled={code.length < CODE_LENGTH || !named}
                isPending={change.busy}
                onPress={() => void confirm()}
              >
                {t("steps.sign.confirm")}
              </Button>
            </>
          )}
        </>
      )}
    </fieldset>
  );
}
