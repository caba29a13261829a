/* Who else writes a note on this ticket at this moment, so that two people do not write the same. */
import { useTranslation } from "react-i18next";
import { api } from "../../convex/_generated/api";
import type { Id } from "../../convex/_generated/dataModel";
import { useMe } from "../lib/session";
import { useLive } from "../lib/useLive";
import { useWords } from "../lib/useWords";
import { PersonMark } from "../ui/PersonMark";

export function NotesWriters({ ticketId }: { readonly ticketId: Id<"tickets"> }) {
  const { t } = useTranslation();
  const words = useWords();
  const me = useMe();
  const writers = useLive(api.presence.writers, { ticketId });
  const others = [...new Map(writers?.map((one) => [one.userId, one])).values()].filter(
    (one) => one.userId !== me.userId,
  );
  return (
    <p role="status" className="flex items-center gap-1.5 text-xs text-ink-2 empty:hidden">
      {others.length > 0 && (
        <>
          <span className="flex -space-x-1 rtl:space-x-reverse">
            {others.map((one) => (
              <PersonMark key={one.userId} userId={one.userId} name={words.name(one.name)} size="small" />
            ))}
          </span>
          {t("together.writing", { names: others.map((one) => words.name(one.name)).join("، ") })}
        </>
      )}
    </p>
  );
}
