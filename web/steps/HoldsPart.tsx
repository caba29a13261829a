/* What keeps a ticket from going on [G-04, F-14]: open holds, resolving one with a sentence, reporting a new one. */
import { useMutation } from "convex/react";
import { OctagonPause } from "lucide-react";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import { api } from "../../convex/_generated/api";
import type { Id } from "../../convex/_generated/dataModel";
import { HOLD_KINDS, type HoldKind, holdSchema, resolutionSchema } from "../../shared/records/holds";
import { PRIORITIES, type Priority } from "../../shared/tickets/priorities";
import { useFormat } from "../lib/useFormat";
import { useLive } from "../lib/useLive";
import { useWords } from "../lib/useWords";
import { Button } from "../ui/Button";
import { cx } from "../ui/classNames";
import { Select } from "../ui/Select";
import { Switch } from "../ui/Switch";
import { TextField } from "../ui/TextField";
import { useChange } from "./useChange";

export interface HoldsPartProps {
  readonly ticketId: Id<"tickets">;
  readonly zone: string;
  readonly size?: "desk" | "phone";
  /** False where nothing new can be reported, e.g. on a closed ticket. */
  readonly mayOpen: boolean;
}

export function HoldsPart({ ticketId, zone, size = "desk", mayOpen }: HoldsPartProps) {
  const { t } = useTranslation();
  const words = useWords();
  const format = useFormat();
  const holds = useLive(api.records.holds, { ticketId });
  const openHold = useMutation(api.holds.open);
  const resolve = useMutation(api.holds.resolve);
  const change = useChange(zone);
  const [open, setOpen] = useState(false);
  const [kind, setKind] = useState<HoldKind>("parts_unavailable");
  const [impact, setImpact] = useState<Priority>("normal");
  const [blocksWork, setBlocksWork] = useState(true);
  const [note, setNote] = useState("");
  const [resolving, setResolving] = useState<string | null>(null);
  const [resolution, setResolution] = useState("");
  const buttonSize = size === "phone" ? "phone" : "small";
  const fieldSize = size === "phone" ? "phone" : "medium";
  const parsed = holdSchema.safeParse({ kind, impact, blocksWork, note });
  const solved = resolutionSchema.safeParse({ resolution });
  const report = async () => {
    if (!parsed.success) return;
    const done = await change.run(() =>
      openHold({ ticketId, hold: parsed.data, stopsClock: null, operationId: crypto.randomUUID() }),
    );
    if (!done) return;
    setOpen(false);
    setNote("");
  };
  return (
    <div className={cx("flex flex-col gap-3", size === "desk" && "items-stretch [&>button]:self-start")}>
      {holds?.map((one) => (
        <article key={one.holdId} className="rounded-md border border-line p-2 text-sm">
          <p className="flex flex-wrap items-baseline gap-x-2">
            <OctagonPause aria-hidden className="size-4 self-center" />
            <span className="font-medium">{t(`steps.holds.kind.${one.kind}`)}</span>
            <span className="text-ink-2">{words.priority(one.impact)}</span>
            <span className="text-xs text-ink-3">
              <bdi>{words.name(one.by.name)}</bdi> · {format.dateTime(one.openedAt, zone)}
            </span>
          </p>
          {one.note !== "" && (
            <p className="mt-1 text-xs text-ink-2">
              <bdi>{one.note}</bdi>
            </p>
          )}
          {one.blocksWork && one.resolved === null && (
            <p className="mt-1 text-xs">{t("steps.holds.blocks")}</p>
          )}
          {one.resolved !== null ? (
            <p className="mt-1 text-xs text-ink-2">
              {t("steps.holds.resolved")}: <bdi>{one.resolved.resolution}</bdi> ·{" "}
              <bdi>{words.name(one.resolved.by.name)}</bdi>
            </p>
          ) : resolving === one.holdId ? (
            <div className="mt-2 flex flex-col gap-2">
              <TextField
                size={fieldSize}
                label={t("steps.holds.how")}
                value={resolution}
                onChange={setResolution}
                maxLength={1000}
              />
              <Button
                size={buttonSize}
                isDisabled={!solved.success}
                isPending={change.busy}
                onPress={() =>
                  void change
                    .run(() =>
                      resolve({
                        holdId: one.holdId,
                        resolution: resolution.trim(),
                        expectedVersion: one.version,
                        operationId: crypto.randomUUID(),
                      }),
                    )
                    .then((done) => {
                      if (done) setResolving(null);
                    })
                }
              >
                {t("steps.holds.resolve")}
              </Button>
            </div>
          ) : (
            <Button
              size={buttonSize}
              className="mt-2"
              onPress={() => {
                setResolving(one.holdId);
                setResolution("");
              }}
            >
              {t("steps.holds.resolve")}
            </Button>
          )}
        </article>
      ))}
      {mayOpen && !open && (
        <Button
          size={buttonSize}
          icon={<OctagonPause aria-hidden className="size-4" />}
          onPress={() => setOpen(true)}
        >
          {t("steps.holds.report")}
        </Button>
      )}
      {mayOpen && open && (
        <fieldset className="flex min-w-0 flex-col gap-3" aria-label={t("steps.holds.report")}>
          <Select
            label={t("steps.holds.what")}
            value={kind}
            onChange={setKind}
            options={HOLD_KINDS.map((value) => ({ value, label: t(`steps.holds.kind.${value}`) }))}
          />
          <Select
            label={t("steps.holds.impact")}
            value={impact}
            onChange={setImpact}
            options={PRIORITIES.map((value) => ({ value, label: words.priority(value) }))}
          />
          <Switch on={blocksWork} onChange={setBlocksWork}>
            {t("steps.holds.blocks")}
          </Switch>
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
            isDisabled={!parsed.success}
            isPending={change.busy}
            onPress={() => void report()}
          >
            {t("steps.holds.send")}
          </Button>
          <Button
            size={size === "phone" ? "phone" : "medium"}
            tone="quiet"
            isDisabled={change.busy}
            onPress={() => setOpen(false)}
          >
            {t("shell.cancel")}
          </Button>
        </fieldset>
      )}
    </div>
  );
}
