/* About one technician: phone, skills, shift, and the duty switch a dispatcher may turn for him. */
import { useMutation } from "convex/react";
import { Crosshair, Phone, Printer } from "lucide-react";
import { useTranslation } from "react-i18next";
import { api } from "../../../convex/_generated/api";
import { clockText, type ServiceDay } from "../../../shared/time/zones";
import { presentError } from "../../lib/presentError";
import { useFormat } from "../../lib/useFormat";
import { useWords } from "../../lib/useWords";
import { Button } from "../../ui/Button";
import { Ltr } from "../../ui/Ltr";
import { Switch } from "../../ui/Switch";
import { showToast } from "../../ui/toastQueue";
import type { TechnicianRow } from "./boardData";

export interface TechnicianAboutProps {
  readonly technician: TechnicianRow;
  readonly zone: string;
  readonly day: ServiceDay;
  readonly onLocate: () => void;
}

export function TechnicianAbout({ technician, zone, day, onLocate }: TechnicianAboutProps) {
  const { t } = useTranslation();
  const words = useWords();
  const format = useFormat();
  const setDuty = useMutation(api.technicians.setDutyFor).withOptimisticUpdate((store, args) => {
    for (const { args: scope, value } of store.getAllQueries(api.board.technicians)) {
      if (value === undefined) continue;
      const changed = value.map((row) =>
        row.technicianId === args.technicianId ? { ...row, onDuty: args.onDuty } : row,
      );
      store.setQuery(api.board.technicians, scope, changed);
    }
  });
  const change = (onDuty: boolean) => {
    setDuty({ technicianId: technician.technicianId, onDuty }).catch((thrown: unknown) => {
      const error = presentError(thrown, t, words, format, zone);
      showToast({ tone: "problem", title: error.title, lines: error.reasons });
    });
  };
  const { shift, phone, skills, employeeId } = technician;
  return (
    <div className="flex w-72 flex-col gap-3 p-3 text-sm">
      <header>
        <p className="font-semibold">
          <bdi>{words.name(technician.name)}</bdi>
        </p>
        <Ltr className="text-xs text-ink-3">{employeeId}</Ltr>
      </header>
      <Switch on={technician.onDuty} onChange={change}>
        {t("board.person.duty")}
      </Switch>
      <dl className="grid grid-cols-[auto_1fr] gap-x-3 gap-y-1.5">
        <dt className="text-ink-3">{t("board.person.shift")}</dt>
        <dd>
          <bdi>
            {format.digits(clockText(shift.startMinute))}–{format.digits(clockText(shift.endMinute))}
          </bdi>
        </dd>
        <dt className="text-ink-3">{t("board.person.skills")}</dt>
        <dd>{skills.length === 0 ? t("board.person.noSkills") : format.list(skills.map(words.skill))}</dd>
      </dl>
      <a
        href={`/print/day/${technician.technicianId}?day=${day}`}
        target="_blank"
        rel="noreferrer"
        className="inline-flex items-center gap-1.5 text-accent hover:underline"
      >
        <Printer aria-hidden className="size-3.5" />
        {t("daySheet.open")}
      </a>
      <div className="flex items-center gap-3 border-t border-line pt-2">
        <a
          href={`tel:${phone}`}
          aria-label={`${t("board.person.call", { name: words.name(technician.name) })} ${phone}`}
          className="inline-flex items-center gap-1 text-accent hover:underline"
        >
          <Phone aria-hidden className="size-3.5" />
          <Ltr>{phone}</Ltr>
        </a>
        <Button
          size="small"
          tone="quiet"
          className="ms-auto"
          icon={<Crosshair aria-hidden className="size-3.5" />}
          onPress={onLocate}
        >
          {t("board.person.locate")}
        </Button>
      </div>
    </div>
  );
}
