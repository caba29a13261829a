/* Calls, visits and messages outside the product [G-06]: the log, newest first, and the form of a new line. Append-only. */
import { useMutation } from "convex/react";
import { PhoneCall } from "lucide-react";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import { api } from "../../convex/_generated/api";
import type { Id } from "../../convex/_generated/dataModel";
import { INTERACTION_CHANNELS, interactionSchema, PARTIES } from "../../shared/records/notes";
import { useDraft } from "../lib/useDraft";
import { useFormat } from "../lib/useFormat";
import { useLive } from "../lib/useLive";
import { useWords } from "../lib/useWords";
import { useChange } from "../steps/useChange";
import { Bidi } from "../ui/Bidi";
import { Button } from "../ui/Button";
import { Segmented } from "../ui/Segmented";
import { Select } from "../ui/Select";
import { TextField } from "../ui/TextField";

export interface DealingsProps {
  readonly ticketId: Id<"tickets">;
  readonly zone: string;
}

type Channel = (typeof INTERACTION_CHANNELS)[number];
type Party = (typeof PARTIES)[number];

export function Dealings({ ticketId, zone }: DealingsProps) {
  const { t } = useTranslation();
  const words = useWords();
  const format = useFormat();
  const dealings = useLive(api.records.interactions, { ticketId });
  const log = useMutation(api.conversation.logDealing);
  const change = useChange(zone);
  const [summary, setSummary] = useDraft(`dealing.${ticketId}`);
  const [open, setOpen] = useState(summary !== "");
  const [channel, setChannel] = useState<Channel>("call");
  const [startedBy, setStartedBy] = useState<Party>("customer");
  const [answer, setAnswer] = useState("");
  const parsed = interactionSchema.safeParse({
    channel,
    startedBy,
    summary,
    answer,
    responseMinutes: null,
    satisfaction: null,
  });
  const write = async () => {
    if (!parsed.success) return;
    const done = await change.run(() =>
      log({ ticketId, dealing: parsed.data, operationId: crypto.randomUUID() }),
    );
    if (!done) return;
    setSummary("");
    setAnswer("");
    setOpen(false);
  };
  return (
    <div className="flex flex-col gap-3">
      {!open && (
        <Button
          size="small"
          className="self-start"
          icon={<PhoneCall aria-hidden className="size-4" />}
          onPress={() => setOpen(true)}
        >
          {t("records.dealings.log")}
        </Button>
      )}
      {open && (
        <fieldset className="flex min-w-0 flex-col gap-3" aria-label={t("records.dealings.log")}>
          <Select
            label={t("records.dealings.how")}
            value={channel}
            onChange={setChannel}
            options={INTERACTION_CHANNELS.map((value) => ({
              value,
              label: t(`records.dealings.channel.${value}`),
            }))}
          />
          <Segmented
            label={t("records.dealings.who")}
            value={startedBy}
            onChange={setStartedBy}
            options={PARTIES.map((value) => ({ value, label: t(`records.dealings.party.${value}`) }))}
          />
          <TextField
            multiline
            label={t("records.dealings.summary")}
            value={summary}
            onChange={setSummary}
            maxLength={2000}
          />
          <TextField
            multiline
            label={t("records.dealings.answer")}
            value={answer}
            onChange={setAnswer}
            maxLength={2000}
          />
          <div className="flex flex-wrap gap-2">
            <Button
              size="small"
              tone="primary"
              isDisabled={!parsed.success}
              isPending={change.busy}
              onPress={() => void write()}
            >
              {t("records.dealings.keep")}
            </Button>
            <Button size="small" tone="quiet" onPress={() => setOpen(false)}>
              {t("shell.cancel")}
            </Button>
          </div>
        </fieldset>
      )}
      {dealings?.length === 0 && <p className="text-sm text-ink-2">{t("records.dealings.empty")}</p>}
      <ul className="flex flex-col gap-2">
        {dealings?.map((one) => (
          <li key={one.interactionId} className="rounded-md bg-sunken px-2.5 py-1.5 text-sm">
            <p className="text-2xs text-ink-2">
              {t(`records.dealings.line.${one.startedBy}`, {
                channel: t(`records.dealings.channel.${one.channel}`),
              })}{" "}
              · <bdi>{words.name(one.by.name)}</bdi> · {format.dateTime(one.at, zone)}
            </p>
            <Bidi className="break-words whitespace-pre-wrap">{one.summary}</Bidi>
            {one.answer !== "" && (
              <Bidi className="mt-1 border-s-2 border-line-strong ps-2 break-words whitespace-pre-wrap text-ink-2">
                {one.answer}
              </Bidi>
            )}
          </li>
        ))}
      </ul>
    </div>
  );
}
