/*
 * What can be done with all selected tickets. Appears with a selection, says how many, leaves with Escape. Panes leave
 * room for it at their end ([data-choice-bar]), so that it hides no row.
 */
import { CalendarClock, Download, Flag, UserMinus, UserPlus, X } from "lucide-react";
import { Menu, MenuItem, MenuTrigger, Popover } from "react-aria-components";
import { useTranslation } from "react-i18next";
import { isLiveTravel } from "../../../../shared/tickets/visits";
import type { Priority } from "../../../../shared/tickets/priorities";
import { useWords } from "../../../lib/useWords";
import { Button } from "../../../ui/Button";
import { IconButton } from "../../../ui/IconButton";
import type { TicketRow } from "../boardData";
import { PRIORITIES_DOWN } from "./useBulk";

export interface ChoiceBarProps {
  readonly tickets: readonly TicketRow[];
  readonly onAssign: () => void;
  readonly onSchedule: () => void;
  /** Null where priorities are not the question. */
  readonly onPriority: ((priority: Priority) => void) | null;
  readonly onUnassign: () => void;
  readonly onExport: () => void;
  readonly onClear: () => void;
}

export function ChoiceBar(props: ChoiceBarProps) {
  const { tickets, onPriority } = props;
  const { t } = useTranslation();
  const words = useWords();
  const count = tickets.length;
  const held = tickets.some(({ visit }) => visit !== null && isLiveTravel(visit.travel));
  return (
    <>
      <p role="status" className="sr-only">
        {count === 0 ? "" : t("boardActions.choice.count", { count })}
      </p>
      {count > 0 && (
        <div
          role="toolbar"
          data-choice-bar
          aria-label={t("boardActions.choice.bar")}
          className="fixed inset-x-0 bottom-4 z-40 mx-auto flex w-fit max-w-[calc(100%-1rem)] flex-wrap items-center gap-1 rounded-lg border border-line-strong bg-raised px-2 py-1.5 shadow-lift"
        >
          <span aria-hidden className="px-2 text-sm font-semibold whitespace-nowrap">
            {t("boardActions.choice.count", { count })}
          </span>
          <Button
            size="small"
            icon={<UserPlus aria-hidden className="size-4 rtl:-scale-x-100" />}
            onPress={props.onAssign}
          >
            {t("boardActions.choice.assign")}
          </Button>
          <Button
            size="small"
            icon={<CalendarClock aria-hidden className="size-4" />}
            onPress={props.onSchedule}
          >
            {t("boardActions.choice.schedule")}
          </Button>
          {onPriority !== null && (
            <MenuTrigger>
              <Button size="small" icon={<Flag aria-hidden className="size-4 rtl:-scale-x-100" />}>
                {t("boardActions.choice.priority")}
              </Button>
              <Popover offset={4} className="rounded-md border border-line bg-raised p-1 shadow-lift">
                <Menu aria-label={t("boardActions.choice.priority")} className="min-w-36 outline-none">
                  {PRIORITIES_DOWN.map((priority) => (
                    <MenuItem
                      key={priority}
                      id={priority}
                      onAction={() => onPriority(priority)}
                      className="cursor-default rounded-sm px-2 py-1.5 text-sm text-ink outline-none data-focused:bg-accent-soft"
                    >
                      {words.priority(priority)}
                    </MenuItem>
                  ))}
                </Menu>
              </Popover>
            </MenuTrigger>
          )}
          <Button
            size="small"
            icon={<UserMinus aria-hidden className="size-4 rtl:-scale-x-100" />}
            isDisabled={!held}
            onPress={props.onUnassign}
          >
            {t("boardActions.choice.unassign")}
          </Button>
          <Button size="small" icon={<Download aria-hidden className="size-4" />} onPress={props.onExport}>
            {t("boardActions.choice.export")}
          </Button>
          <IconButton
            size="small"
            label={t("boardActions.choice.clear")}
            icon={<X aria-hidden className="size-4" />}
            onPress={props.onClear}
          />
        </div>
      )}
    </>
  );
}
