/* The three dots of a card, and the menu behind them. */
import { EllipsisVertical } from "lucide-react";
import { Button, MenuTrigger, Popover } from "react-aria-components";
import { useTranslation } from "react-i18next";
import type { TicketRow } from "./boardData";
import { TicketMenu } from "./TicketMenu";

export function TicketMenuButton({
  ticket,
  reachable,
}: {
  readonly ticket: TicketRow;
  /** Whether Tab stops here. */
  readonly reachable: boolean;
}) {
  const { t } = useTranslation();
  return (
    <MenuTrigger>
      <Button
        excludeFromTabOrder={!reachable}
        aria-label={t("views.menu.label", { number: ticket.number })}
        className="grid size-7 shrink-0 cursor-default place-items-center rounded-md text-ink-2 data-hovered:bg-sunken data-hovered:text-ink"
      >
        <EllipsisVertical aria-hidden className="size-4" />
      </Button>
      <Popover placement="bottom end" className="rounded-md border border-line bg-raised shadow-lift">
        <TicketMenu ticket={ticket} />
      </Popover>
    </MenuTrigger>
  );
}
