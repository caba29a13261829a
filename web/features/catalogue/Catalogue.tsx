/* The company's catalogue [D-15] [F-17]: work types by trade, trades, checklists, fault codes. Who may not change it looks. */
import { Plus } from "lucide-react";
import { type ReactNode, useState } from "react";
import { useTranslation } from "react-i18next";
import { api } from "../../../convex/_generated/api";
import { roleHas } from "../../../shared/access/permissions";
import type { LocalizedName } from "../../../shared/core/localized";
import { useMe } from "../../lib/session";
import { useFormat } from "../../lib/useFormat";
import { useLive } from "../../lib/useLive";
import { useWords } from "../../lib/useWords";
import { Button } from "../../ui/Button";
import { cx } from "../../ui/classNames";
import { Ltr } from "../../ui/Ltr";
import { Skeleton } from "../../ui/Skeleton";
import type { ChecklistEntry, FaultEntry, TradeEntry, WorkTypeEntry } from "./catalogueData";
import { ChecklistDialog } from "./ChecklistDialog";
import { FaultDialog } from "./FaultDialog";
import { TradeDialog } from "./TradeDialog";
import { WorkTypeDialog } from "./WorkTypeDialog";

type Editing =
  | { readonly kind: "workType"; readonly entry: WorkTypeEntry | null }
  | { readonly kind: "trade"; readonly entry: TradeEntry | null }
  | { readonly kind: "checklist"; readonly entry: ChecklistEntry | null }
  | { readonly kind: "fault"; readonly entry: FaultEntry | null };

export function Catalogue() {
  const { t } = useTranslation();
  const words = useWords();
  const format = useFormat();
  const me = useMe();
  const types = useLive(api.catalogue.workTypes, {});
  const trades = useLive(api.catalogue.trades, {});
  const checklists = useLive(api.catalogue.checklists, {});
  const faults = useLive(api.catalogue.faultCodes, {});
  const [editing, setEditing] = useState<Editing | null>(null);
  const editable = roleHas(me.role, "catalogue.manage");
  if (!types || !trades || !checklists || !faults) return <Skeleton className="h-96 rounded-lg" />;
  const zone = me.branches[0]?.zone ?? "UTC";
  const close = () => setEditing(null);
  const add = (kind: Editing["kind"]) => (editable ? () => setEditing({ kind, entry: null }) : null);
  const changedOf = ({ changedAt, changedBy }: Pick<WorkTypeEntry, "changedAt" | "changedBy">) =>
    changedAt === null || changedBy === null
      ? t("catalogue.builtIn")
      : t("settings.changed", { by: words.name(changedBy), at: format.dateTime(changedAt, zone) });
  return (
    <div className="flex flex-col gap-4">
      {!editable && <p className="text-sm text-ink-2">{t("settings.readOnly")}</p>}
      <Part
        title={t("catalogue.workTypes.title")}
        about={t("catalogue.workTypes.about")}
        add={add("workType")}
      >
        {trades.map((trade) => {
          const own = types.filter((entry) => entry.value.trade === trade.value.code);
          return (
            own.length > 0 && (
              <div key={trade.value.code}>
                <h3 className="bg-sunken px-4 py-1.5 text-xs font-medium text-ink-2">
                  {words.name(trade.value.labels)}
                </h3>
                <Entries
                  entries={own}
                  onOpen={(entry) => setEditing({ kind: "workType", entry })}
                  about={(entry) => [
                    t("catalogue.minutes", { minutes: format.number(entry.value.visitMinutes) }),
                    entry.value.price === null
                      ? t("catalogue.byEstimate")
                      : format.money(entry.value.price.amountMinor, entry.value.price.currency),
                    format.list(entry.value.skills.map(words.skill)),
                    changedOf(entry),
                  ]}
                />
              </div>
            )
          );
        })}
      </Part>
      <div className="grid items-start gap-4 lg:grid-cols-2">
        <Part
          title={t("catalogue.checklists.title")}
          about={t("catalogue.checklists.about")}
          add={add("checklist")}
        >
          <Entries
            entries={checklists}
            onOpen={(entry) => setEditing({ kind: "checklist", entry })}
            about={(entry) => [
              t("catalogue.checklists.points", { count: entry.value.items.length }),
              changedOf(entry),
            ]}
          />
        </Part>
        <Part title={t("catalogue.trades.title")} about={t("catalogue.trades.about")} add={add("trade")}>
          <Entries
            entries={trades}
            onOpen={(entry) => setEditing({ kind: "trade", entry })}
            about={(entry) => [changedOf(entry)]}
          />
        </Part>
      </div>
      <Part title={t("catalogue.faults.title")} about={t("catalogue.faults.about")} add={add("fault")}>
        <Entries
          entries={faults}
          onOpen={(entry) => setEditing({ kind: "fault", entry })}
          about={(entry) => [words.name(entry.value.procedure), changedOf(entry)]}
        />
      </Part>
      {editing?.kind === "workType" && (
        <WorkTypeDialog
          entry={editing.entry}
          trades={trades}
          checklists={checklists}
          editable={editable}
          onClose={close}
        />
      )}
      {editing?.kind === "trade" && <TradeDialog entry={editing.entry} editable={editable} onClose={close} />}
      {editing?.kind === "checklist" && (
        <ChecklistDialog entry={editing.entry} editable={editable} onClose={close} />
      )}
      {editing?.kind === "fault" && (
        <FaultDialog entry={editing.entry} trades={trades} editable={editable} onClose={close} />
      )}
    </div>
  );
}

