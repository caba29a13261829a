/*
 * One member: role, branches, teams, and the ways to shut out or end sessions. What the caller's rank does not reach is
 * shown and cannot be changed; the server says the same.
 */
import { useMutation } from "convex/react";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import { api } from "../../../convex/_generated/api";
import { isOneOf, mayManageRole, ORGANIZATION_WIDE, STAFF_ROLES } from "../../../shared/access/roles";
import { useMe } from "../../lib/session";
import { useAttempt } from "../../lib/useAttempt";
import { useWords } from "../../lib/useWords";
import { Button } from "../../ui/Button";
import { CheckList } from "../../ui/CheckList";
import { Dialog } from "../../ui/Dialog";
import { Ltr } from "../../ui/Ltr";
import { ProblemNotice } from "../../ui/ProblemNotice";
import { Select } from "../../ui/Select";
import { Sure } from "../../ui/Sure";
import { showToast } from "../../ui/toastQueue";
import type { Member, Team } from "./peopleData";

export interface MemberDialogProps {
  readonly member: Member;
  readonly teams: readonly Team[];
  readonly onClose: () => void;
}

export function MemberDialog({ member, teams, onClose }: MemberDialogProps) {
  const { t } = useTranslation();
  const words = useWords();
  const me = useMe();
  const change = useMutation(api.people.change);
  const deactivate = useMutation(api.people.deactivate);
  const reactivate = useMutation(api.people.reactivate);
  const signOut = useMutation(api.people.signOutEverywhere);
  const { busy, problem, run } = useAttempt();
  const known = STAFF_ROLES.find((one) => one === member.role) ?? null;
  const [role, setRole] = useState(known);
  const [branchIds, setBranchIds] = useState(member.branchIds);
  const [teamIds, setTeamIds] = useState(member.teamIds);
  const [asked, setAsked] = useState(false);
  const { membershipId, version: expectedVersion } = member;
  const wide = role !== null && isOneOf(ORGANIZATION_WIDE, role);
  const technician = member.role === "technician";
  const editable = member.withinReach && role !== null;

  const act = (work: () => Promise<unknown>, said: string) =>
    void run(work).then((done) => {
      if (!done) return;
      showToast({ tone: "done", title: said });
      onClose();
    });
  const save = () => {
    if (role === null) return;
    act(() => change({ membershipId, role, branchIds, teamIds, expectedVersion }), t("people.member.saved"));
  };
  const endSessions = () =>
    void run(async () => {
      const count = await signOut({ membershipId });
      showToast({ tone: "done", title: t("people.member.signedOut", { count }) });
    });

  return (
    <Dialog
      open
      wide
      busy={busy}
      title={t("people.edit", { name: words.name(member.name) })}
      closeLabel={t("shell.close")}
      onClose={onClose}
      actions={
        editable ? (
          <>
            <Button onPress={endSessions} isDisabled={busy}>
              {t("people.member.signOut")}
            </Button>
            {!member.you &&
              (member.deactivatedAt === null ? (
                <Button tone="danger" isDisabled={busy || asked} onPress={() => setAsked(true)}>
                  {t("people.member.deactivate")}
                </Button>
              ) : (
                <Button
                  isDisabled={busy}
                  onPress={() =>
                    act(() => reactivate({ membershipId, expectedVersion }), t("people.member.saved"))
                  }
                >
                  {t("people.member.reactivate")}
                </Button>
              ))}
            <Button
              tone="primary"
              isPending={busy}
              isDisabled={!wide && branchIds.length === 0}
              onPress={save}
            >
              {t("people.save")}
            </Button>
          </>
        ) : undefined
      }
    >
      <div className="flex flex-col gap-4">
        <ProblemNotice problem={problem} />
        {member.email !== null && (
          <p className="text-sm text-ink-2">
            <Ltr>{member.email}</Ltr>
          </p>
        )}
        {!member.withinReach && <p className="text-sm text-ink-2">{t("people.aboveYou")}</p>}
        <Select
          label={t("people.role")}
          value={role}
          disabled={!editable || technician || member.you}
          onChange={setRole}
          options={STAFF_ROLES.filter((one) => technician || one !== "technician").map((one) => ({
            value: one,
            label: words.role(one),
            disabled: !mayManageRole(me.role, one),
          }))}
        />
        {technician && <p className="text-xs text-ink-3">{t("people.member.technicianRole")}</p>}
        {wide ? (
          <p className="text-sm text-ink-2">{t("people.wholeCompany")}</p>
        ) : (
          <CheckList
            label={t("people.branches")}
            disabled={!editable}
            {...(editable && branchIds.length === 0 ? { hint: t("people.oneBranch") } : {})}
            value={branchIds}
            onChange={setBranchIds}
            options={me.branches.map((branch) => ({
              value: branch.branchId,
              label: words.name(branch.name),
            }))}
          />
        )}
        {role === "supervisor" && teams.length > 0 && (
          <CheckList
            label={t("people.member.teams")}
            hint={t("people.member.teamsHint")}
            disabled={!editable}
            value={teamIds}
            onChange={setTeamIds}
            options={teams.map((team) => ({ value: team.teamId, label: words.name(team.name) }))}
          />
        )}
        {editable && !member.you && member.deactivatedAt === null && !asked && (
          <p className="text-xs text-ink-3">{t("people.member.deactivateText")}</p>
        )}
        {asked && (
          <Sure
            question={t("people.member.deactivateSure", { name: words.name(member.name) })}
            confirm={t("people.member.deactivateYes")}
            cancel={t("shell.cancel")}
            busy={busy}
            onConfirm={() =>
              act(() => deactivate({ membershipId, expectedVersion }), t("people.member.saved"))
            }
            onCancel={() => setAsked(false)}
          />
        )}
      </div>
    </Dialog>
  );
}
