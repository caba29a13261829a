/* When a technician is away [F-12, S-26]: entered and taken back by whoever manages technicians. */
import { useMutation } from "convex/react";
import { CalendarOff } from "lucide-react";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import { api } from "../../../convex/_generated/api";
import type { Id } from "../../../convex/_generated/dataModel";
import { useFormat } from "../../lib/useFormat";
import { useLive } from "../../lib/useLive";
import { useNow } from "../../lib/useNow";
import { AbsenceForm } from "../../steps/AbsenceForm";
import { absenceWords } from "../../steps/absenceTimes";
import { useChange } from "../../steps/useChange";
import { Bidi } from "../../ui/Bidi";
import { Button } from "../../ui/Button";

export interface AbsencesProps {
  readonly technicianId: Id<"technicians">;
  readonly zone: string;
  readonly mayManage: boolean;
}

export function Absences({ technicianId, zone, mayManage }: AbsencesProps) {
  const { t } = useTranslation();
  const format = useFormat();
  const now = useNow(60_000);
  const absences = useLive(api.technicians.absences, { technicianId });
  const record = useMutation(api.technicians.recordAbsence);
  const cancel = useMutation(api.technicians.cancelAbsence);
  const change = useChange(zone);
  const [adding, setAdding] = useState(false);
  return (
    <section aria-labelledby="absences-title">
      <h3 id="absences-title" className="mt-5 mb-1 text-sm font-semibold">
        {t("records.away.title")}
      </h3>
      {absences?.length === 0 && <p className="text-sm text-ink-3">{t("records.away.none")}</p>}
      <ul className="divide-y divide-line text-sm">
        {absences?.map((one) => (
          <li key={one.absenceId} className="flex items-center gap-3 py-1.5">
            <span className="min-w-0 flex-1">
              {t(`absenceReasons.${one.reason}`)}
              <span className="block text-xs text-ink-2">
                {absenceWords(format, one.from, one.until, zone)}
              </span>
              {one.note !== null && <Bidi className="text-xs text-ink-2">{one.note}</Bidi>}
            </span>
            {one.until <= now ? (
              <span className="text-xs text-ink-3">{t("records.away.over")}</span>
            ) : (
              mayManage && (
                <Button
                  size="small"
                  tone="quiet"
                  isDisabled={change.busy}
                  onPress={() => void change.run(() => cancel({ absenceId: one.absenceId }))}
                >
                  {t("records.away.cancel")}
                </Button>
              )
            )}
          </li>
        ))}
      </ul>
      {mayManage && !adding && (
        <Button
          size="small"
          className="mt-2"
          icon={<CalendarOff aria-hidden className="size-4" />}
          onPress={() => setAdding(true)}
        >
          {t("records.away.add")}
        </Button>
      )}
      {mayManage && adding && (
        <fieldset className="mt-2 grid gap-3" aria-label={t("records.away.add")}>
          <AbsenceForm
            zone={zone}
            now={now}
            size="desk"
            verb={t("records.away.keep")}
            busy={change.busy}
            onSend={async (wish) => {
              const done = await change.run(() => record({ technicianId, ...wish }));
              if (done) setAdding(false);
              return done;
            }}
          />
          <Button tone="quiet" isDisabled={change.busy} onPress={() => setAdding(false)}>
            {t("shell.cancel")}
          </Button>
        </fieldset>
      )}
    </section>
  );
}
