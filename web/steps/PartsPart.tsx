/* Spare parts of a ticket [D-05, S-51]: what was asked for and where it stands, asking for more, moving a request on. */
import { useMutation } from "convex/react";
import { Plus } from "lucide-react";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import { api } from "../../convex/_generated/api";
import type { Id } from "../../convex/_generated/dataModel";
import type { Role } from "../../shared/access/roles";
import {
  isOpenRequest,
  mayStepParts,
  PARTS_STEPS,
  partsRequestSchema,
  partsStep,
} from "../../shared/records/parts";
import { useMe } from "../lib/session";
import { useFormat } from "../lib/useFormat";
import { useLive } from "../lib/useLive";
import { useWords } from "../lib/useWords";
import { Button } from "../ui/Button";
import { cx } from "../ui/classNames";
import { Ltr } from "../ui/Ltr";
import { TextField } from "../ui/TextField";
import { DraftLines } from "./DraftLines";
import { PhotoField } from "./PhotoField";
import { useChange } from "./useChange";

export interface PartsPartProps {
  readonly ticketId: Id<"tickets">;
  readonly role: Role;
  readonly zone: string;
  readonly size?: "desk" | "phone";
  /** Opens the form at once where asking is the purpose. */
  readonly asking?: boolean;
}

interface LineDraft {
  readonly name: string;
  readonly partNumber: string;
  readonly quantity: string;
}

const EMPTY: LineDraft = { name: "", partNumber: "", quantity: "1" };

export function PartsPart({ ticketId, role, zone, size = "desk", asking = false }: PartsPartProps) {
  const { t } = useTranslation();
  const words = useWords();
  const format = useFormat();
  const me = useMe();
  const requests = useLive(api.records.parts, { ticketId });
  const files = useLive(api.attachments.gallery, { ticketId });
  const request = useMutation(api.parts.request);
  const step = useMutation(api.parts.step);
  const change = useChange(zone);
  const [open, setOpen] = useState(asking);
  const [lines, setLines] = useState<readonly LineDraft[]>([EMPTY]);
  const [note, setNote] = useState("");
  const fieldSize = size === "phone" ? "phone" : "medium";
  const parsed = partsRequestSchema.safeParse({
    lines: lines.map(({ name, partNumber, quantity }) => ({ name, partNumber, quantity: Number(quantity) })),
    note,
  });
  const hasSerial = files?.some((file) => file.kind === "serial") ?? false;
  const ask = async () => {
    if (!parsed.success) return;
    const done = await change.run(() =>
      request({ ticketId, ...parsed.data, operationId: crypto.randomUUID() }),
    );
    if (!done) return;
    setOpen(false);
    setLines([EMPTY]);
    setNote("");
  };

  return (
    <div className={cx("flex flex-col gap-3", size === "desk" && "items-stretch [&>button]:self-start")}>
      {requests?.map((one) => (
        <article key={one.requestId} className="rounded-md border border-line p-2 text-sm">
          <p className="flex items-baseline gap-2">
            <span className="font-medium">{t(`steps.parts.state.${one.state}`)}</span>
            <span className="text-xs text-ink-3">
              <bdi>{words.name(one.by.name)}</bdi> · {format.dateTime(one.askedAt, zone)}
            </span>
          </p>
          <ul className="mt-1">
            {one.lines.map((line) => (
              <li key={`${line.name} ${line.partNumber}`} className="flex gap-2">
                <span className="text-ink-2">{format.number(line.quantity)}×</span>
                <bdi>{line.name}</bdi>
                {line.partNumber !== "" && <Ltr className="text-ink-3">{line.partNumber}</Ltr>}
              </li>
            ))}
          </ul>
          {one.note !== "" && (
            <p className="mt-1 text-xs text-ink-2">
              <bdi>{one.note}</bdi>
            </p>
          )}
          {isOpenRequest(one.state) && (
            <div className="mt-2 flex flex-wrap gap-2">
              {PARTS_STEPS.filter(
                (verb) =>
                  partsStep(one.state, verb) !== null &&
                  mayStepParts(role, one.by.userId === me.userId, verb, one.state),
              ).map((verb) => (
                <Button
                  key={verb}
                  size={size === "phone" ? "phone" : "small"}
                  tone={verb === "cancel" ? "quiet" : "secondary"}
                  isDisabled={change.busy}
                  onPress={() =>
                    void change.run(() =>
                      step({
                        requestId: one.requestId,
                        step: verb,
                        note: "",
                        expectedAt: null,
                        expectedVersion: one.version,
                        operationId: crypto.randomUUID(),
                      }),
                    )
                  }
                >
                  {t(`steps.parts.step.${verb}`)}
                </Button>
              ))}
            </div>
          )}
        </article>
      ))}
      {open ? (
        <fieldset className="flex min-w-0 flex-col gap-3" aria-label={t("steps.parts.ask")}>
          <PhotoField
            ticketId={ticketId}
            kind="serial"
            label={t("steps.parts.serial")}
            wanted={1}
            zone={zone}
            size={size}
          />
          <DraftLines
            lines={lines}
            empty={EMPTY}
            onChange={setLines}
            size={size}
            columns="grid-cols-[1fr_4.5rem_auto]"
          >
            {(line, edit) => (
              <>
                <TextField
                  size={fieldSize}
                  className="col-span-3"
                  label={t("steps.parts.name")}
                  value={line.name}
                  onChange={(name) => edit({ name })}
                  maxLength={120}
                />
                <TextField
                  size={fieldSize}
                  ltr
                  label={t("steps.parts.number")}
                  value={line.partNumber}
                  onChange={(partNumber) => edit({ partNumber })}
                  maxLength={60}
                />
                <TextField
                  size={fieldSize}
                  ltr
                  label={t("steps.parts.quantity")}
                  value={line.quantity}
                  onChange={(quantity) => edit({ quantity })}
                  inputMode="numeric"
                />
              </>
            )}
          </DraftLines>
          <TextField
            multiline
            size={fieldSize}
            label={t("steps.note")}
            value={note}
            onChange={setNote}
            maxLength={1000}
          />
          <Button
            size={size === "phone" ? "phone" : "medium"}
            isDisabled={!parsed.success || !hasSerial}
            isPending={change.busy}
            onPress={() => void ask()}
          >
            {t("steps.parts.send")}
          </Button>
        </fieldset>
      ) : (
        <Button
          size={size === "phone" ? "phone" : "small"}
          icon={<Plus aria-hidden className="size-4" />}
          onPress={() => setOpen(true)}
        >
          {t("steps.parts.ask")}
        </Button>
      )}
    </div>
  );
}
