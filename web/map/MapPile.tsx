/* The tickets that stand on one point of the map, to choose one of them. */
import { type KeyboardEvent, useEffect, useRef } from "react";
import { useTranslation } from "react-i18next";
import { cx } from "../ui/classNames";
import type { MapChoice, MapTicket } from "./mapContract";
import { keysOf } from "./mapSurface";
import { MapTicketLine } from "./MapTicketLine";

export interface MapPileProps {
  readonly tickets: readonly MapTicket[];
  readonly choice: MapChoice | undefined;
  readonly onChoose: (ticketId: string) => void;
  readonly onClose: () => void;
}

export function MapPile({ tickets, choice, onChoose, onClose }: MapPileProps) {
  const { t } = useTranslation();
  const list = useRef<HTMLUListElement>(null);
  useEffect(() => {
    list.current?.querySelector("button")?.focus();
  }, []);
  const walk = (event: KeyboardEvent<HTMLElement>): void => {
    if (event.key === "Escape") {
      event.stopPropagation();
      onClose();
    }
    if (event.key !== "ArrowDown" && event.key !== "ArrowUp") return;
    event.preventDefault();
    const rows = [...(list.current?.querySelectorAll("button") ?? [])];
    const index = rows.findIndex((row) => row === event.currentTarget);
    rows[index + (event.key === "ArrowDown" ? 1 : -1)]?.focus();
  };
  return (
    <section aria-label={t("map.pile", { count: tickets.length })} className="w-72">
      <h3 className="border-b border-line px-3 py-1.5 text-xs font-medium text-ink-2">
        {t("map.pile", { count: tickets.length })}
      </h3>
      <ul ref={list} className="max-h-60 overflow-y-auto p-1">
        {tickets.map((ticket) => (
          <li key={ticket.id}>
            <button
              type="button"
              onKeyDown={walk}
              aria-pressed={choice?.ids.has(ticket.id) === true}
              className={cx(
                "flex min-h-10 w-full items-center gap-2 rounded-sm px-2 py-1 text-start hover:bg-sunken",
                choice?.ids.has(ticket.id) === true && "bg-accent-soft",
              )}
              onClick={(event) => {
                if (choice?.onPress([ticket.id], keysOf(event)) !== true) onChoose(ticket.id);
              }}
            >
              <MapTicketLine ticket={ticket} />
            </button>
          </li>
        ))}
      </ul>
    </section>
  );
}
