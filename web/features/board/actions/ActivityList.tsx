/* What was done on this branch's board, newest first, each with its undo where the role and the world allow it. */
import { Redo2, Undo2 } from "lucide-react";
import { usePaginatedQuery } from "convex-helpers/react/cache/hooks";
import { useTranslation } from "react-i18next";
import { api } from "../../../../convex/_generated/api";
import { useFormat } from "../../../lib/useFormat";
import { useWords } from "../../../lib/useWords";
import { Bidi } from "../../../ui/Bidi";
import { Button } from "../../../ui/Button";
import { cx } from "../../../ui/classNames";
import { EmptyState } from "../../../ui/EmptyState";
import { IconButton } from "../../../ui/IconButton";
import { Ltr } from "../../../ui/Ltr";
import { Skeleton } from "../../../ui/Skeleton";
import type { Branch } from "../boardData";
import type { BoardAction } from "./actionWords";
import type { TakeBackControl } from "./useTakeBack";

export interface ActivityListProps {
  readonly control: TakeBackControl;
  readonly branchId: Branch["branchId"];
  readonly now: number;
  readonly onOpen: (ticketId: string) => void;
}

const PAGE = 20;
/** Numbers shown of a gesture over many tickets. */
const SHOWN_NUMBERS = 4;

export function ActivityList({ control, branchId, now, onOpen }: ActivityListProps) {
  const { t } = useTranslation();
  const { results, status, loadMore } = usePaginatedQuery(
    api.boardActions.list,
    { branchId },
    { initialNumItems: PAGE },
  );
  return (
    <div className="flex max-h-[70vh] w-96 max-w-[calc(100vw-2rem)] flex-col">
      <header className="border-b border-line px-3 py-2">
        <h2 className="font-semibold">{t("boardActions.activity.title")}</h2>
        <p className="text-xs text-ink-3">{t("boardActions.activity.about")}</p>
      </header>
      <div className="min-h-0 flex-1 overflow-y-auto">
        {status === "LoadingFirstPage" ? (
          <div className="flex flex-col gap-1.5 p-2">
            {Array.from({ length: 4 }, (_, index) => (
              <Skeleton key={index} className="h-11" />
            ))}
          </div>
        ) : results.length === 0 ? (
          <EmptyState title={t("boardActions.activity.empty")}>
            {t("boardActions.activity.emptyText")}
          </EmptyState>
        ) : (
          <ul className="divide-y divide-line">
            {results.map((action) => (
              <ActivityRow
                key={action.actionId}
                action={action}
                control={control}
                now={now}
                onOpen={onOpen}
              />
            ))}
          </ul>
        )}
        {status === "CanLoadMore" && (
          <div className="p-2">
            <Button size="small" tone="quiet" className="w-full" onPress={() => loadMore(PAGE)}>
              {t("boardActions.activity.more")}
            </Button>
          </div>
        )}
      </div>
    </div>
  );
}

interface ActivityRowProps extends Pick<ActivityListProps, "control" | "now" | "onOpen"> {
  readonly action: BoardAction;
}

function ActivityRow({ action, control, now, onOpen }: ActivityRowProps) {
  const { t } = useTranslation();
  const words = useWords();
  const format = useFormat();
  const direction = action.state === "done" ? "undo" : "redo";
  const offer = control.offer(action, direction);
  const [reason] = offer.reasons;
  const Icon = direction === "undo" ? Undo2 : Redo2;
  const verb = t(direction === "undo" ? "boardActions.undo" : "boardActions.redo");
  const undone = action.state === "undone";
  return (
    <li className="flex items-start gap-2 px-3 py-2 text-sm" data-action-state={action.state}>
      <div className="min-w-0 flex-1">
        <p className={cx("text-ink", undone && "text-ink-3 line-through")}>
          <Bidi>{offer.what}</Bidi>
        </p>
        <p className="text-xs text-ink-3">
          <bdi>{action.mine ? t("boardActions.activity.you") : words.name(action.by)}</bdi>
          {" · "}
          {format.relative(action.at, now)}
          {undone && ` · ${t("boardActions.activity.undoneBy", { name: words.name(action.changedBy) })}`}
        </p>
        {reason !== undefined && action.reversible && <p className="text-xs text-ink-2">{reason}</p>}
        <p className="mt-0.5 flex flex-wrap gap-x-2">
          {action.tickets.slice(0, SHOWN_NUMBERS).map(({ ticketId, number }) => (
            <button
              key={ticketId}
              type="button"
              aria-label={t("boardActions.activity.open", { number })}
              onClick={() => onOpen(ticketId)}
              className="cursor-default rounded-sm text-xs text-accent hover:underline"
            >
              <Ltr>{number}</Ltr>
            </button>
          ))}
          {action.tickets.length > SHOWN_NUMBERS && (
            <span className="text-xs text-ink-3">
              {t("boardActions.choice.stack", { count: action.tickets.length - SHOWN_NUMBERS })}
            </span>
          )}
        </p>
      </div>
      {action.reversible && (
        <IconButton
          size="small"
          label={`${verb}: ${offer.what}`}
          icon={
            <Icon
              aria-hidden
              className={cx("size-4 rtl:-scale-x-100", reason !== undefined && "opacity-45")}
            />
          }
          onPress={() => void control.run(action, direction)}
        />
      )}
    </li>
  );
}
