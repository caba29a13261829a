/* The rules of the company as declared in shared/settings: one line each with its bounds, its default and who changed it. */
import { useMutation } from "convex/react";
import type { FunctionReturnType } from "convex/server";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import { api } from "../../../convex/_generated/api";
import { roleHas } from "../../../shared/access/permissions";
import { isSettingValue, type SettingKey, settingDeclaration } from "../../../shared/settings/settings";
import { useLive } from "../../lib/useLive";
import { useMe } from "../../lib/session";
import { useAttempt } from "../../lib/useAttempt";
import { useFormat } from "../../lib/useFormat";
import { useWords } from "../../lib/useWords";
import { Button } from "../../ui/Button";
import { ProblemNotice } from "../../ui/ProblemNotice";
import { Skeleton } from "../../ui/Skeleton";
import { Switch } from "../../ui/Switch";
import { TextField } from "../../ui/TextField";
import { showToast } from "../../ui/toastQueue";
import { type SettingWord, wordOf } from "./settingWords";

type SettingRow = FunctionReturnType<typeof api.settings.list>[number];

export function SettingValues() {
  const { t } = useTranslation();
  const me = useMe();
  const rows = useLive(api.settings.list, {});
  const editable = roleHas(me.role, "settings.manage");
  if (rows === undefined) return <Skeleton className="h-72 rounded-lg" />;
  return (
    <section className="rounded-lg border border-line bg-paper">
      {!editable && <p className="border-b border-line p-4 text-sm text-ink-2">{t("settings.readOnly")}</p>}
      <ul className="divide-y divide-line">
        {rows.map((row) => (
          <SettingLine
            key={`${row.key} ${String(row.value)}`}
            row={row}
            word={wordOf(row.key)}
            editable={editable}
          />
        ))}
      </ul>
    </section>
  );
}

interface SettingLineProps {
  readonly row: SettingRow;
  readonly word: SettingWord;
  readonly editable: boolean;
}

function SettingLine({ row, word, editable }: SettingLineProps) {
  const { t } = useTranslation();
  const words = useWords();
  const format = useFormat();
  const me = useMe();
  const set = useMutation(api.settings.set);
  const { busy, problem, run } = useAttempt();
  const [text, setText] = useState(String(row.value));
  const declared = settingDeclaration(row.key);
  const store = (key: SettingKey, value: number | boolean | null) =>
    void run(() => set({ key, value })).then((done) => {
      if (done) showToast({ tone: "done", title: t("settings.saved") });
    });
  const label = t(`settings.values.${word}.label`);
  const typed = Number(text);
  const bounds =
    declared.kind === "number"
      ? t("settings.bounds", { min: format.number(declared.min), max: format.number(declared.max) })
      : "";
  const valid = text.trim() !== "" && isSettingValue(row.key, typed);
  return (
    <li className="grid gap-2 p-4 md:grid-cols-[1fr_20rem] md:gap-6">
      <div>
        <p className="font-medium">{label}</p>
        <p className="text-sm text-ink-2">{t(`settings.values.${word}.about`)}</p>
        {row.changed !== null && (
          <p className="mt-1 text-xs text-ink-3">
            {t("settings.changed", {
              by: words.name(row.changed.by),
              at: format.dateTime(row.changed.at, me.branches[0]?.zone ?? "UTC"),
            })}
          </p>
        )}
      </div>
      <div className="flex flex-col gap-2">
        <ProblemNotice problem={problem} />
        {declared.kind === "switch" ? (
          <Switch on={row.value === true} disabled={!editable || busy} onChange={(on) => store(row.key, on)}>
            {label}
          </Switch>
        ) : (
          <form
            className="flex flex-wrap items-end gap-2"
            onSubmit={(event) => {
              event.preventDefault();
              if (valid) store(row.key, typed);
            }}
          >
            <TextField
              ltr
              className="w-40"
              type="number"
              inputMode="numeric"
              isDisabled={!editable}
              label={label}
              labelHidden
              hint={`${bounds} · ${t(`settings.units.${declared.unit}`)}`}
              {...(valid ? {} : { error: t("settings.outside", { bounds }) })}
              value={text}
              onChange={setText}
            />
            {editable && (
              <Button
                type="submit"
                tone="primary"
                className="mb-5"
                isPending={busy}
                isDisabled={!valid || typed === row.value}
              >
                {t("settings.save")}
              </Button>
            )}
          </form>
        )}
        {editable && !row.isDefault && declared.kind === "number" && (
          <Button size="small" className="self-start" isDisabled={busy} onPress={() => store(row.key, null)}>
            {t("settings.reset", { value: format.number(declared.default) })}
          </Button>
        )}
      </div>
    </li>
  );
}
