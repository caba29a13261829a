/* What colleagues do with a ticket right now: who holds it, by name, and who looks at it, as small discs. */
import { Hand } from "lucide-react";
import { useTranslation } from "react-i18next";
import { useTicketSigns } from "../lib/presence/presenceContext";
import { useWords } from "../lib/useWords";
import { cx } from "./classNames";
import { PersonMark, personColour } from "./PersonMark";

/** Discs beside each other before they become a number. */
const MOST = 3;

/** Classes of a card in somebody's hand. */
export const HELD = "-rotate-2 rtl:rotate-2 opacity-80 shadow-lift transition-transform duration-(--move)";

export interface TicketSignMarksProps {
  readonly ticketId: string;
  readonly corner?: boolean;
}

/**
 * Nothing for a ticket nobody else cares about. Lies over its card and lets the pointer through: who looks at the corner
 * under the mark of a card (`corner`), else beside who holds it at the end.
 */
export function TicketSignMarks({ ticketId, corner = false }: TicketSignMarksProps) {
  const { t } = useTranslation();
  const words = useWords();
  const { holder, lookers } = useTicketSigns(ticketId);
  if (holder === null && lookers.length === 0) return null;
  return (
    <span className="pointer-events-none absolute inset-x-1 bottom-0.5 z-10 flex items-center justify-end gap-1">
      {lookers.length > 0 && (
        <span className={cx("flex -space-x-1 rtl:space-x-reverse", corner && "me-auto ps-1.5")}>
          {lookers.slice(0, MOST).map((one) => (
            <PersonMark key={one.userId} userId={one.userId} name={words.name(one.name)} size="small" />
          ))}
          <span className="sr-only">
            {t("together.looking", { names: lookers.map((one) => words.name(one.name)).join("، ") })}
          </span>
        </span>
      )}
      {holder !== null && (
        <span
          style={{ backgroundColor: personColour(holder.userId) }}
          className="flex max-w-32 items-center gap-1 rounded-sm px-1 text-2xs font-medium text-on-mark"
        >
          <Hand aria-hidden className="size-3 shrink-0" />
          <bdi aria-hidden className="truncate">
            {words.name(holder.name)}
          </bdi>
          <span className="sr-only">{t("together.holding", { name: words.name(holder.name) })}</span>
        </span>
      )}
    </span>
  );
}

/** The same for a face too small for names: one disc at its corner, a hand while somebody holds it. Its words are the face's. */
export function TicketSignDot({ ticketId }: { readonly ticketId: string }) {
  const words = useWords();
  const { holder, lookers } = useTicketSigns(ticketId);
  const [first] = lookers;
  if (holder !== null)
    return (
      <span
        aria-hidden
        data-sign="holder"
        title={words.name(holder.name)}
        style={{ backgroundColor: personColour(holder.userId) }}
        className="absolute -end-1 -bottom-1 z-10 grid size-4 place-items-center rounded-full text-on-mark"
      >
        <Hand className="size-2.5" />
      </span>
    );
  return first === undefined ? null : (
    <span aria-hidden data-sign="looker" className="absolute -end-1 -bottom-1 z-10">
      <PersonMark userId={first.userId} name={words.name(first.name)} size="small" />
    </span>
  );
}
