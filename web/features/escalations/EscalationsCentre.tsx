/* The escalations centre [S-27]: how many are open, filters by level and kind, the list itself. */
import { usePaginatedQuery } from "convex-helpers/react/cache/hooks";
import { ShieldCheck } from "lucide-react";
import type { ReactNode } from "react";
import { useTranslation } from "react-i18next";
import { api } from "../../../convex/_generated/api";
import { ESCALATION_LEVELS, ESCALATION_TYPES } from "../../../shared/sla/escalations";
import type { Me } from "../../lib/session";
import { useFormat } from "../../lib/useFormat";
import { useLive } from "../../lib/useLive";
import { useWords } from "../../lib/useWords";
import { Button } from "../../ui/Button";
import { EmptyState } from "../../ui/EmptyState";
import { Segmented } from "../../ui/Segmented";
import { Select } from "../../ui/Select";
import { Skeleton } from "../../ui/Skeleton";
import type { Escalation } from "./escalationData";
import type { EscalationFilters } from "./escalationFilters";
import { EscalationList } from "./EscalationList";

export interface EscalationsCentreProps {
  readonly branches: Me["branches"];
  readonly branch: Me["branches"][number];
  readonly onBranch: (branchId: string) => void;
  readonly filters: EscalationFilters;
  readonly onFilters: (filters: EscalationFilters) => void;
  readonly ticketLink: (escalation: Escalation) => ReactNode;
}

const PAGE = 20;
const ALL = "all";
/** The server counts this far. */
const COUNT_LIMIT = 200;

export function EscalationsCentre({
  branches,
  branch,
  onBranch,
  filters,
  onFilters,
  ticketLink,
}: EscalationsCentreProps) {
  const { t } = useTranslation();
  const format = useFormat();
  const words = useWords();
  const { branchId, zone } = branch;
  const counts = useLive(api.escalations.counts, { branchId });
  const { results, status, loadMore } = usePaginatedQuery(
    api.escalations.list,
    { branchId, ...filters },
    { initialNumItems: PAGE },
  );
  const perLevel = counts ? [counts.level1, counts.level2, counts.level3] : [];
  const amount = (level: number) => {
    const count = perLevel[level - 1] ?? 0;
    return count >= COUNT_LIMIT
      ? t("escalations.atLeast", { amount: format.number(count) })
      : format.number(count);
  };
  const filtered = filters.level !== null || filters.type !== null;
  return (
    <div className="mx-auto flex w-full max-w-4xl flex-col gap-4 p-4 md:p-6">
      <header className="flex flex-wrap items-center gap-x-6 gap-y-2">
        <h1 className="text-xl font-semibold">{t("escalations.title")}</h1>
        {counts !== undefined && (
          <ul className="flex flex-wrap gap-x-4 text-sm text-ink-2">
            {ESCALATION_LEVELS.map((level) => (
              <li key={level}>
                {t("escalations.count", {
                  level: t("escalations.level.one", { level: format.number(level) }),
                  amount: amount(level),
                })}
              </li>
            ))}
          </ul>
        )}
      </header>
      <div className="flex flex-wrap items-end gap-3">
        {branches.length > 1 && (
          <Select
            className="w-48"
            label={t("escalations.branch")}
            value={branchId as string}
            onChange={onBranch}
            options={branches.map((one) => ({ value: one.branchId as string, label: words.name(one.name) }))}
          />
        )}
        <Select
          className="w-44"
          label={t("escalations.level.label")}
          value={String(filters.level ?? ALL)}
          onChange={(next) =>
            onFilters({
              ...filters,
              level: ESCALATION_LEVELS.find((level) => String(level) === next) ?? null,
            })
          }
          options={[
            { value: ALL, label: t("escalations.level.all") },
            ...ESCALATION_LEVELS.map((level) => ({
              value: String(level),
              label: t("escalations.level.one", { level: format.number(level) }),
            })),
          ]}
        />
        <Select
          className="w-56"
          label={t("escalations.type.label")}
          value={filters.type ?? ALL}
          onChange={(next) =>
            onFilters({ ...filters, type: ESCALATION_TYPES.find((type) => type === next) ?? null })
          }
          options={[
            { value: ALL as string, label: t("escalations.type.all") },
            ...ESCALATION_TYPES.map((type) => ({
              value: type as string,
              label: t(`escalationTypes.${type}`),
            })),
          ]}
        />
        <Segmented
          className="min-w-48"
          label={t("escalations.state.label")}
          value={filters.state}
          onChange={(state) => onFilters({ ...filters, state })}
          options={[
            { value: "open", label: t("escalations.state.open") },
            { value: "resolved", label: t("escalations.state.resolved") },
          ]}
        />
      </div>
      {status === "LoadingFirstPage" ? (
        <Skeleton className="h-36 w-full" />
      ) : results.length > 0 ? (
        <EscalationList escalations={results} zone={zone} ticketLink={ticketLink} />
      ) : (
        <EmptyState
          icon={<ShieldCheck aria-hidden className="size-8" />}
          title={
            filtered
              ? t("escalations.emptyFilterTitle")
              : filters.state === "open"
                ? t("escalations.emptyOpenTitle")
                : t("escalations.emptyResolvedTitle")
          }
        >
          {filtered
            ? t("escalations.emptyFilterText")
            : filters.state === "open"
              ? t("escalations.emptyOpenText")
              : undefined}
        </EmptyState>
      )}
      {status === "CanLoadMore" && (
        <Button className="self-center" onPress={() => loadMore(PAGE)}>
          {t("escalations.more")}
        </Button>
      )}
    </div>
  );
}
