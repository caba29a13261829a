/* The promises of a company [L-13]: time, what is counted, in force or not; one promise saved at a time. */
import { useMutation } from "convex/react";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import { api } from "../../../convex/_generated/api";
import { roleHas } from "../../../shared/access/permissions";
import { useMe } from "../../lib/session";
import { useAttempt } from "../../lib/useAttempt";
import { useFormat } from "../../lib/useFormat";
import { useLive } from "../../lib/useLive";
import { useWords } from "../../lib/useWords";
import { Button } from "../../ui/Button";
import { ProblemNotice } from "../../ui/ProblemNotice";
import { Select } from "../../ui/Select";
import { Skeleton } from "../../ui/Skeleton";
import { Switch } from "../../ui/Switch";
import { TextField } from "../../ui/TextField";
import { showToast } from "../../ui/toastQueue";
import { CalendarEditor } from "./CalendarEditor";
import type { SlaRule } from "./escalationData";
import { LevelMark } from "./LevelMark";
import { type LengthUnit, lengthOf, LENGTH_UNITS, msOf } from "./lengthField";

export function RuleEditor({ zone }: { readonly zone: string }) {
  const { t } = useTranslation();
  const rules = useLive(api.sla.rules, {});
  const calendars = useLive(api.sla.calendars, {});
  return (
    <div className="flex flex-col gap-4">
      <p className="max-w-[70ch] text-sm text-ink-2">{t("sla.intro")}</p>
      {rules === undefined ? (
        <Skeleton className="h-40 w-full" />
      ) : (
        <ul className="grid items-start gap-3 lg:grid-cols-2">
          {rules.map((rule) => (
            // A rule somebody else changed is shown anew, not mixed with what was typed here.
            <li key={`${rule.code} ${rule.version}`}>
              <RuleForm rule={rule} zone={zone} />
            </li>
          ))}
        </ul>
      )}
      {calendars !== undefined && calendars.length > 0 && (
        <section aria-labelledby="calendars-title" className="flex flex-col gap-3">
          <div>
            <h2 id="calendars-title" className="text-lg font-semibold">
              {t("sla.calendar.title")}
            </h2>
            <p className="text-sm text-ink-2">{t("sla.calendar.intro")}</p>
          </div>
          <ul className="grid items-start gap-3 lg:grid-cols-2">
            {calendars.map((calendar) => (
              // Somebody else's change is shown anew, not mixed with what was typed here.
              <li key={JSON.stringify(calendar)}>
                <CalendarEditor calendar={calendar} />
              </li>
            ))}
          </ul>
        </section>
      )}
    </div>
  );
}

interface RuleFormProps {
  readonly rule: SlaRule;
  readonly zone: string;
}

function RuleForm({ rule, zone }: RuleFormProps) {
  const { t } = useTranslation();
  const format = useFormat();
  const words = useWords();
  const me = useMe();
  const update = useMutation(api.sla.updateRule);
  const attempt = useAttempt(zone);
  const { clock } = rule;
  const stored = lengthOf(clock?.thresholdMs ?? 0);
  const [amount, setAmount] = useState(String(stored.amount));
  const [unit, setUnit] = useState<LengthUnit>(stored.unit);
  const [timeBase, setTimeBase] = useState(clock?.timeBase ?? "wall");
  const [enabled, setEnabled] = useState(rule.enabled);
  const thresholdMs = clock === null ? 0 : msOf(amount, unit);
  const fits =
    clock === null || (thresholdMs !== null && thresholdMs >= clock.minMs && thresholdMs <= clock.maxMs);
  const changed =
    enabled !== rule.enabled ||
    (clock !== null && (thresholdMs !== clock.thresholdMs || timeBase !== clock.timeBase));
  const mayChange = roleHas(me.role, "sla.manage");
  const range = clock && { min: format.duration(clock.minMs), max: format.duration(clock.maxMs) };
  const save = async () => {
    if (thresholdMs === null) return;
    const change = { code: rule.code, enabled, thresholdMs, timeBase, expectedVersion: rule.version };
    if (await attempt.run(() => update(change))) showToast({ tone: "done", title: t("sla.saved") });
  };
  const undo = () => {
    setAmount(String(stored.amount));
    setUnit(stored.unit);
    setTimeBase(clock?.timeBase ?? "wall");
    setEnabled(rule.enabled);
    attempt.forget();
  };
  return (
    <form
      aria-label={t(`sla.promises.${rule.code}`)}
      onSubmit={(event) => {
        event.preventDefault();
        void save();
      }}
      className="flex flex-col gap-3 rounded-lg border border-line bg-raised p-4 shadow-rest"
    >
      <header className="flex items-start gap-3">
        <h3 className="min-w-0 flex-1 text-md font-semibold">{t(`sla.promises.${rule.code}`)}</h3>
        <LevelMark level={rule.level} open={enabled} />
      </header>
      {clock === null ? (
        <p className="text-sm text-ink-2">{t("sla.immediate")}</p>
      ) : (
        <div className="flex flex-wrap items-start gap-3">
          <TextField
            className="w-24"
            ltr
            inputMode="numeric"
            label={t("sla.threshold")}
            value={amount}
            onChange={setAmount}
            isDisabled={!mayChange || !enabled}
          />
          <Select
            className="w-32"
            label={t("sla.unit")}
            value={unit}
            onChange={setUnit}
            disabled={!mayChange || !enabled}
            options={LENGTH_UNITS.map((one) => ({ value: one, label: t(`sla.${one}`) }))}
          />
          <Select
            className="min-w-52 flex-1"
            label={t("sla.timeBase.label")}
            value={timeBase}
            onChange={setTimeBase}
            disabled={!mayChange || !enabled}
            options={(["business", "wall"] as const).map((one) => ({
              value: one,
              label: t(`sla.timeBase.${one}`),
            }))}
          />
        </div>
      )}
      {clock !== null && range !== null && (
        <p
          className={fits ? "text-xs text-ink-3" : "text-xs font-medium text-urgent-ink"}
          role={fits ? undefined : "alert"}
        >
          {fits
            ? `${t("sla.default", { length: format.duration(clock.defaultThresholdMs) })} · ${t("sla.range", range)}`
            : t("sla.outOfRange", range)}
        </p>
      )}
      <p className="text-xs text-ink-3">
        {t("sla.owners", { roles: format.list(rule.owners.map((role) => words.role(role))) })}
        {rule.changedBy !== null && rule.changedAt !== null && (
          <>
            {" · "}
            {t("sla.changedBy", {
              name: words.name(rule.changedBy),
              when: format.dateTime(rule.changedAt, zone),
            })}
          </>
        )}
      </p>
      <footer className="flex min-h-9 flex-wrap items-center gap-3">
        <Switch on={enabled} onChange={setEnabled} disabled={!mayChange}>
          {enabled ? t("sla.enabled") : t("sla.off")}
        </Switch>
        {changed && mayChange && (
          <span className="ms-auto flex gap-2">
            <Button tone="quiet" onPress={undo} isDisabled={attempt.busy}>
              {t("sla.undo")}
            </Button>
            <Button tone="primary" type="submit" isDisabled={!fits} isPending={attempt.busy}>
              {t("sla.save")}
            </Button>
          </span>
        )}
      </footer>
      <ProblemNotice problem={attempt.problem} />
    </form>
  );
}
