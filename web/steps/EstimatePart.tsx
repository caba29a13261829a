/*
 * Estimates of a ticket [T-40]: what was put before the customer and what he answered; writing and sending one; noting an
 * answer he gave by word of mouth. Amounts are whole minor units; tax and totals are the server's.
 */
import { useMutation } from "convex/react";
import { Plus } from "lucide-react";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import { api } from "../../convex/_generated/api";
import type { Id } from "../../convex/_generated/dataModel";
import { roleHas } from "../../shared/access/permissions";
import type { Role } from "../../shared/access/roles";
import { estimateSchema, LINE_KINDS } from "../../shared/records/estimates";
import { majorText, minorOf, wholeOf } from "../lib/typedNumber";
import { useFormat } from "../lib/useFormat";
import { useLive } from "../lib/useLive";
import { Button } from "../ui/Button";
import { cx } from "../ui/classNames";
import { Select } from "../ui/Select";
import { TextField } from "../ui/TextField";
import { DraftLines } from "./DraftLines";
import { type Estimate, EstimateView } from "./EstimateView";
import { useChange } from "./useChange";

export interface EstimatePartProps {
  readonly ticketId: Id<"tickets">;
  readonly role: Role;
  readonly zone: string;
  readonly size?: "desk" | "phone";
  readonly asking?: boolean;
}

interface LineDraft {
  readonly kind: (typeof LINE_KINDS)[number];
  readonly description: string;
  readonly quantity: string;
  /** In major units, as typed. */
  readonly amount: string;
}

const EMPTY: LineDraft = { kind: "labour", description: "", quantity: "1", amount: "" };

