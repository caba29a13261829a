/*
 * Proves that whoever holds the link also holds the phone of the request: asks for a code, then hands the typed one to the
 * caller. Where no message service is connected, no code arrives; the page says whom to call instead. Whoever is signed in
 * with that number has proven it already and is asked for nothing.
 */
import { useMutation } from "convex/react";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import { api } from "../../convex/_generated/api";
import { CODE_LENGTH } from "../lib/codeDigits";
import { isProven, type OwnDoor } from "../lib/ownDoor";
import { useFormat } from "../lib/useFormat";
import { CodeField } from "./CodeField";
import { useChange } from "./useChange";
import { Button } from "../ui/Button";
import { Ltr } from "../ui/Ltr";

export interface ProofCodeProps {
  readonly door: OwnDoor;
  readonly zone: string;
  readonly companyPhone: string;
  readonly verb: string;
  readonly disabled?: boolean;
  /** Answers whether the code was right; throws when the act itself was refused. Null for who needs none. */
  readonly onCode: (code: string | null) => Promise<boolean>;
}

export function ProofCode({ door, zone, companyPhone, verb, disabled = false, onCode }: ProofCodeProps) {
  const { t } = useTranslation();
  const format = useFormat();
  const ask = useMutation(api.estimates.customerCode);
  const change = useChange(zone);
  const [asked, setAsked] = useState<{ phoneHint: string; expiresAt: number } | null>(null);
  const [code, setCode] = useState("");
  const [wrong, setWrong] = useState(false);
  const request = () =>
    change.run(async () => {
      if (isProven(door)) {
        await onCode(null);
        return;
      }
      setAsked(await ask(door));
      setWrong(false);
      setCode("");
    });
  const answer = () =>
    change.run(async () => {
      setWrong(!(await onCode(code)));
    });
  if (asked === null)
    return (
      <Button
        size="phone"
        tone="primary"
        isDisabled={disabled}
        isPending={change.busy}
        onPress={() => void request()}
      >
        {verb}
      </Button>
    );
  return (
    <div className="grid gap-2">
      <p className="text-ink-2">
        {t("desk.code.sent")} <Ltr>{asked.phoneHint}</Ltr> ·{" "}
        {t("steps.sign.validUntil", { time: format.time(asked.expiresAt, zone) })}
      </p>
      <p className="text-sm text-ink-3">
        {t("desk.code.none")}{" "}
        <a href={`tel:${companyPhone}`} className="text-accent underline">
          <Ltr>{companyPhone}</Ltr>
        </a>
      </p>
      <CodeField size="phone" value={code} onChange={setCode} wrong={wrong} />
      <div className="flex flex-wrap gap-2">
        <Button
          size="phone"
          tone="primary"
          isDisabled={disabled || code.length < CODE_LENGTH}
          isPending={change.busy}
          onPress={() => void answer()}
        >
          {verb}
        </Button>
        <Button size="phone" tone="quiet" isDisabled={change.busy} onPress={() => void request()}>
          {t("steps.sign.sendAgain")}
        </Button>
      </div>
    </div>
  );
}
