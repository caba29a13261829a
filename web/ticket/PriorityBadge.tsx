/* Urgency in words and a sign, for high and urgent only [S-62]; its colour is never a status colour. */
import { ChevronUp, ChevronsUp } from "lucide-react";
import type { Priority } from "../../shared/tickets/priorities";
import { useWords } from "../lib/useWords";
import { cx } from "../ui/classNames";

export function PriorityBadge({ priority }: { readonly priority: Priority }) {
  const words = useWords();
  if (priority !== "urgent" && priority !== "high") return null;
  const Icon = priority === "urgent" ? ChevronsUp : ChevronUp;
  return (
    <span
      className={cx(
        "inline-flex h-4.5 shrink-0 items-center gap-0.5 rounded-sm pe-1.5 ps-0.5 text-2xs font-semibold",
        priority === "urgent" ? "bg-urgent-soft text-urgent-ink" : "bg-sunken text-ink-2",
      )}
    >
      <Icon aria-hidden className="size-3.5" />
      {words.priority(priority)}
    </span>
  );
}
