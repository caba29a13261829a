/* Invitations nobody accepted yet: until when, a new link, taking back. */
import { useMutation } from "convex/react";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import { api } from "../../../convex/_generated/api";
import { useAttempt } from "../../lib/useAttempt";
import { useFormat } from "../../lib/useFormat";
import { useNow } from "../../lib/useNow";
import { useWords } from "../../lib/useWords";
import { Button } from "../../ui/Button";
import { CopyField } from "../../ui/CopyField";
import { Ltr } from "../../ui/Ltr";
import { ProblemNotice } from "../../ui/ProblemNotice";
import { showToast } from "../../ui/toastQueue";
import type { Invitation } from "./peopleData";

export interface InvitationsProps {
  readonly invitations: readonly Invitation[];
  readonly zone: string;
}

export function Invitations({ invitations, zone }: InvitationsProps) {
  const { t } = useTranslation();
  const words = useWords();
  const format = useFormat();
  const now = useNow();
  const renew = useMutation(api.invitations.renew);
  const revoke = useMutation(api.invitations.revoke);
  const { busy, problem, run } = useAttempt();
  const [renewed, setRenewed] = useState<{ readonly id: string; readonly link: string } | null>(null);
  if (invitations.length === 0) return null;
  return (
    <section aria-labelledby="open-invitations" className="rounded-lg border border-line bg-paper p-4">
      <h2 id="open-invitations" className="mb-2 font-semibold">
        {t("people.invite.open")}
      </h2>
      <ProblemNotice problem={problem} />
      <ul className="divide-y divide-line">
        {invitations.map(({ invitationId, email, name, role, expiresAt }) => {
          const at = format.dateTime(expiresAt, zone);
          return (
            <li key={invitationId} className="flex flex-wrap items-center gap-x-4 gap-y-2 py-2 text-sm">
              <span className="min-w-0 flex-1">
                <bdi className="font-medium">{words.name(name)}</bdi>{" "}
                <span className="text-ink-3">
                  <Ltr>{email}</Ltr>
                </span>
              </span>
              <span className="text-ink-2">{words.role(role)}</span>
              <span className={expiresAt < now ? "text-urgent" : "text-ink-3"}>
                {expiresAt < now ? t("people.invite.expired", { at }) : t("people.invite.expires", { at })}
              </span>
              <span className="flex gap-1">
                <Button
                  size="small"
                  isDisabled={busy}
                  onPress={() =>
                    void run(async () => {
                      const { link } = await renew({ invitationId });
                      setRenewed({ id: invitationId, link });
                    })
                  }
                >
                  {t("people.invite.renew")}
                </Button>
                <Button
                  size="small"
                  tone="danger"
                  isDisabled={busy}
                  onPress={() =>
                    void run(async () => {
                      await revoke({ invitationId });
                      showToast({ tone: "done", title: t("people.invite.revoked") });
                    })
                  }
                >
                  {t("people.invite.revoke")}
                </Button>
              </span>
              {renewed?.id === invitationId && (
                <div className="basis-full">
                  <CopyField
                    text={renewed.link}
                    copyLabel={t("people.invite.copy")}
                    copiedLabel={t("people.invite.copied")}
                  />
                </div>
              )}
            </li>
          );
        })}
      </ul>
    </section>
  );
}