interface PartProps {
  readonly title: string;
  readonly about: string;
  readonly add: (() => void) | null;
  readonly children: ReactNode;
}

function Part({ title, about, add, children }: PartProps) {
  const { t } = useTranslation();
  return (
    <section aria-label={title} className="overflow-hidden rounded-lg border border-line bg-paper">
      <header className="flex items-start gap-3 border-b border-line p-4">
        <div className="flex-1">
          <h2 className="font-semibold">{title}</h2>
          <p className="text-sm text-ink-2">{about}</p>
        </div>
        {add && (
          <Button
            icon={<Plus aria-hidden className="size-4" />}
            aria-label={`${t("catalogue.add")}: ${title}`}
            onPress={add}
          >
            {t("catalogue.add")}
          </Button>
        )}
      </header>
      {children}
    </section>
  );
}

interface Entry {
  readonly value: { readonly code: string; readonly labels: LocalizedName };
  readonly active: boolean;
}

interface EntriesProps<E extends Entry> {
  readonly entries: readonly E[];
  /** What stands under an entry's name; empty parts are left out. */
  readonly about: (entry: E) => readonly string[];
  readonly onOpen: (entry: E) => void;
}

function Entries<E extends Entry>({ entries, about, onOpen }: EntriesProps<E>) {
  const { t } = useTranslation();
  const words = useWords();
  return (
    <ul className="divide-y divide-line">
      {entries.map((entry) => (
        <li key={entry.value.code}>
          <button
            type="button"
            onClick={() => onOpen(entry)}
            className="flex min-h-11 w-full flex-wrap items-baseline gap-x-3 gap-y-0.5 px-4 py-2 text-start text-sm hover:bg-sunken"
          >
            <bdi className={cx("font-medium", !entry.active && "text-ink-3 line-through")}>
              {words.name(entry.value.labels)}
            </bdi>
            <Ltr className="text-xs text-ink-3">{entry.value.code}</Ltr>
            {!entry.active && <span className="text-xs text-ink-2">{t("settings.lists.inactive")}</span>}
            <span className="w-full text-xs text-ink-2">
              {about(entry)
                .filter((part) => part !== "")
                .map((part, index) => (
                  <span key={part}>
                    {index > 0 && " · "}
                    <bdi>{part}</bdi>
                  </span>
                ))}
            </span>
          </button>
        </li>
      ))}
    </ul>
  );
}
