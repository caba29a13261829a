/* Everything that can be done with one ticket, as a menu: behind the three dots of a card, and under the right button. */
import { Copy, Crosshair, ExternalLink, MessageSquare, PanelRightOpen, Phone, UserPlus } from "lucide-react";
import type { ReactNode } from "react";
import { Menu, MenuItem } from "react-aria-components";
import { useTranslation } from "react-i18next";
import type { TicketRow } from "./boardData";
import { callCustomer, useTicketActions } from "./ticketActions";

function Item(props: { readonly icon: ReactNode; readonly label: string; readonly onAction: () => void }) {
  return (
    <MenuItem
      textValue={props.label}
      onAction={props.onAction}
      className="flex min-h-8 cursor-default items-center gap-2 rounded-sm px-2 text-sm text-ink outline-none data-focused:bg-sunken"
    >
      <span className="text-ink-3">{props.icon}</span>
      {props.label}
    </MenuItem>
  );
}

export function TicketMenu({ ticket }: { readonly ticket: TicketRow }) {
  const { t } = useTranslation();
  const actions = useTicketActions();
  return (
    <Menu aria-label={t("views.menu.label", { number: ticket.number })} className="min-w-56 p-1 outline-none">
      <Item
        icon={<PanelRightOpen aria-hidden className="size-4 rtl:-scale-x-100" />}
        label={t("views.menu.open")}
        onAction={() => actions.select(ticket.ticketId)}
      />
      {actions.canAssign(ticket) && (
        <Item
          icon={<UserPlus aria-hidden className="size-4 rtl:-scale-x-100" />}
          label={t("board.card.assignTo")}
          onAction={() => actions.assign(ticket)}
        />
      )}
      {ticket.phone !== null && (
        <Item
          icon={<Phone aria-hidden className="size-4" />}
          label={t("views.menu.call")}
          onAction={() => callCustomer(ticket)}
        />
      )}
      <Item
        icon={<MessageSquare aria-hidden className="size-4" />}
        label={t("views.menu.message")}
        onAction={() => actions.message(ticket)}
      />
      {ticket.point !== null && (
        <Item
          icon={<Crosshair aria-hidden className="size-4" />}
          label={t("board.detail.showOnMap")}
          onAction={() => actions.showOnMap(ticket)}
        />
      )}
      <Item
        icon={<Copy aria-hidden className="size-4" />}
        label={t("views.menu.copyNumber")}
        onAction={() => void navigator.clipboard.writeText(ticket.number)}
      />
      <Item
        icon={<ExternalLink aria-hidden className="size-4 rtl:-scale-x-100" />}
        label={t("views.menu.page")}
        onAction={() => actions.openPage(ticket)}
      />
    </Menu>
  );
}