export function EstimatePart({ ticketId, role, zone, size = "desk", asking = false }: EstimatePartProps) {
  const { t } = useTranslation();
  const format = useFormat();
  const estimates = useLive(api.records.estimates, { ticketId });
  const draft = useMutation(api.estimates.draft);
  const send = useMutation(api.estimates.send);
  const rewrite = useMutation(api.estimates.edit);
  const withdraw = useMutation(api.estimates.withdraw);
  const settle = useMutation(api.estimates.settle);
  const change = useChange(zone);
  const [open, setOpen] = useState(asking);
  // The draft whose lines stand in the form; null for a new estimate.
  const [editing, setEditing] = useState<Estimate | null>(null);
  const [lines, setLines] = useState<readonly LineDraft[]>([EMPTY]);
  const [note, setNote] = useState("");
  const [answer, setAnswer] = useState("");
  const fieldSize = size === "phone" ? "phone" : "medium";
  const buttonSize = size === "phone" ? "phone" : "small";
  const pending = estimates?.find((one) => one.state === "draft" || one.state === "sent");
  const parsed = estimateSchema.safeParse({
    lines: lines.map(({ kind, description, quantity, amount }) => ({
      kind,
      description,
      quantity: wholeOf(quantity, 1, 999) ?? Number.NaN,
      unitAmountMinor: minorOf(amount) ?? Number.NaN,
    })),
    note,
  });
  const net = parsed.success
    ? parsed.data.lines.reduce((sum, line) => sum + line.quantity * line.unitAmountMinor, 0)
    : null;
  const operation = () => ({ operationId: crypto.randomUUID() });
  const close = () => {
    setOpen(false);
    setEditing(null);
    setLines([EMPTY]);
    setNote("");
  };
  const save = async (sending: boolean) => {
    if (!parsed.success) return;
    const estimate = parsed.data;
    const done = await change.run(async () => {
      if (editing !== null) {
        const { estimateId, version: expectedVersion } = editing;
        await rewrite({ estimateId, estimate, expectedVersion, ...operation() });
        if (sending) await send({ estimateId, expectedVersion: expectedVersion + 1, ...operation() });
        return;
      }
      const estimateId = await draft({ ticketId, estimate, ...operation() });
      if (sending) await send({ estimateId, expectedVersion: 1, ...operation() });
    });
    if (done) close();
  };
  const begin = (one: Estimate) => {
    setEditing(one);
    setLines(
      one.lines.map((line) => ({
        kind: line.kind,
        description: line.description,
        quantity: String(line.quantity),
        amount: majorText(line.unitAmountMinor),
      })),
    );
    setNote(one.note);
    setOpen(true);
  };
  // A draft gives way to the form that changes it.
  const shown = estimates?.filter((one) => one.estimateId !== editing?.estimateId);

  return (
    <div className={cx("flex flex-col gap-3", size === "desk" && "items-stretch [&>button]:self-start")}>
      {shown?.map((one) => (
        <EstimateView key={one.estimateId} estimate={one} zone={zone}>
          {(one.state === "draft" || one.state === "sent") && (
            <div className="mt-2 flex flex-col gap-2">
              {one.state === "sent" && roleHas(role, "estimates.settle") && (
                <>
                  <TextField
                    size={fieldSize}
                    label={t("steps.estimate.heard")}
                    value={answer}
                    onChange={setAnswer}
                    maxLength={1000}
                  />
                  <div className="flex flex-wrap gap-2">
                    {([true, false] as const).map((approve) => (
                      <Button
                        key={String(approve)}
                        size={buttonSize}
                        isDisabled={change.busy || (!approve && answer.trim() === "")}
                        onPress={() =>
                          void change.run(() =>
                            settle({
                              estimateId: one.estimateId,
                              approve,
                              note: answer.trim(),
                              ...operation(),
                            }),
                          )
                        }
                      >
                        {t(approve ? "steps.estimate.approvedByWord" : "steps.estimate.declinedByWord")}
                      </Button>
                    ))}
                  </div>
                </>
              )}
              <div className="flex flex-wrap gap-2">
                {one.state === "draft" && (
                  <Button
                    size={buttonSize}
                    isDisabled={change.busy}
                    onPress={() =>
                      void change.run(() =>
                        send({ estimateId: one.estimateId, expectedVersion: one.version, ...operation() }),
                      )
                    }
                  >
                    {t("steps.estimate.send")}
                  </Button>
                )}
                {one.state === "draft" && (
                  <Button size={buttonSize} isDisabled={change.busy} onPress={() => begin(one)}>
                    {t("records.estimates.edit")}
                  </Button>
                )}
                <Button
                  size={buttonSize}
                  tone="quiet"
                  isDisabled={change.busy}
                  onPress={() =>
                    void change.run(() =>
                      withdraw({ estimateId: one.estimateId, expectedVersion: one.version, ...operation() }),
                    )
                  }
                >
                  {t("steps.estimate.withdraw")}
                </Button>
              </div>
            </div>
          )}
        </EstimateView>
      ))}
      {pending === undefined && !open && (
        <Button
          size={buttonSize}
          icon={<Plus aria-hidden className="size-4" />}
          onPress={() => setOpen(true)}
        >
          {t("steps.estimate.write")}
        </Button>
      )}
      {(pending === undefined || editing !== null) && open && (
        <fieldset className="flex min-w-0 flex-col gap-3" aria-label={t("steps.estimate.write")}>
          <DraftLines
            lines={lines}
            empty={EMPTY}
            onChange={setLines}
            size={size}
            columns="grid-cols-[1fr_4rem_6rem_auto] border-b border-line pb-3"
          >
            {(line, edit) => (
              <>
                <TextField
                  size={fieldSize}
                  className="col-span-4"
                  label={t("steps.estimate.description")}
                  value={line.description}
                  onChange={(description) => edit({ description })}
                  maxLength={200}
                />
                <Select
                  size={fieldSize}
                  label={t("steps.estimate.kind")}
                  value={line.kind}
                  onChange={(kind) => edit({ kind })}
                  options={LINE_KINDS.map((value) => ({ value, label: t(`steps.estimate.kinds.${value}`) }))}
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
                <TextField
                  size={fieldSize}
                  ltr
                  label={t("steps.estimate.amount")}
                  value={line.amount}
                  onChange={(amount) => edit({ amount })}
                  {...(line.amount.trim() !== "" && minorOf(line.amount) === null
                    ? { error: t("steps.noAmount") }
                    : {})}
                  inputMode="decimal"
                />
              </>
            )}
          </DraftLines>
          <TextField
            multiline
            size={fieldSize}
            label={t("steps.estimate.noteForCustomer")}
            value={note}
            onChange={setNote}
            maxLength={2000}
          />
          {net !== null && (
            <p className="text-sm">
              {t("steps.estimate.net")} <bdi className="font-semibold">{format.number(net / 100, 2)}</bdi>{" "}
              <span className="text-ink-3">{t("steps.estimate.taxLater")}</span>
            </p>
          )}
          <div className="flex flex-wrap gap-2">
            <Button
              size={size === "phone" ? "phone" : "medium"}
              tone="primary"
              isDisabled={!parsed.success}
              isPending={change.busy}
              onPress={() => void save(true)}
            >
              {t("steps.estimate.send")}
            </Button>
            <Button
              size={size === "phone" ? "phone" : "medium"}
              isDisabled={!parsed.success || change.busy}
              onPress={() => void save(false)}
            >
              {t("records.estimates.keepDraft")}
            </Button>
            {!asking && (
              <Button
                size={size === "phone" ? "phone" : "medium"}
                tone="quiet"
                isDisabled={change.busy}
                onPress={close}
              >
                {t("shell.cancel")}
              </Button>
            )}
          </div>
        </fieldset>
      )}
    </div>
  );
}
