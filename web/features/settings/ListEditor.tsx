/* One editable list: built-in entries with the product's or the company's words, own entries, in use or not. */
import { useMutation } from "convex/react";
import type { FunctionReturnType } from "convex/server";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import { api } from "../../../convex/_generated/api";
import { roleHas } from "../../../shared/access/permissions";
import { isKnownCity } from "../../../shared/catalogue/cities";
import { isListCode, type ListName } from "../../../shared/settings/lists";
import { REASONS } from "../../../shared/tickets/inputs";
import { useLive } from "../../lib/useLive";
import { useMe } from "../../lib/session";
import { useAttempt } from "../../lib/useAttempt";
import { useFormat } from "../../lib/useFormat";
import { useWords } from "../../lib/useWords";
import { Button } from "../../ui/Button";
import { cx } from "../../ui/classNames";
import { FormDialog } from "../../ui/FormDialog";
import { Ltr } from "../../ui/Ltr";
import { ProblemNotice } from "../../ui/ProblemNotice";
import { Skeleton } from "../../ui/Skeleton";
import { Switch } from "../../ui/Switch";
import { TextField } from "../../ui/TextField";

type Entry = FunctionReturnType<typeof api.settings.entries>[number];

/** The product's own word of a built-in code. */
function useBuiltInWord(list: ListName): (code: string) => string {
  const { t } = useTranslation();
  const words = useWords();
  return (code) => {
    if (list === "cities") return isKnownCity(code) ? words.city(code) : code;
    const reason = REASONS.find((one) => one === code);
    return reason ? t(`reasons.${reason}`) : code;
  };
}

export function ListEditor({ list }: { readonly list: ListName }) {
  const { t } = useTranslation();
  const words = useWords();
  const me = useMe();
  const builtIn = useBuiltInWord(list);
  const entries = useLive(api.settings.entries, { list });
  const [editing, setEditing] = useState<Entry | "new" | null>(null);
  const editable = roleHas(me.role, "settings.manage");
  const wordOf = (entry: Entry) => (entry.label ? words.name(entry.label) : builtIn(entry.code));
  return (
    <section aria-labelledby={`list-${list}`} className="rounded-lg border border-line bg-paper">
      <header className="flex items-start gap-3 border-b border-line p-4">
        <div className="flex-1">
          <h2 id={`list-${list}`} className="font-semibold">
            {t(`settings.lists.${list}.title`)}
          </h2>
          <p className="text-sm text-ink-2">{t(`settings.lists.${list}.about`)}</p>
        </div>
        {editable && <Button onPress={() => setEditing("new")}>{t("settings.lists.add")}</Button>}
      </header>
      {entries === undefined ? (
        <Skeleton className="m-4 h-40" />
      ) : (
        <ul className="divide-y divide-line">
          {entries.map((entry) => (
            <li key={entry.code} className="flex items-center gap-3 px-4 py-2 text-sm">
              <bdi className={cx("min-w-0 flex-1", !entry.active && "text-ink-3 line-through")}>
                {wordOf(entry)}
              </bdi>
              {!entry.builtIn && <span className="text-xs text-ink-3">{t("settings.lists.own")}</span>}
              <Ltr className="text-xs text-ink-3">{entry.code}</Ltr>
              <span className="w-24 text-xs text-ink-2">
                {entry.active ? t("settings.lists.active") : t("settings.lists.inactive")}
              </span>
              {editable && (
                <Button
                  size="small"
                  aria-label={t("settings.lists.edit", { name: wordOf(entry) })}
                  onPress={() => setEditing(entry)}
                >
                  {t("settings.lists.change")}
                </Button>
              )}
            </li>
          ))}
        </ul>
      )}
      {editing !== null && (
        <EntryDialog
          list={list}
          entry={editing === "new" ? null : editing}
          nextRank={entries?.length ?? 0}
          word={editing === "new" ? "" : wordOf(editing)}
          onClose={() => setEditing(null)}
        />
      )}
    </section>
  );
}

interface EntryDialogProps {
  readonly list: ListName;
  readonly entry: Entry | null;
  readonly nextRank: number;
  readonly word: string;
  readonly onClose: () => void;
}

function EntryDialog({ list, entry, nextRank, word, onClose }: EntryDialogProps) {
  const { t } = useTranslation();
  const format = useFormat();
  const add = useMutation(api.settings.addEntry);
  const change = useMutation(api.settings.changeEntry);
  const { busy, problem, run } = useAttempt();
  const [code, setCode] = useState(entry?.code ?? "");
  const [label, setLabel] = useState(
    entry?.label ?? (format.locale === "ar" ? { ar: word, en: "" } : { ar: "", en: word }),
  );
  const [active, setActive] = useState(entry?.active ?? true);
  const [rank, setRank] = useState(String(entry?.rank ?? nextRank));
  const complete = isListCode(code) && (label.ar.trim() !== "" || label.en.trim() !== "") && rank !== "";
  const save = () =>
    void run(async () => {
      await (entry ? change : add)({ list, code, label, active, rank: Number(rank) });
      onClose();
    });
  return (
    <FormDialog
      busy={busy}
      title={entry ? t("settings.lists.editTitle") : t("settings.lists.addTitle")}
      saveLabel={t("settings.save")}
      complete={complete}
      onSave={save}
      onClose={onClose}
    >
      <div className="flex flex-col gap-3">
        <ProblemNotice problem={problem} />
        <TextField
          ltr
          label={t("settings.lists.code")}
          hint={t("settings.lists.codeHint")}
          isDisabled={entry !== null}
          maxLength={40}
          value={code}
          onChange={setCode}
        />
        <TextField
          label={t("settings.lists.labelAr")}
          maxLength={80}
          value={label.ar}
          onChange={(ar) => setLabel({ ...label, ar })}
        />
        <TextField
          label={t("settings.lists.labelEn")}
          maxLength={80}
          value={label.en}
          onChange={(en) => setLabel({ ...label, en })}
        />
        <TextField
          ltr
          type="number"
          inputMode="numeric"
          label={t("settings.lists.rank")}
          value={rank}
          onChange={setRank}
        />
        <Switch on={active} onChange={setActive}>
          {t("settings.lists.active")}
        </Switch>
      </div>
    </FormDialog>
  );
}
