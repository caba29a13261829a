/*
 * The same menu under the right button, or the menu key, on any face of a ticket: everything inside that carries
 * data-ticket. Opens where the hand, or the focus, is.
 */
import { type MouseEvent, type ReactNode, useRef, useState } from "react";
import { MenuTrigger, Popover } from "react-aria-components";
import type { TicketRow } from "./boardData";
import { TicketMenu } from "./TicketMenu";

export interface TicketContextMenuProps {
  readonly findTicket: (ticketId: string) => TicketRow | undefined;
  readonly children: ReactNode;
}

/** Opens the menu of the face that holds `button`, beside the button: one menu for hundreds of cards. */
export function openTicketMenu(button: HTMLElement): void {
  const box = button.getBoundingClientRect();
  button.dispatchEvent(
    new MouseEvent("contextmenu", {
      bubbles: true,
      cancelable: true,
      clientX: box.x + box.width / 2,
      clientY: box.bottom,
    }),
  );
}

export function TicketContextMenu({ findTicket, children }: TicketContextMenuProps) {
  const anchor = useRef<HTMLSpanElement>(null);
  const [at, setAt] = useState<{ readonly ticket: TicketRow; readonly x: number; readonly y: number } | null>(
    null,
  );
  const onContextMenu = (event: MouseEvent) => {
    if (!(event.target instanceof Element)) return;
    const face = event.target.closest<HTMLElement>("[data-ticket]");
    const ticket = face?.dataset["ticket"] === undefined ? undefined : findTicket(face.dataset["ticket"]);
    if (ticket === undefined || face === null) return;
    event.preventDefault();
    const box = face.getBoundingClientRect();
    const byKey = event.clientX === 0 && event.clientY === 0;
    setAt({
      ticket,
      x: byKey ? box.x + box.width / 2 : event.clientX,
      y: byKey ? box.y + box.height / 2 : event.clientY,
    });
  };
  return (
    <div className="contents" onContextMenu={onContextMenu}>
      {children}
      <span
        ref={anchor}
        aria-hidden
        className="pointer-events-none fixed size-0"
        // physical: a pointer's place is counted from the left edge in both directions.
        style={{ insetBlockStart: at?.y ?? 0, left: at?.x ?? 0 /* physical: see above */ }}
      />
      {at !== null && (
        <MenuTrigger>
          <Popover
            triggerRef={anchor}
            isOpen
            onOpenChange={(open) => {
              if (!open) setAt(null);
            }}
            placement="bottom start"
            className="rounded-md border border-line bg-raised shadow-lift"
          >
            <TicketMenu ticket={at.ticket} />
          </Popover>
        </MenuTrigger>
      )}
    </div>
  );
}
