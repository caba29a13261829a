/* What a place in the draft would have against it when it is applied. */
import { TriangleAlert } from "lucide-react";
import { useTranslation } from "react-i18next";
import type { Blocker } from "../../../../shared/tickets/blockers";
import { useWords } from "../../../lib/useWords";

export interface AgainstListProps {
  readonly against: readonly Blocker[];
  readonly zone: string;
}

export function AgainstList({ against, zone }: AgainstListProps) {
  const { t } = useTranslation();
  const words = useWords();
  return (
    <>
      <p className="mt-0.5 flex items-center gap-1 font-medium text-urgent">
        <TriangleAlert aria-hidden className="size-3.5 shrink-0" />
        {t("plan.mark.against")}
      </p>
      <ul className="list-disc ps-5">
        {against.map((blocker) => {
          const reason = words.blocker(blocker, zone);
          return <li key={reason}>{reason}</li>;
        })}
      </ul>
    </>
  );
}
