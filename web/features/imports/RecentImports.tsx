/* The branch's latest imports, live. */
import { useTranslation } from "react-i18next";
import { api } from "../../../convex/_generated/api";
import { useFormat } from "../../lib/useFormat";
import { type Me } from "../../lib/session";
import { useLive } from "../../lib/useLive";
import { useWords } from "../../lib/useWords";
import { Ltr } from "../../ui/Ltr";

export function RecentImports({ branch }: { readonly branch: Me["branches"][number] }) {
  const { t } = useTranslation();
  const format = useFormat();
  const words = useWords();
  const recent = useLive(api.imports.recent, { branchId: branch.branchId });
  if (recent === undefined || recent.length === 0) return null;
  return (
    <section aria-labelledby="recent-title">
      <h2 id="recent-title" className="mb-2 font-semibold">
        {t("imports.recent.title")}
      </h2>
      <ul className="rounded-lg border border-line bg-paper text-sm">
        {recent.map((one) => (
          <li key={one.importId} className="border-b border-line px-4 py-2 last:border-b-0">
            <p className="flex items-baseline gap-3">
              <span className="min-w-0 flex-1 truncate font-medium">
                <Ltr>{one.fileName}</Ltr>
              </span>
              <span className="shrink-0 text-xs text-ink-3">
                {format.dateTime(one.startedAt, branch.zone)} ·{" "}
                {t("imports.recent.by", { name: words.name(one.startedByName) })}
                {one.state === "running" && ` · ${t("imports.recent.running")}`}
              </span>
            </p>
            <p className="text-xs text-ink-2">
              {t("imports.recent.counts", {
                inserted: one.insertedRows,
                duplicates: one.duplicateRows,
                rejected: one.rejectedRows,
              })}
            </p>
          </li>
        ))}
      </ul>
    </section>
  );
}
