/* Whom the customer would like to see, whom he would not, and what may be sent to him [C-14]. */
import { useMutation } from "convex/react";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import { api } from "../../../convex/_generated/api";
import { useAttempt } from "../../lib/useAttempt";
import { useLive } from "../../lib/useLive";
import { useWords } from "../../lib/useWords";
import { Button } from "../../ui/Button";
import { ProblemNotice } from "../../ui/ProblemNotice";
import { Switch } from "../../ui/Switch";
import type { Contact } from "./customersData";
import { TechnicianChoice } from "./TechnicianChoice";

export interface WishesProps {
  readonly contact: Contact;
  readonly editable: boolean;
}

export function Wishes({ contact, editable }: WishesProps) {
  const { t } = useTranslation();
  const words = useWords();
  const save = useMutation(api.contacts.setPreferences);
  const { busy, problem, run } = useAttempt();
  const [preferred, setPreferred] = useState(contact.preferredTechnicianIds);
  const [blocked, setBlocked] = useState(contact.blockedTechnicianIds);
  const [serviceReminders, setServiceReminders] = useState(contact.serviceReminders);
  const [marketing, setMarketing] = useState(contact.marketing);
  const named = useLive(
    api.people.namedTechnicians,
    editable || preferred.length + blocked.length === 0
      ? "skip"
      : { technicianIds: [...preferred, ...blocked] },
  );
  if (!editable) {
    const names = (ids: readonly string[]) =>
      (named ?? [])
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
      <TechnicianChoice
        label={t("customers.wishes.preferred")}
        value={preferred}
        onChange={(next) => {
          setPreferred(next);
          setBlocked(blocked.filter((id) => !next.includes(id)));
        }}
      />
      <TechnicianChoice
        label={t("customers.wishes.blocked")}
        value={blocked}
        onChange={(next) => {
          setBlocked(next);
          setPreferred(preferred.filter((id) => !next.includes(id)));
        }}
      />
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
