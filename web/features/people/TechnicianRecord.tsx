/* One technician: record, account, numbers, latest jobs [S-26]. */
import { useState } from "react";
import { useTranslation } from "react-i18next";
import { api } from "../../../convex/_generated/api";
import type { Id } from "../../../convex/_generated/dataModel";
import { roleHas } from "../../../shared/access/permissions";
import { DAY_MS } from "../../../shared/time/zones";
import { useLive } from "../../lib/useLive";
import { useMe } from "../../lib/session";
import { useFormat } from "../../lib/useFormat";
import { useWords } from "../../lib/useWords";
import { Button } from "../../ui/Button";
import { Ltr } from "../../ui/Ltr";
import { Skeleton } from "../../ui/Skeleton";
import { Absences } from "./Absences";
import { clockOf, type TechnicianRow } from "./peopleData";

export interface TechnicianRecordProps {
  readonly technicianId: Id<"technicians">;
  readonly onEdit: (technician: TechnicianRow) => void;
  readonly onInvite: (technician: TechnicianRow) => void;
}

const COUNT_CEILING = 200;
const COUNTED_DAYS = 30;
const DAY_END = 24 * 60;

export function TechnicianRecord({ technicianId, onEdit, onInvite }: TechnicianRecordProps) {
  const { t } = useTranslation();
  const words = useWords();
  const format = useFormat();
  const me = useMe();
  // The same instant for as long as the page is open: another one would be another question.
  const [since] = useState(() => Date.now() - COUNTED_DAYS * DAY_MS);
  const page = useLive(api.people.technician, { technicianId, since });
  if (page === undefined) return <Skeleton className="h-72 rounded-lg" />;
  const { technician, visits, recent } = page;
  const { shift, member } = technician;
  const zone = me.branches.find((one) => one.branchId === technician.branchId)?.zone ?? "UTC";
  const facts: [string, string][] = [
    [t("people.technician.skills"), format.list(technician.skills.map(words.skill))],
    [
      t("people.technician.areas"),
      technician.areas.length === 0
        ? t("people.technician.wholeBranch")
        : format.list(technician.areas.map(words.city)),
    ],
    [
      t("people.technician.shift"),
      `${format.digits(clockOf(shift.startMinute))}–${format.digits(shift.endMinute === DAY_END ? "24:00" : clockOf(shift.endMinute))}`,
    ],
    [t("people.technician.days"), format.list(shift.weekdays.map(words.weekday))],
  ];
  const count = (number: number) =>
    number >= COUNT_CEILING
      ? t("people.technician.atLeast", { number: format.number(number) })
      : format.number(number);
  return (
    <section aria-labelledby="technician-name" className="rounded-lg border border-line bg-paper p-4">
      <header className="flex flex-wrap items-baseline gap-x-3 gap-y-1">
        <h2 id="technician-name" className="text-lg font-semibold">
          <bdi>{words.name(technician.name)}</bdi>
        </h2>
        <Ltr className="text-sm text-ink-3">{technician.employeeId}</Ltr>
        <span className="flex-1" />
        {roleHas(me.role, "technicians.manage") && (
          <Button size="small" onPress={() => onEdit(technician)}>
            {t("people.edit", { name: technician.employeeId })}
          </Button>
        )}
      </header>
      <p className="mt-1 text-sm text-ink-2">
        <a href={`tel:${technician.phone}`} className="text-accent hover:underline">
          <Ltr>{technician.phone}</Ltr>
        </a>
      </p>
      <dl className="mt-3 grid gap-2 text-sm">
        {facts.map(([label, value]) => (
          <div key={label} className="grid gap-x-3 sm:grid-cols-[9rem_1fr]">
            <dt className="text-ink-3">{label}</dt>
            <dd>{value}</dd>
          </div>
        ))}
        <div className="grid gap-x-3 sm:grid-cols-[9rem_1fr]">
          <dt className="text-ink-3">{t("people.technician.account")}</dt>
          <dd className="flex flex-wrap items-center gap-2">
            {member === null ? (
              <>
                <span className="text-ink-2">{t("people.technician.noAccount")}</span>
                {roleHas(me.role, "people.manage") && (
                  <Button size="small" onPress={() => onInvite(technician)}>
                    {t("people.invite.action")}
                  </Button>
                )}
              </>
            ) : (
              <Ltr>{member.email ?? ""}</Ltr>
            )}
          </dd>
        </div>
      </dl>
      <Absences technicianId={technicianId} zone={zone} mayManage={roleHas(me.role, "technicians.manage")} />
      <h3 className="mt-5 mb-2 text-sm font-semibold">
        {t("people.technician.numbers", { days: COUNTED_DAYS })}
      </h3>
      <ul className="flex flex-wrap gap-2">
        {visits.map((visit) => (
          <li key={visit.travel} className="min-w-24 rounded-md bg-sunken px-3 py-2">
            <span className="block text-lg font-semibold">{count(visit.count)}</span>
            <span className="text-xs text-ink-2">{t(`travelStates.${visit.travel}`)}</span>
          </li>
        ))}
      </ul>
      <h3 className="mt-5 mb-1 text-sm font-semibold">{t("people.technician.recent")}</h3>
      {recent.length === 0 ? (
        <p className="text-sm text-ink-3">{t("people.technician.noRecent")}</p>
      ) : (
        <ul className="divide-y divide-line text-sm">
          {recent.map((job) => (
            <li key={`${job.ticketId} ${job.finishedAt ?? 0}`} className="flex items-baseline gap-3 py-1.5">
              <Ltr className="font-medium">{job.number}</Ltr>
              <span className="flex-1 text-ink-2">{words.status(job.status)}</span>
              {job.finishedAt !== null && (
                <span className="text-xs text-ink-3">{format.dateTime(job.finishedAt, zone)}</span>
              )}
            </li>
          ))}
        </ul>
      )}
    </section>
  );
}
