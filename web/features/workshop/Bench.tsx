/*
 * The workshop's screen [S-47]: every device of the branch by what happens to it next, the longest untouched first, and
 * the chosen one beside it with its steps and records.
 */
import { type ReactNode, useState } from "react";
import { useTranslation } from "react-i18next";
import { Button as AriaButton } from "react-aria-components";
import { api } from "../../../convex/_generated/api";
import { STATUS_META, type TicketStatus } from "../../../shared/tickets/statuses";
import type { Me } from "../../lib/session";
import { useFormat } from "../../lib/useFormat";
import { useLive } from "../../lib/useLive";
import { useNow } from "../../lib/useNow";
import { useWords } from "../../lib/useWords";
import { PriorityBadge } from "../../ticket/PriorityBadge";
import type { TicketCard } from "../../ticket/ticketData";
import { TicketView } from "../../ticket/TicketView";
import { Bidi } from "../../ui/Bidi";
import { cx } from "../../ui/classNames";
import { EmptyState } from "../../ui/EmptyState";
import { Ltr } from "../../ui/Ltr";
import { PhaseMark } from "../../ui/PhaseMark";
import { Select } from "../../ui/Select";
import { Skeleton } from "../../ui/Skeleton";

export interface BenchProps {
  readonly branches: Me["branches"];
  /** Countdown and escalations of a ticket, drawn by their own feature. */
  readonly promises: (ticket: TicketCard, zone: string) => ReactNode;
}

const GROUPS = ["coming", "work", "waiting", "ready"] as const;
type Group = (typeof GROUPS)[number];

function groupOf(status: TicketStatus): Group {
  if (status === "pickup_device" || status === "arrived") return "coming";
  if (status === "waiting_parts" || status === "awaiting_approval") return "waiting";
  return status === "ready_delivery" ? "ready" : "work";
}

export function Bench({ branches, promises }: BenchProps) {
  const { t } = useTranslation();
  const words = useWords();
  const format = useFormat();
  const now = useNow();
  const [chosenBranch, setChosenBranch] = useState<string | null>(null);
  const branch = branches.find((one) => one.branchId === chosenBranch) ?? branches[0];
  const rows = useLive(api.tickets.bench, branch === undefined ? "skip" : { branchId: branch.branchId });
  const [chosen, setChosen] = useState<TicketCard["ticketId"] | null>(null);
  if (branch === undefined) return <EmptyState title={t("workshop.noBranch")} />;
  // A ticket that was just handed over stays open until another one is chosen.
  const selected = chosen ?? rows?.[0]?.ticketId ?? null;
  return (
    <div className="flex h-full min-h-0 max-lg:flex-col">
      <div className="min-h-0 shrink-0 overflow-y-auto border-line bg-paper max-lg:max-h-[45dvh] max-lg:border-b lg:w-80 lg:border-e">
        <div className="flex items-end gap-2 p-3">
          <h1 className="min-w-0 flex-1 text-lg font-semibold">{t("workshop.title")}</h1>
          {branches.length > 1 && (
            <Select
              label={t("board.branch")}
              value={branch.branchId}
              onChange={(next) => {
                setChosenBranch(next);
                setChosen(null);
              }}
              options={branches.map((one) => ({ value: one.branchId, label: words.name(one.name) }))}
            />
          )}
        </div>
        {rows === undefined && <Skeleton className="m-3 h-40" />}
        {rows?.length === 0 && (
          <EmptyState title={t("workshop.emptyTitle")}>{t("workshop.emptyText")}</EmptyState>
        )}
        {GROUPS.map((group) => {
          const own = rows?.filter((row) => groupOf(row.status) === group) ?? [];
          if (own.length === 0) return null;
          return (
            <section key={group} aria-label={t(`workshop.groups.${group}`)}>
              <h2 className="flex justify-between bg-sunken px-3 py-1 text-xs font-medium text-ink-2">
                {t(`workshop.groups.${group}`)}
                <span>{format.number(own.length)}</span>
              </h2>
              <ul>
                {own.map((row) => (
                  <li key={row.ticketId}>
                    <AriaButton
                      onPress={() => setChosen(row.ticketId)}
                      {...(row.ticketId === selected ? { "aria-current": "true" } : {})}
                      className={cx(
                        "flex min-h-14 w-full cursor-default items-start gap-2 border-b border-line px-3 py-2 text-start text-sm data-hovered:bg-sunken data-focus-visible:-outline-offset-2",
                        row.ticketId === selected && "bg-accent-soft",
                      )}
                    >
                      <PhaseMark
                        phase={STATUS_META[row.status].phase}
                        letter={t(`marks.${row.status}`)}
                        size={19}
                      />
                      <span className="min-w-0 flex-1">
                        <Bidi className="truncate font-medium">{row.problem}</Bidi>
                        <span className="flex gap-2 text-xs text-ink-2">
                          <Ltr>{row.number}</Ltr>
                          <span className="min-w-0 truncate">{words.status(row.status)}</span>
                        </span>
                      </span>
                      <span className="flex shrink-0 flex-col items-end gap-1 text-2xs text-ink-3">
                        {format.duration(now - row.lastChange.at)}
                        <PriorityBadge priority={row.priority} />
                      </span>
                    </AriaButton>
                  </li>
                ))}
              </ul>
            </section>
          );
        })}
      </div>
      <div className="min-h-0 min-w-0 flex-1">
        {selected !== null && (
          <TicketView key={selected} ticketId={selected} back={null} promises={promises} />
        )}
      </div>
    </div>
  );
}
