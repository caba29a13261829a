/* Saying that one cannot work for some days, and why [F-12]; taking it back. Planned visits stay for the dispatcher. */
import { useMutation } from "convex/react";
import { useTranslation } from "react-i18next";
import { api } from "../../../convex/_generated/api";
import { useFormat } from "../../lib/useFormat";
import { AbsenceForm } from "../../steps/AbsenceForm";
import { absenceWords } from "../../steps/absenceTimes";
import { useChange } from "../../steps/useChange";
import { Section } from "../../ticket/Section";
import { Button } from "../../ui/Button";
import type { OwnDay } from "./ownDay";

export interface AwayProps {
  readonly day: OwnDay;
  readonly now: number;
}

export function Away({ day, now }: AwayProps) {
  const { t } = useTranslation();
  const format = useFormat();
  const { zone } = day.branch;
  const declare = useMutation(api.technicians.declareAbsence);
  const withdraw = useMutation(api.technicians.withdrawAbsence);
  const change = useChange(zone);
  return (
    <div className="mt-4 border-t border-line bg-paper">
      <Section title={t("technician.away.title")}>
        <div className="grid gap-3">
          {day.absences.map((one) => (
            <p key={one.absenceId} className="flex items-center gap-2">
              <span className="min-w-0 flex-1">
                {t(`absenceReasons.${one.reason}`)}
                <span className="block text-sm text-ink-2">
                  {absenceWords(format, one.from, one.until, zone)}
                </span>
              </span>
              <Button
                size="phone"
                tone="quiet"
                isDisabled={change.busy}
                onPress={() => void change.run(() => withdraw({ absenceId: one.absenceId }))}
              >
                {t("technician.away.back")}
              </Button>
            </p>
          ))}
          <AbsenceForm
            zone={zone}
            now={now}
            size="phone"
            verb={t("technician.away.send")}
            busy={change.busy}
            onSend={(wish) => change.run(() => declare(wish))}
          />
        </div>
      </Section>
    </div>
  );
}
