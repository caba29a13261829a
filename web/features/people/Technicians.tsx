/* Technicians by branch, availability and search; the chosen one's record beside the list [S-26]. */
import { UserPlus } from "lucide-react";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import { api } from "../../../convex/_generated/api";
import type { Id } from "../../../convex/_generated/dataModel";
import { roleHas } from "../../../shared/access/permissions";
import { useFilledPages } from "../../lib/useFilledPages";
import { useLive } from "../../lib/useLive";
import { useMe } from "../../lib/session";
import { useWords } from "../../lib/useWords";
import { Button } from "../../ui/Button";
import { cx } from "../../ui/classNames";
import { EmptyState } from "../../ui/EmptyState";
import { Ltr } from "../../ui/Ltr";
import { Select } from "../../ui/Select";
import { Skeleton } from "../../ui/Skeleton";
import { TextField } from "../../ui/TextField";
import { InviteDialog } from "./InviteDialog";
import { PEOPLE_PAGE, type TechnicianRow } from "./peopleData";
import { TeamDialog } from "./TeamDialog";
import { TechnicianDialog } from "./TechnicianDialog";
import { TechnicianRecord } from "./TechnicianRecord";

const AVAILABILITIES = ["any", "onDuty", "offDuty", "inactive"] as const;
type Availability = (typeof AVAILABILITIES)[number];
const ALL = "all";

function availabilityOf(technician: TechnicianRow): Exclude<Availability, "any"> {
  if (!technician.active) return "inactive";
  return technician.onDuty ? "onDuty" : "offDuty";
}

export function Technicians() {
  const { t } = useTranslation();
  const words = useWords();
  const me = useMe();
  const teams = useLive(api.people.teams, {});
  const [search, setSearch] = useState("");
  const [branchId, setBranchId] = useState<string>(ALL);
  const [availability, setAvailability] = useState<Availability>("any");
  const wanted = search.trim();
  const branch = me.branches.find((one) => one.branchId === branchId)?.branchId ?? null;
  const paged = useFilledPages(
    api.people.technicians,
    wanted === "" ? { branchId: branch, availability: availability === "any" ? null : availability } : "skip",
    PEOPLE_PAGE,
  );
  const found = useLive(
    api.people.searchTechnicians,
    wanted === "" ? "skip" : { text: wanted, branchId: branch },
    { keepPrevious: true },
  );
  const shown =
    wanted === ""
      ? paged.rows
      : found?.filter((one) => availability === "any" || availabilityOf(one) === availability);
  const [chosenId, setChosenId] = useState<Id<"technicians"> | null>(null);
  const [editing, setEditing] = useState<TechnicianRow | "new" | null>(null);
  const [newTeam, setNewTeam] = useState(false);
  const [inviting, setInviting] = useState<TechnicianRow | null>(null);
  return (
    <div className="flex flex-col gap-4">
      <div className="flex flex-wrap items-end gap-3">
        <TextField
          className="w-full max-w-xs"
          labelHidden
          label={t("people.searchTechnicians")}
          placeholder={t("people.searchTechnicians")}
          value={search}
          onChange={setSearch}
        />
        <Select
          labelHidden
          className="w-44"
          label={t("people.branch")}
          value={branchId}
          onChange={setBranchId}
          options={[
            { value: ALL, label: t("people.allBranches") },
            ...me.branches.map((branch) => ({
              value: branch.branchId as string,
              label: words.name(branch.name),
            })),
          ]}
        />
        <Select
          labelHidden
          className="w-44"
          label={t("people.technician.availability")}
          value={availability}
          onChange={setAvailability}
          options={AVAILABILITIES.map((one) => ({ value: one, label: t(`people.technician.${one}`) }))}
        />
        <span className="flex-1" />
        {roleHas(me.role, "people.manage") && (
          <Button onPress={() => setNewTeam(true)}>{t("people.technician.newTeam")}</Button>
        )}
        {roleHas(me.role, "technicians.manage") && (
          <Button
            tone="primary"
            icon={<UserPlus aria-hidden className="size-4" />}
            onPress={() => setEditing("new")}
          >
            {t("people.technician.new")}
          </Button>
        )}
      </div>
      <div className="grid items-start gap-4 lg:grid-cols-[1fr_1fr]">
        <div className="rounded-lg border border-line bg-paper">
          {shown === undefined ? (
            <Skeleton className="m-4 h-72" />
          ) : shown.length === 0 ? (
            <EmptyState title={t("people.none.title")}>{t("people.none.text")}</EmptyState>
          ) : (
            <ul className="divide-y divide-line">
              {shown.map((one) => (
                <li key={one.technicianId}>
                  <button
                    type="button"
                    aria-pressed={chosenId === one.technicianId}
                    onClick={() => setChosenId(one.technicianId)}
                    className={cx(
                      "flex w-full items-baseline gap-3 px-4 py-2.5 text-start text-sm hover:bg-sunken",
                      chosenId === one.technicianId && "bg-accent-soft",
                    )}
                  >
                    <Ltr className="w-16 shrink-0 text-xs text-ink-3">{one.employeeId}</Ltr>
                    <bdi className="min-w-0 flex-1 truncate font-medium">{words.name(one.name)}</bdi>
                    <span
                      className={cx(
                        "shrink-0 text-xs",
                        availabilityOf(one) === "onDuty" ? "text-ink" : "text-ink-3",
                      )}
                    >
                      {t(`people.technician.${availabilityOf(one)}`)}
                    </span>
                  </button>
                </li>
              ))}
            </ul>
          )}
          {wanted === "" && paged.hasMore && (
            <div className="border-t border-line p-2 text-center">
              <Button tone="quiet" size="small" onPress={paged.loadMore}>
                {t("people.more")}
              </Button>
            </div>
          )}
        </div>
        {chosenId === null ? (
          <p className="rounded-lg border border-dashed border-line-strong p-6 text-center text-sm text-ink-3">
            {t("people.technician.choose")}
          </p>
        ) : (
          <TechnicianRecord technicianId={chosenId} onEdit={setEditing} onInvite={setInviting} />
        )}
      </div>
      {editing !== null && (
        <TechnicianDialog
          {...(editing === "new" ? {} : { technician: editing })}
          teams={teams ?? []}
          onClose={() => setEditing(null)}
        />
      )}
      {newTeam && <TeamDialog onClose={() => setNewTeam(false)} />}
      {inviting !== null && <InviteDialog technician={inviting} onClose={() => setInviting(null)} />}
    </div>
  );
}
