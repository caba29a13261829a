/* Inviting somebody: who, as what, for which branches. Afterwards the link, once, for handing over by hand. */
import { useMutation } from "convex/react";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import { api } from "../../../convex/_generated/api";
import type { Id } from "../../../convex/_generated/dataModel";
import {
  isOneOf,
  mayManageRole,
  ORGANIZATION_WIDE,
  STAFF_ROLES,
  type StaffRole,
} from "../../../shared/access/roles";
import { isEmail } from "../../../shared/contacts/email";
import { useMe } from "../../lib/session";
import { useAttempt } from "../../lib/useAttempt";
import { useWords } from "../../lib/useWords";
import { Button } from "../../ui/Button";
import { CheckList } from "../../ui/CheckList";
import { CopyField } from "../../ui/CopyField";
import { Dialog } from "../../ui/Dialog";
import { FormDialog } from "../../ui/FormDialog";
import { Notice } from "../../ui/Notice";
import { ProblemNotice } from "../../ui/ProblemNotice";
import { Select } from "../../ui/Select";
import { TextField } from "../../ui/TextField";
import { NameFields } from "./NameFields";
import type { TechnicianRow } from "./peopleData";

export interface InviteDialogProps {
  /** The technician who is to sign in; absent for office people. */
  readonly technician?: TechnicianRow;
  readonly onClose: () => void;
}

const OFFICE = STAFF_ROLES.filter((role) => role !== "technician");

export function InviteDialog({ technician, onClose }: InviteDialogProps) {
  const { t } = useTranslation();
  const words = useWords();
  const me = useMe();
  const invite = useMutation(api.invitations.create);
  const { busy, problem, run } = useAttempt();
  const [email, setEmail] = useState("");
  const [name, setName] = useState(technician?.name ?? { ar: "", en: "" });
  const [role, setRole] = useState<StaffRole>(technician ? "technician" : "dispatcher");
  const [branchIds, setBranchIds] = useState<Id<"branches">[]>(
    me.branches.length === 1 ? me.branches.map((branch) => branch.branchId) : [],
  );
  /** Nobody is told of a half-written address while he writes it. */
  const [left, setLeft] = useState(false);
  const [link, setLink] = useState<string | null>(null);
  const needsBranches = !technician && !isOneOf(ORGANIZATION_WIDE, role);
  const complete =
    isEmail(email) &&
    (name.ar.trim() !== "" || name.en.trim() !== "") &&
    (!needsBranches || branchIds.length > 0);

  const submit = () =>
    void run(async () => {
      const made = await invite({
        email,
        name,
        role,
        branchIds,
        technicianId: technician?.technicianId ?? null,
      });
      setLink(made.link);
    });

  const title = technician
    ? t("people.invite.forTechnician", { name: words.name(technician.name) })
    : t("people.invite.title");
  if (link !== null)
    return (
      <Dialog
        open
        title={t("people.invite.sent")}
        closeLabel={t("shell.close")}
        onClose={onClose}
        actions={
          <Button tone="primary" onPress={onClose}>
            {t("shell.close")}
          </Button>
        }
      >
        <div className="flex flex-col gap-3">
          <Notice tone="info" title={t("people.invite.linkText")} />
          <CopyField
            text={link}
            copyLabel={t("people.invite.copy")}
            copiedLabel={t("people.invite.copied")}
          />
        </div>
      </Dialog>
    );
  return (
    <FormDialog
      busy={busy}
      title={title}
      saveLabel={t("people.invite.submit")}
      complete={complete}
      onSave={submit}
      onClose={onClose}
    >
      <div className="flex flex-col gap-3">
        <ProblemNotice problem={problem} />
        <TextField
          ltr
          type="email"
          autoComplete="off"
          label={t("people.email")}
          value={email}
          onChange={setEmail}
          onBlur={() => setLeft(true)}
          {...(left && email !== "" && !isEmail(email) ? { error: t("people.noEmail") } : {})}
        />
        <NameFields name={name} onChange={setName} />
        {!technician && (
          <Select
            label={t("people.role")}
            value={role}
            onChange={setRole}
            options={OFFICE.map((one) => ({
              value: one,
              label: words.role(one),
              disabled: !mayManageRole(me.role, one),
            }))}
          />
        )}
        {needsBranches && (
          <CheckList
            label={t("people.branches")}
            {...(branchIds.length === 0 ? { hint: t("people.oneBranch") } : {})}
            value={branchIds}
            onChange={setBranchIds}
            options={me.branches.map((branch) => ({
              value: branch.branchId,
              label: words.name(branch.name),
            }))}
          />
        )}
      </div>
    </FormDialog>
  );
}
