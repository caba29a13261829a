/* The audit log: who changed what, before and after, newest first; grows by itself while it is open. */
import { usePaginatedQuery } from "convex/react";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import { api } from "../../../convex/_generated/api";
import {
  AUDIT_ACTIONS,
  AUDIT_FIELD_NAMES,
  type AuditAction,
  type AuditSubject,
} from "../../../shared/audit/actions";
import { isOneOf, isRole } from "../../../shared/access/roles";
import { SKILLS } from "../../../shared/catalogue/skills";
import { SLA_CODES } from "../../../shared/sla/codes";
import { ABSENCE_REASONS } from "../../../shared/technicians/absence";
import { SETTING_KEYS } from "../../../shared/settings/settings";
import { useMe } from "../../lib/session";
import { useFormat } from "../../lib/useFormat";
import { useWords } from "../../lib/useWords";
import { Button } from "../../ui/Button";
import { EmptyState } from "../../ui/EmptyState";
import { Select } from "../../ui/Select";
import { type Person, PersonFilter } from "./PersonFilter";
import { wordOf } from "./settingWords";

const ALL = "all";
const PAGE = 30;

type Value = string | number | boolean | null | readonly string[];

export function AuditLog() {
  const { t } = useTranslation();
  const words = useWords();
  const format = useFormat();
  const me = useMe();
  const [action, setAction] = useState<AuditAction | typeof ALL>(ALL);
  const [person, setPerson] = useState<Person | null>(null);
  const userId = person?.userId ?? null;
  const { results, status, loadMore } = usePaginatedQuery(
    api.audit.list,
    { ...(userId ? { userId } : action === ALL ? {} : { action }) },
    { initialNumItems: PAGE },
  );
  const zone = me.branches[0]?.zone ?? "UTC";
  const branchNames = new Map<string, string>(
    me.branches.map((branch) => [branch.branchId, words.name(branch.name)]),
  );
  const written = (value: Value | undefined): string => {
    if (value === undefined || value === null || value === "") return t("settings.audit.nothing");
    if (typeof value === "object")
      return value.length === 0 ? t("settings.audit.nothing") : format.list(value.map(wordOfValue));
    if (typeof value === "number") return format.number(value);
    if (typeof value === "boolean") return value ? "✓" : "✗";
    return wordOfValue(value);
  };
  const wordOfValue = (value: string): string => {
    if (isRole(value)) return words.role(value);
    if (isOneOf(SKILLS, value)) return words.skill(value);
    if (isOneOf(ABSENCE_REASONS, value)) return t(`absenceReasons.${value}`);
    return branchNames.get(value) ?? value;
  };
  const field = (name: string): string =>
    isOneOf(AUDIT_FIELD_NAMES, name) ? t(`settings.audit.fields.${name}`) : name;
  const label = (subject: { readonly kind: AuditSubject; readonly label: string }): string => {
    const key = SETTING_KEYS.find((one) => one === subject.label);
    if (subject.kind === "setting" && key) return t(`settings.values.${wordOf(key)}.label`);
    const rule = SLA_CODES.find((one) => one === subject.label);
    if (subject.kind === "slaRule" && rule) return t(`sla.promises.${rule}`);
    return subject.label;
  };
  return (
    <section className="flex flex-col gap-4">
      <div className="flex flex-wrap gap-3">
        <Select
          className="w-64"
          label={t("settings.audit.action")}
          value={userId === null ? action : ALL}
          onChange={(next) => {
            setPerson(null);
            setAction(next);
          }}
          options={[
            { value: ALL, label: t("settings.audit.anyAction") },
            ...AUDIT_ACTIONS.map((one) => ({
              value: one,
              label: t(`settings.audit.actions.${wordOf(one)}`),
            })),
          ]}
        />
        <PersonFilter person={person} onChange={setPerson} />
      </div>
      <div className="rounded-lg border border-line bg-paper">
        {results.length === 0 && status === "Exhausted" ? (
          <EmptyState title={t("settings.audit.noneTitle")}>{t("settings.audit.noneText")}</EmptyState>
        ) : (
          <ol className="divide-y divide-line">
            {results.map((entry) => (
              <li key={entry.entryId} className="px-4 py-3 text-sm">
                <p className="flex flex-wrap items-baseline gap-x-2">
                  <bdi className="font-medium">
                    {words.name(entry.actor.name) || t("settings.audit.system")}
                  </bdi>
                  <span>{t(`settings.audit.actions.${wordOf(entry.action)}`)}</span>
                  <span className="text-ink-2">
                    {t(`settings.audit.subjects.${entry.subject.kind}`)} <bdi>{label(entry.subject)}</bdi>
                  </span>
                  <span className="ms-auto text-xs text-ink-3">{format.dateTime(entry.at, zone)}</span>
                </p>
                {Object.keys(entry.after).length > 0 && (
                  <ul className="mt-1 text-xs text-ink-2">
                    {Object.keys(entry.after).map((name) => (
                      <li key={name}>
                        {field(name)}: <bdi>{written(entry.before[name])}</bdi>{" "}
                        <span aria-hidden className="inline-block rtl:-scale-x-100">
                          →
                        </span>{" "}
                        <bdi>{written(entry.after[name])}</bdi>
                      </li>
                    ))}
                  </ul>
                )}
              </li>
            ))}
          </ol>
        )}
      </div>
      {status === "CanLoadMore" && (
        <Button className="self-center" onPress={() => loadMore(PAGE)}>
          {t("settings.audit.more")}
        </Button>
      )}
    </section>
  );
}
