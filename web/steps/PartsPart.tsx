/* Spare parts of a ticket [D-05, S-51]: what was asked for and where it stands, asking for more, moving a request on. */
import { useMutation } from "convex/react";
import { Plus } from "lucide-react";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import { api } from "../../convex/_generated/api";
import type { Id } from "../../convex/_generated/dataModel";
import type { Role } from "../../shared/access/roles";
import { partsRequestSchema } from "../../shared/records/parts";
import { wholeOf } from "../lib/typedNumber";
import { useLive } from "../lib/useLive";
import { Button } from "../ui/Button";
import { cx } from "../ui/classNames";
import { TextField } from "../ui/TextField";
import { DraftLines } from "./DraftLines";
import { PartsRequestView } from "./PartsRequestView";
import { PartsSteps } from "./PartsSteps";
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
const MOST = 999;

export function PartsPart({ ticketId, role, zone, size = "desk", asking = false }: PartsPartProps) {
  const { t } = useTranslation();
  const requests = useLive(api.records.parts, { ticketId });
  const files = useLive(api.attachments.gallery, { ticketId });
  const request = useMutation(api.parts.request);
  const change = useChange(zone);
  const [open, setOpen] = useState(asking);
  const [lines, setLines] = useState<readonly LineDraft[]>([EMPTY]);
  const [note, setNote] = useState("");
  const fieldSize = size === "phone" ? "phone" : "medium";
  const parsed = partsRequestSchema.safeParse({
    lines: lines.map(({ name, partNumber, quantity }) => ({
      name,
      partNumber,
      quantity: wholeOf(quantity, 1, MOST),
    })),
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
        <PartsRequestView key={one.requestId} request={one} zone={zone}>
          <PartsSteps request={one} role={role} zone={zone} size={size} />
        </PartsRequestView>
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
                  {...(wholeOf(line.quantity, 1, 999) === null ? { error: t("steps.noCount") } : {})}
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
          {!asking && (
            <Button
              size={size === "phone" ? "phone" : "medium"}
              tone="quiet"
              isDisabled={change.busy}
              onPress={() => setOpen(false)}
            >
              {t("shell.cancel")}
            </Button>
          )}
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
