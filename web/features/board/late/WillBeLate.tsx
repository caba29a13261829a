/*
 * "Will be late (n)": the promises of today that the forecast says will be broken, what breaks first on top, each with
 * what helps. Stands open beside the board, which can be used meanwhile.
 */
import { TriangleAlert, X } from "lucide-react";
import { type ReactNode, useEffect, useRef, useState } from "react";
import { Button as AriaButton } from "react-aria-components";
import { useTranslation } from "react-i18next";
import { useFormat } from "../../../lib/useFormat";
import { useWords } from "../../../lib/useWords";
import { cx } from "../../../ui/classNames";
import { IconButton } from "../../../ui/IconButton";
import { Ltr } from "../../../ui/Ltr";
import type { BoardActions } from "./boardActions";
import { useLateVisits } from "./forecastContext";
import type { LateVisit } from "./forecastStore";
import { LateDetails } from "./LateDetails";
import { usePromiseWords } from "./usePromiseWords";

export interface WillBeLateProps {
  readonly actions: BoardActions;
  readonly open: boolean;
  readonly onOpen: (open: boolean) => void;
  /** Forecasts are made for today only. */
  readonly today: boolean;
}

/** More lines than anybody works through; the rest is counted. */
const SHOWN = 40;

export function WillBeLate({ actions, open, onOpen, today }: WillBeLateProps) {
  const { t } = useTranslation();
  const late = useLateVisits();
  const button = useRef<HTMLButtonElement>(null);
  const [chosen, setChosen] = useState<string | null>(null);
  const broken = late.filter((one) => one.risk.broken).length;
  const first = late[0]?.visit.ticket.ticketId ?? null;
  const expanded = late.some((one) => one.visit.ticket.ticketId === chosen) ? chosen : first;
  const close = () => {
    onOpen(false);
    button.current?.focus();
  };
  return (
    <div className="relative">
      <AriaButton
        ref={button}
        aria-expanded={open}
        onPress={() => onOpen(!open)}
        className={cx(
          "inline-flex h-7 cursor-default items-center gap-1 rounded-sm border px-2 text-xs font-medium",
          broken > 0
            ? "border-urgent bg-urgent-soft text-urgent-ink"
            : "border-transparent text-ink-2 data-hovered:bg-sunken",
        )}
      >
        <TriangleAlert aria-hidden className="size-3.5" />
        {t("late.button", { count: late.length })}
      </AriaButton>
      {open && (
        <LatePanel onClose={close}>
          {late.length === 0 ? (
            <p className="p-4 text-sm">
              <span className="block font-medium">{t("late.none")}</span>
              <span className="text-ink-2">{t(today ? "late.noneText" : "late.notToday")}</span>
            </p>
          ) : (
            <ul aria-label={t("late.list")} className="min-h-0 overflow-y-auto">
              {late.slice(0, SHOWN).map((one) => (
                <LateRow
                  key={one.visit.ticket.ticketId}
                  late={one}
                  actions={actions}
                  expanded={one.visit.ticket.ticketId === expanded}
                  onExpand={() => setChosen(one.visit.ticket.ticketId)}
                />
              ))}
              {late.length > SHOWN && (
                <li className="p-3 text-xs text-ink-3">{t("late.more", { count: late.length - SHOWN })}</li>
              )}
            </ul>
          )}
        </LatePanel>
      )}
    </div>
  );
}

interface LatePanelProps {
  readonly onClose: () => void;
  readonly children: ReactNode;
}

/** Not a dialog: the board keeps its keys and its pointer while the list stands open. Escape inside of it closes it. */
function LatePanel({ onClose, children }: LatePanelProps) {
  const { t } = useTranslation();
  const panel = useRef<HTMLElement>(null);
  const newestClose = useRef(onClose);
  newestClose.current = onClose;
  useEffect(() => {
    const element = panel.current;
    if (element === null) return;
    element.focus();
    const listen = (event: KeyboardEvent) => {
      if (event.key !== "Escape") return;
      event.preventDefault();
      event.stopPropagation();
      newestClose.current();
    };
    element.addEventListener("keydown", listen);
    return () => element.removeEventListener("keydown", listen);
  }, []);
  return (
    <section
      ref={panel}
      tabIndex={-1}
      aria-label={t("late.title")}
      className="absolute end-0 top-full z-40 mt-1 flex max-h-[70vh] w-104 max-w-[calc(100vw-1rem)] flex-col overflow-hidden rounded-md border border-line bg-raised shadow-lift outline-none"
    >
      <header className="flex items-center gap-2 border-b border-line ps-3 pe-1">
        <h2 className="flex-1 py-1.5 text-sm font-semibold">{t("late.title")}</h2>
        <IconButton
          size="small"
          label={t("shell.close")}
          icon={<X aria-hidden className="size-4" />}
          onPress={onClose}
        />
      </header>
      {children}
    </section>
  );
}

interface LateRowProps {
  readonly late: LateVisit;
  readonly actions: BoardActions;
  readonly expanded: boolean;
  readonly onExpand: () => void;
}

function LateRow({ late, actions, expanded, onExpand }: LateRowProps) {
  const { t } = useTranslation();
  const words = useWords();
  const format = useFormat();
  const promiseWords = usePromiseWords(actions.world);
  const { zone } = actions.world.branch;
  const { ticket } = late.visit;
  const { forecast, promises, broken } = late.risk;
  const [worst] = promises;
  const technician = actions.world.technicians.find((one) => one.technicianId === late.technicianId);
  return (
    <li className="border-b border-line last:border-b-0">
      <button
        type="button"
        aria-expanded={expanded}
        onClick={() => {
          onExpand();
          actions.select(ticket.ticketId);
        }}
        className={cx(
          "flex w-full cursor-default items-start gap-2 px-3 py-2 text-start hover:bg-sunken",
          expanded && "bg-paper",
        )}
      >
        <span className="min-w-0 flex-1">
          <span className="flex items-baseline gap-1.5 text-sm">
            <bdi className="min-w-0 truncate font-medium">{ticket.problem}</bdi>
            <Ltr className="shrink-0 text-2xs text-ink-3">{ticket.number}</Ltr>
          </span>
          <span className="block truncate text-xs text-ink-2">
            <bdi>{technician ? words.name(technician.name) : ""}</bdi>
            {" · "}
            {t(worst.kind === "shift" ? "late.ends" : "late.arrives", {
              time: format.time(worst.kind === "shift" ? forecast.endsAt : forecast.arrivesAt, zone),
            })}
            {" · "}
            {t("late.planned", { time: format.time(forecast.plannedStartsAt, zone) })}
          </span>
          {!expanded && (
            <span className="block truncate text-xs text-ink-3">{promiseWords(worst, late)}</span>
          )}
        </span>
        <span
          className={cx(
            "shrink-0 rounded-sm px-1.5 text-xs font-medium",
            broken ? "bg-urgent-soft text-urgent-ink" : "bg-sunken text-ink-2",
          )}
        >
          {broken
            ? t("late.by", { length: format.duration(Math.max(60_000, worst.overMs, forecast.lateMs)) })
            : t("late.tight")}
        </span>
      </button>
      {expanded && (
        <div className="px-3 pb-3">
          <LateDetails late={late} actions={actions} />
        </div>
      )}
    </li>
  );
}
