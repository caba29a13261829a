/* The customer is not content: his own words go to a supervisor at once [L-07]. Folded away until he asks for it. */
import { useMutation } from "convex/react";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import { api } from "../../../convex/_generated/api";
import { ESCALATION_TEXT_MAX_LENGTH } from "../../../shared/sla/escalations";
import { useChange } from "../../steps/useChange";
import { Button } from "../../ui/Button";
import { Notice } from "../../ui/Notice";
import { TextField } from "../../ui/TextField";

export interface OwnComplaintProps {
  readonly token: string;
  readonly zone: string;
  readonly companyPhone: string;
}

export function OwnComplaint({ token, zone, companyPhone }: OwnComplaintProps) {
  const { t } = useTranslation();
  const complain = useMutation(api.escalations.customerComplain);
  const change = useChange(zone);
  const [words, setWords] = useState<string | null>(null);
  const [answer, setAnswer] = useState<boolean | null>(null);
  const send = () =>
    change.run(async () => {
      const reached = await complain({
        token,
        words: (words ?? "").trim(),
        operationId: crypto.randomUUID(),
      });
      setAnswer(reached);
      setWords(null);
    });
  if (answer !== null)
    return answer ? (
      <Notice tone="done" title={t("escalations.own.sent")} />
    ) : (
      <Notice tone="info" title={t("escalations.own.call", { phone: companyPhone })} />
    );
  if (words === null)
    return (
      <Button tone="quiet" size="phone" className="justify-self-start" onPress={() => setWords("")}>
        {t("escalations.own.open")}
      </Button>
    );
  return (
    <section
      aria-labelledby="complaint-title"
      className="grid gap-3 rounded-lg border border-line bg-paper p-4"
    >
      <h2 id="complaint-title" className="text-lg font-semibold">
        {t("escalations.own.open")}
      </h2>
      <TextField
        multiline
        size="phone"
        label={t("escalations.own.words")}
        value={words}
        onChange={setWords}
        maxLength={ESCALATION_TEXT_MAX_LENGTH}
      />
      <div className="flex flex-wrap gap-2">
        <Button
          tone="primary"
          size="phone"
          isDisabled={words.trim() === ""}
          isPending={change.busy}
          onPress={() => void send()}
        >
          {t("escalations.own.send")}
        </Button>
        <Button size="phone" onPress={() => setWords(null)}>
          {t("shell.cancel")}
        </Button>
      </div>
    </section>
  );
}
