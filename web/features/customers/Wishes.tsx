/* Whom the customer would like to see, whom he would not, and what may be sent to him [C-14]. */
import { useMutation } from "convex/react";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import { api } from "../../../convex/_generated/api";
import { useAttempt } from "../../lib/useAttempt";
import { useLive } from "../../lib/useLive";
import { useWords } from "../../lib/useWords";
import { Button } from "../../ui/Button";
import { CheckList } from "../../ui/CheckList";
import { ProblemNotice } from "../../ui/ProblemNotice";
import { Switch } from "../../ui/Switch";
import type { Contact } from "./customersData";

export interface WishesProps {
  readonly contact: Contact;
  readonly editable: boolean;
}

export function Wishes({ contact, editable }: WishesProps) {
  const { t } = useTranslation();
  const words = useWords();
  const technicians = useLive(api.people.technicians, {});
  const save = useMutation(api.contacts.setPreferences);
  const { busy, problem, run } = useAttempt();
  const [preferred, setPreferred] = useState(contact.preferredTechnicianIds);
  const [blocked, setBlocked] = useState(contact.blockedTechnicianIds);
  const [serviceReminders, setServiceReminders] = useState(contact.serviceReminders);
  const [marketing, setMarketing] = useState(contact.marketing);
  const named = [...preferred, ...blocked];
  const options = (technicians ?? [])
    .filter((one) => one.active || named.includes(one.technicianId))
    .map((one) => ({ value: one.technicianId, label: words.name(one.name) }));
  if (!editable) {
    const names = (ids: readonly string[]) =>
      (technicians ?? [])
        .filter((one) => ids.includes(one.technicianId))
        .map((one) => words.name(one.name))
        .join("، ") || "–";
    return (
      <dl className="grid grid-cols-[auto_1fr] gap-x-4 gap-y-2 text-sm">
        <dt className="text-ink-3">{t("customers.wishes.preferred")}</dt>
        <dd>{names(preferred)}</dd>
        <dt className="text-ink-3">{t("customers.wishes.blocked")}</dt>
        <dd>{names(blocked)}</dd>
      </dl>
    );
  }
  return (
    <div className="flex flex-col gap-3">
      <details className="rounded-md border border-line p-2">
        <summary className="cursor-default text-sm font-medium">
          {t("customers.wishes.preferred")} ({preferred.length})
        </summary>
        <CheckList
          label={t("customers.wishes.preferred")}
          value={preferred}
          onChange={(next) => {
            setPreferred(next);
            setBlocked(blocked.filter((id) => !next.includes(id)));
          }}
          options={options}
        />
      </details>
      <details className="rounded-md border border-line p-2">
        <summary className="cursor-default text-sm font-medium">
          {t("customers.wishes.blocked")} ({blocked.length})
        </summary>
        <CheckList
          label={t("customers.wishes.blocked")}
          value={blocked}
          onChange={(next) => {
            setBlocked(next);
            setPreferred(preferred.filter((id) => !next.includes(id)));
          }}
          options={options}
        />
      </details>
      <Switch on={serviceReminders} onChange={setServiceReminders}>
        {t("customers.wishes.reminders")}
      </Switch>
      <Switch on={marketing} onChange={setMarketing}>
        {t("customers.wishes.marketing")}
      </Switch>
      <ProblemNotice problem={problem} />
      <Button
        className="self-start"
        isPending={busy}
        onPress={() =>
          void run(() =>
            save({
              contactId: contact.contactId,
              preferences: {
                preferredTechnicianIds: preferred,
                blockedTechnicianIds: blocked,
                serviceReminders,
                marketing,
              },
              expectedVersion: contact.version,
            }),
          )
        }
      >
        {t("customers.save")}
      </Button>
    </div>
  );
}
