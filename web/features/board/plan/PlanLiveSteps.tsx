/*
 * Steps in a ticket's panel while one plans: they are no part of the draft, so they stand in a frame that says so and
 * open only when they are asked for. On the live board they stand as always.
 */
import { Radio } from "lucide-react";
import { type ReactNode, useState } from "react";
import { useTranslation } from "react-i18next";
import { Button } from "../../../ui/Button";
import { usePlanMode } from "./planContext";

export function PlanLiveSteps({ children }: { readonly children: ReactNode }) {
  const { t } = useTranslation();
  const mode = usePlanMode();
  const [open, setOpen] = useState(false);
  if (mode === null) return children;
  return (
    <section
      aria-label={t("plan.live.label")}
      className="flex flex-col gap-2 rounded-md border-2 border-dashed border-urgent p-2"
    >
      <p className="flex items-start gap-1.5 text-xs text-urgent-ink">
        <Radio aria-hidden className="mt-0.5 size-3.5 shrink-0" />
        {t("plan.live.text")}
      </p>
      {open ? (
        children
      ) : (
        <Button size="small" className="self-start" onPress={() => setOpen(true)}>
          {t("plan.live.show")}
        </Button>
      )}
    </section>
  );
}
