/* Requests for parts of a branch by where they stand [D-05]: for whoever approves, orders and hands them out. */
import { Package } from "lucide-react";
import type { ReactNode } from "react";
import { useTranslation } from "react-i18next";
import { api } from "../../../convex/_generated/api";
import { PARTS_STATES, type PartsState } from "../../../shared/records/parts";
import type { Me } from "../../lib/session";
import { useMe } from "../../lib/session";
import { useLive } from "../../lib/useLive";
import { useWords } from "../../lib/useWords";
import { PartsRequestView } from "../../steps/PartsRequestView";
import { PartsSteps } from "../../steps/PartsSteps";
import { EmptyState } from "../../ui/EmptyState";
import { Select } from "../../ui/Select";
import { Skeleton } from "../../ui/Skeleton";

export interface PartsBoardProps {
  readonly branch: Me["branches"][number];
  readonly onBranch: (branchId: string) => void;
  readonly state: PartsState;
  readonly onState: (state: PartsState) => void;
  readonly ticketLink: (number: string) => ReactNode;
}

export function PartsBoard({ branch, onBranch, state, onState, ticketLink }: PartsBoardProps) {
  const { t } = useTranslation();
  const words = useWords();
  const me = useMe();
  const requests = useLive(api.parts.byState, { branchId: branch.branchId, state });
  return (
    <div className="mx-auto flex w-full max-w-4xl flex-col gap-4 p-4 md:p-6">
      <h1 className="text-xl font-semibold">{t("records.parts.title")}</h1>
      <div className="flex flex-wrap gap-3">
        {me.branches.length > 1 && (
          <Select
            className="w-48"
            label={t("board.branch")}
            value={branch.branchId}
            onChange={onBranch}
            options={me.branches.map((one) => ({
              value: String(one.branchId),
              label: words.name(one.name),
            }))}
          />
        )}
        <Select
          className="w-48"
          label={t("records.parts.state")}
          value={state}
          onChange={onState}
          options={PARTS_STATES.map((one) => ({ value: one, label: t(`steps.parts.state.${one}`) }))}
        />
      </div>
      {requests === undefined ? (
        <Skeleton className="h-32 w-full" />
      ) : requests.length === 0 ? (
        <EmptyState icon={<Package aria-hidden className="size-8" />} title={t("records.parts.emptyTitle")}>
          {t("records.parts.emptyText")}
        </EmptyState>
      ) : (
        <ul className="flex flex-col gap-3">
          {requests.map((one) => (
            <li key={one.requestId}>
              <PartsRequestView
                request={one}
                zone={branch.zone}
                heading={<p className="mb-1 font-semibold">{ticketLink(one.number)}</p>}
              >
                <PartsSteps request={one} role={me.role} zone={branch.zone} />
              </PartsRequestView>
            </li>
          ))}
        </ul>
      )}
    </div>
  );
}
