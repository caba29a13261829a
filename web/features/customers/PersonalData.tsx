/* The customer's rights over his data [C-15]: a copy of everything, and removal, which is asked for twice. */
import { useMutation } from "convex/react";
import { Download, UserX } from "lucide-react";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import { api } from "../../../convex/_generated/api";
import { useAttempt } from "../../lib/useAttempt";
import { Button } from "../../ui/Button";
import { Dialog } from "../../ui/Dialog";
import { ProblemNotice } from "../../ui/ProblemNotice";
import { TextField } from "../../ui/TextField";
import type { Contact } from "./customersData";

function saveJson(name: string, value: unknown): void {
  const link = document.createElement("a");
  link.href = URL.createObjectURL(new Blob([JSON.stringify(value, null, 2)], { type: "application/json" }));
  link.download = name;
  link.click();
  URL.revokeObjectURL(link.href);
}

export function PersonalData({ contact }: { readonly contact: Contact }) {
  const { t } = useTranslation();
  const take = useMutation(api.contacts.exportData);
  const erase = useMutation(api.contacts.erase);
  const { busy, problem, run } = useAttempt();
  const [asking, setAsking] = useState(false);
  const [typed, setTyped] = useState("");
  const { contactId, name } = contact;
  return (
    <div className="flex flex-col gap-3">
      <p className="text-sm text-ink-2">{t("customers.data.about")}</p>
      {!asking && <ProblemNotice problem={problem} />}
      <div className="flex flex-wrap gap-2">
        <Button
          icon={<Download aria-hidden className="size-4" />}
          isPending={busy}
          onPress={() =>
            void run(async () => saveJson(`customer-${contactId}.json`, await take({ contactId })))
          }
        >
          {t("customers.data.export")}
        </Button>
        <Button tone="danger" icon={<UserX aria-hidden className="size-4" />} onPress={() => setAsking(true)}>
          {t("customers.data.erase")}
        </Button>
      </div>
      {asking && (
        <Dialog
          open
          busy={busy}
          title={t("customers.data.erase")}
          closeLabel={t("shell.close")}
          onClose={() => setAsking(false)}
          actions={
            <>
              <Button onPress={() => setAsking(false)} isDisabled={busy}>
                {t("shell.cancel")}
              </Button>
              <Button
                tone="danger"
                isDisabled={typed.trim() !== name.trim()}
                isPending={busy}
                onPress={() =>
                  void run(() => erase({ contactId })).then((done) => {
                    if (done) setAsking(false);
                  })
                }
              >
                {t("customers.data.eraseNow")}
              </Button>
            </>
          }
        >
          <div className="flex flex-col gap-3">
            <p className="text-sm">{t("customers.data.eraseText")}</p>
            <TextField
              label={t("customers.data.typeName", { name })}
              value={typed}
              maxLength={120}
              onChange={setTyped}
            />
            <ProblemNotice problem={problem} />
          </div>
        </Dialog>
      )}
    </div>
  );
}
