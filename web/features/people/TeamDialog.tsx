/* A new team: a branch and a name. Who is in it stands in the technicians' records, who leads it in the supervisor's. */
import { useMutation } from "convex/react";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import { api } from "../../../convex/_generated/api";
import { useMe } from "../../lib/session";
import { useAttempt } from "../../lib/useAttempt";
import { useWords } from "../../lib/useWords";
import { FormDialog } from "../../ui/FormDialog";
import { ProblemNotice } from "../../ui/ProblemNotice";
import { Select } from "../../ui/Select";
import { showToast } from "../../ui/toastQueue";
import { NameFields } from "./NameFields";

export function TeamDialog({ onClose }: { readonly onClose: () => void }) {
  const { t } = useTranslation();
  const words = useWords();
  const me = useMe();
  const save = useMutation(api.people.saveTeam);
  const { busy, problem, run } = useAttempt();
  const [branchId, setBranchId] = useState(me.branches[0]?.branchId ?? null);
  const [name, setName] = useState({ ar: "", en: "" });
  const submit = () => {
    if (branchId === null) return;
    void run(() => save({ teamId: null, branchId, name })).then((done) => {
      if (!done) return;
      showToast({ tone: "done", title: t("people.member.saved") });
      onClose();
    });
  };
  return (
    <FormDialog
      busy={busy}
      title={t("people.technician.newTeam")}
      saveLabel={t("people.save")}
      complete={branchId !== null && (name.ar.trim() !== "" || name.en.trim() !== "")}
      onSave={submit}
      onClose={onClose}
    >
      <div className="flex flex-col gap-3">
        <ProblemNotice problem={problem} />
        <Select
          label={t("people.branch")}
          value={branchId}
          onChange={setBranchId}
          options={me.branches.map((branch) => ({ value: branch.branchId, label: words.name(branch.name) }))}
        />
        <NameFields name={name} onChange={setName} />
      </div>
    </FormDialog>
  );
}
