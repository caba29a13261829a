/* The branches of a company: what they are called and where they are. Who may, opens another one. */
import { useState } from "react";
import { useTranslation } from "react-i18next";
import { api } from "../../../convex/_generated/api";
import { roleHas } from "../../../shared/access/permissions";
import { useLive } from "../../lib/useLive";
import { useMe } from "../../lib/session";
import { useWords } from "../../lib/useWords";
import { Button } from "../../ui/Button";
import { Ltr } from "../../ui/Ltr";
import { Skeleton } from "../../ui/Skeleton";
import { BranchDialog, type BranchEntry } from "./BranchDialog";

export function Branches() {
  const { t } = useTranslation();
  const words = useWords();
  const me = useMe();
  const branches = useLive(api.branches.list, {});
  const [editing, setEditing] = useState<BranchEntry | "new" | null>(null);
  const editable = roleHas(me.role, "settings.manage");
  return (
    <section aria-label={t("settings.tabs.branches")} className="rounded-lg border border-line bg-paper">
      <header className="flex items-center gap-3 border-b border-line p-4">
        <p className="flex-1 text-sm text-ink-2">{t("branches.about")}</p>
        {editable && (
          <Button tone="primary" onPress={() => setEditing("new")}>
            {t("branches.add")}
          </Button>
        )}
      </header>
      {branches === undefined ? (
        <Skeleton className="m-4 h-40" />
      ) : branches.length === 0 ? (
        <p className="p-4 text-sm text-ink-2">{t("branches.none")}</p>
      ) : (
        <ul className="divide-y divide-line">
          {branches.map((branch) => {
            const name = words.name(branch.name);
            return (
              <li
                key={branch.branchId}
                className="flex flex-wrap items-center gap-x-4 gap-y-1 px-4 py-3 text-sm"
              >
                <bdi className="min-w-40 flex-1 font-medium">{name}</bdi>
                <span className="min-w-40 text-ink-2">
                  <bdi>{words.city(branch.city)}</bdi> · {t(`branches.countries.${branch.country}`)}
                </span>
                <Ltr className="text-ink-2">{branch.phone}</Ltr>
                <Ltr className="text-xs text-ink-3">{branch.currency}</Ltr>
                {editable && (
                  <Button
                    size="small"
                    aria-label={t("branches.edit", { name })}
                    onPress={() => setEditing(branch)}
                  >
                    {t("branches.change")}
                  </Button>
                )}
              </li>
            );
          })}
        </ul>
      )}
      {editing !== null && (
        <BranchDialog {...(editing === "new" ? {} : { branch: editing })} onClose={() => setEditing(null)} />
      )}
    </section>
  );
}
