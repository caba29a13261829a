/* A technician's record as a form: who he is, what he can do, where and when he works. */
import { useMutation } from "convex/react";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import { api } from "../../../convex/_generated/api";
import { SKILLS } from "../../../shared/catalogue/skills";
import { useMe } from "../../lib/session";
import { useAttempt } from "../../lib/useAttempt";
import { useWords } from "../../lib/useWords";
import { useCompanyLists } from "../../lib/vocabulary";
import { CheckList } from "../../ui/CheckList";
import { FormDialog } from "../../ui/FormDialog";
import { ProblemNotice } from "../../ui/ProblemNotice";
import { Select } from "../../ui/Select";
import { TextField } from "../../ui/TextField";
import { showToast } from "../../ui/toastQueue";
import { NameFields } from "./NameFields";
import { clockOf, minuteOf, type Team, type TechnicianRow } from "./peopleData";

export interface TechnicianDialogProps {
  /** The record to change; absent for a new one. */
  readonly technician?: TechnicianRow;
  readonly teams: readonly Team[];
  readonly onClose: () => void;
}

const DAYS = ["0", "1", "2", "3", "4", "5", "6"] as const;
const NO_TEAM = "none";

export function TechnicianDialog({ technician, teams, onClose }: TechnicianDialogProps) {
  const { t } = useTranslation();
  const words = useWords();
  const me = useMe();
  const save = useMutation(api.people.saveTechnician);
  const { busy, problem, run } = useAttempt();
  const [branchId, setBranchId] = useState(technician?.branchId ?? me.branches[0]?.branchId ?? null);
  const [employeeId, setEmployeeId] = useState(technician?.employeeId ?? "");
  const [name, setName] = useState(technician?.name ?? { ar: "", en: "" });
  const [phone, setPhone] = useState(technician?.phone ?? "");
  const [skills, setSkills] = useState(technician?.skills ?? []);
  const [areas, setAreas] = useState(technician?.areas ?? []);
  const [from, setFrom] = useState(clockOf(technician?.shift.startMinute ?? 8 * 60));
  const [until, setUntil] = useState(clockOf(technician?.shift.endMinute ?? 17 * 60));
  const [days, setDays] = useState<string[]>((technician?.shift.weekdays ?? [0, 1, 2, 3, 4]).map(String));
  const [teamId, setTeamId] = useState(technician?.teamId ?? null);
  const startMinute = minuteOf(from);
  const endMinute = minuteOf(until);
  const complete =
    branchId !== null &&
    employeeId.trim() !== "" &&
    phone.trim() !== "" &&
    (name.ar.trim() !== "" || name.en.trim() !== "") &&
    startMinute !== null &&
    endMinute !== null &&
    startMinute < endMinute &&
    days.length > 0;

  const submit = () => {
    if (branchId === null || startMinute === null || endMinute === null) return;
    void run(() =>
      save({
        technicianId: technician?.technicianId ?? null,
        branchId,
        employeeId,
        name,
        phone,
        skills,
        areas,
        shift: { startMinute, endMinute, weekdays: days.map(Number) },
        teamId,
      }),
    ).then((done) => {
      if (!done) return;
      showToast({ tone: "done", title: t("people.member.saved") });
      onClose();
    });
  };
  const ownTeams = teams.filter((team) => team.branchId === branchId);
  const lists = useCompanyLists();
  const cities = [...new Set([...lists.cities, ...areas])];

  return (
    <FormDialog
      wide
      busy={busy}
      title={
        technician
          ? t("people.technician.editTitle", { employeeId: technician.employeeId })
          : t("people.technician.newTitle")
      }
      saveLabel={t("people.save")}
      complete={complete}
      onSave={submit}
      onClose={onClose}
    >
      <div className="flex flex-col gap-4">
        <ProblemNotice problem={problem} />
        <div className="grid gap-3 sm:grid-cols-2">
          <TextField
            ltr
            label={t("people.technician.employeeId")}
            maxLength={20}
            value={employeeId}
            onChange={setEmployeeId}
          />
          <TextField
            ltr
            type="tel"
            label={t("people.technician.phone")}
            maxLength={40}
            value={phone}
            onChange={setPhone}
          />
        </div>
        <NameFields name={name} onChange={setName} />
        <div className="grid gap-3 sm:grid-cols-2">
          <Select
            label={t("people.branch")}
            value={branchId}
            onChange={setBranchId}
            options={me.branches.map((branch) => ({
              value: branch.branchId,
              label: words.name(branch.name),
            }))}
          />
          <Select
            label={t("people.technician.team")}
            value={teamId ?? NO_TEAM}
            onChange={(value) => setTeamId(ownTeams.find((team) => team.teamId === value)?.teamId ?? null)}
            options={[
              { value: NO_TEAM, label: t("people.technician.noTeam") },
              ...ownTeams.map((team) => ({ value: team.teamId as string, label: words.name(team.name) })),
            ]}
          />
        </div>
        <CheckList
          label={t("people.technician.skills")}
          value={skills}
          onChange={setSkills}
          options={SKILLS.map((skill) => ({ value: skill, label: words.skill(skill) }))}
        />
        <CheckList
          label={t("people.technician.areas")}
          hint={t("people.technician.areasHint")}
          value={areas}
          onChange={setAreas}
          options={cities.map((city) => ({ value: city, label: words.city(city) }))}
        />
        <div className="grid gap-3 sm:grid-cols-2">
          <TextField ltr type="time" label={t("people.technician.from")} value={from} onChange={setFrom} />
          <TextField ltr type="time" label={t("people.technician.until")} value={until} onChange={setUntil} />
        </div>
        <CheckList
          label={t("people.technician.days")}
          value={days}
          onChange={setDays}
          options={DAYS.map((day) => ({ value: day as string, label: words.weekday(Number(day)) }))}
        />
      </div>
    </FormDialog>
  );
}
