/* Undo, redo and the activity list in the board's bar. A closed button stays pressable: it says why. */
import { Redo2, ScrollText, Undo2 } from "lucide-react";
import { useState } from "react";
import { Dialog, DialogTrigger, Popover } from "react-aria-components";
import { useTranslation } from "react-i18next";
import type { Direction } from "../../../../shared/boardActions/takeBack";
import { cx } from "../../../ui/classNames";
import { IconButton } from "../../../ui/IconButton";
import { ActivityList, type ActivityListProps } from "./ActivityList";
import type { TakeBackControl } from "./useTakeBack";

export interface UndoToolsProps extends Omit<ActivityListProps, "control"> {
  readonly control: TakeBackControl;
}

const KEYS = { undo: "Ctrl+Z", redo: "Ctrl+Shift+Z" } as const;
const ICONS = { undo: Undo2, redo: Redo2 } as const;

function TakeBackButton({ control, direction }: { control: TakeBackControl; direction: Direction }) {
  const { t } = useTranslation();
  const offer = control[direction];
  const Icon = ICONS[direction];
  const [reason] = offer?.reasons ?? [];
  const label =
    offer === null
      ? t(direction === "undo" ? "boardActions.nothingToUndo" : "boardActions.nothingToRedo")
      : t(direction === "undo" ? "boardActions.undoWhat" : "boardActions.redoWhat", {
          what: reason === undefined ? offer.what : t("boardActions.inTheWay", { what: offer.what, reason }),
          keys: KEYS[direction],
        });
  return (
    <IconButton
      size="small"
      label={label}
      isDisabled={offer === null}
      icon={
        <Icon aria-hidden className={cx("size-4 rtl:-scale-x-100", reason !== undefined && "opacity-45")} />
      }
      onPress={() => {
        if (offer !== null) void control.run(offer.action, direction);
      }}
    />
  );
}

export function UndoTools({ control, ...list }: UndoToolsProps) {
  const { t } = useTranslation();
  const [open, setOpen] = useState(false);
  return (
    <>
      <TakeBackButton control={control} direction="undo" />
      <TakeBackButton control={control} direction="redo" />
      <DialogTrigger isOpen={open} onOpenChange={setOpen}>
        <IconButton
          size="small"
          label={t("boardActions.activity.title")}
          pressed={open}
          icon={<ScrollText aria-hidden className="size-4" />}
        />
        <Popover
          isNonModal
          offset={4}
          placement="bottom end"
          className="rounded-md border border-line bg-raised shadow-lift"
        >
          <Dialog aria-label={t("boardActions.activity.title")} className="outline-none">
            <ActivityList control={control} {...list} />
          </Dialog>
        </Popover>
      </DialogTrigger>
    </>
  );
}
