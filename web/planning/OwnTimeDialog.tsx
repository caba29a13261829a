/* A technician sets or moves the time of a visit he holds [T-12]; the server says everything that is in the way. */
import { useMutation } from "convex/react";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import { api } from "../../convex/_generated/api";
import type { Id } from "../../convex/_generated/dataModel";
import { visitMs } from "../../shared/catalogue/workTypePolicy";
import { useWords } from "../lib/useWords";
import { useCompanyLists } from "../lib/vocabulary";
import { useChange } from "../steps/useChange";
import type { TicketDetail } from "../ticket/ticketData";
import { Button } from "../ui/Button";
import { Dialog } from "../ui/Dialog";
import { Select } from "../ui/Select";
import { TextField } from "../ui/TextField";
import { DayAndTime, firstDraft, startOf } from "./DayAndTime";

export interface OwnTimeDialogProps {
  readonly detail: Pick<TicketDetail, "ticket" | "facts" | "branch">;
  readonly technicianId: Id<"technicians">;
  readonly now: number;
  readonly onClose: () => void;
}

export function OwnTimeDialog({ detail, technicianId, now, onClose }: OwnTimeDialogProps) {
  const { t } = useTranslation();
  const words = useWords();
  const { reasonsFor } = useCompanyLists();
  const place = useMutation(api.tickets.place);
  const { ticket, facts, branch } = detail;
  const change = useChange(branch.zone);
  const [time, setTime] = useState(() => firstDraft(facts.startsAt, now, branch.zone));
  const [reason, setReason] = useState<string | null>(null);
  const [note, setNote] = useState("");
  const startsAt = startOf(time, branch.zone);
  const moves = facts.startsAt !== null;
  const isReady =
    startsAt !== null &&
    startsAt !== facts.startsAt &&
    (!moves || (reason !== null && (reason !== "other" || note.trim() !== "")));
  const submit = async () => {
    const done = await change.run(() =>
      place({
        ticketId: ticket.ticketId,
        technicianId,
        startsAt,
        expectedVersion: facts.version,
        operationId: crypto.randomUUID(),
        ...(reason === null ? {} : { reason }),
        ...(note.trim() === "" ? {} : { note: note.trim() }),
      }),
    );
    if (done) onClose();
  };
  return (
    <Dialog
      open
      busy={change.busy}
      title={t("planning.title", { number: ticket.number })}
      closeLabel={t("shell.close")}
      onClose={onClose}
      actions={
        <>
          <Button onPress={onClose} isDisabled={change.busy}>
            {t("shell.cancel")}
          </Button>
          <Button tone="primary" isDisabled={!isReady} isPending={change.busy} onPress={() => void submit()}>
            {words.action(moves ? "reschedule" : "schedule")}
          </Button>
        </>
      }
    >
      <div className="flex flex-col gap-3">
        <DayAndTime
          value={time}
          onChange={setTime}
          zone={branch.zone}
          now={now}
          lengthMs={visitMs(facts.policy)}
          size="phone"
        />
        {moves && (
          <>
            <Select
              label={t("steps.reason")}
              placeholder={t("planning.choose")}
              value={reason}
              onChange={setReason}
              options={reasonsFor("reschedule").map((value) => ({ value, label: words.reason(value) }))}
            />
            <TextField
              multiline
              label={t("steps.noteOptional")}
              value={note}
              maxLength={2000}
              onChange={setNote}
            />
          </>
        )}
      </div>
    </Dialog>
  );
}
