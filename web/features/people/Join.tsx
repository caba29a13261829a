/* Accepting an invitation: who invites and as what, a name, a password; then straight in. */
import { useAuthActions } from "@convex-dev/auth/react";
import { type FormEvent, useState } from "react";
import { useTranslation } from "react-i18next";
import { api } from "../../../convex/_generated/api";
import type { LocalizedName } from "../../../shared/core/localized";
import { parseAppError } from "../../../shared/errors/catalog";
import { useLive } from "../../lib/useLive";
import { useForeignSession } from "../../lib/foreignSession";
import { useAttempt } from "../../lib/useAttempt";
import { useFormat } from "../../lib/useFormat";
import { useWords } from "../../lib/useWords";
import { Button } from "../../ui/Button";
import { EmptyState } from "../../ui/EmptyState";
import { ProblemNotice } from "../../ui/ProblemNotice";
import { Skeleton } from "../../ui/Skeleton";
import { TextField } from "../../ui/TextField";
import { JoinSignedIn } from "./JoinSignedIn";
import { NameFields } from "./NameFields";

export interface JoinProps {
  readonly token: string;
  /** Called once the person is signed in. */
  readonly onJoined: () => void;
}

export function Join({ token, onJoined }: JoinProps) {
  const { t } = useTranslation();
  const words = useWords();
  const format = useFormat();
  const own = useAuthActions();
  const foreign = useForeignSession();
  const found = useLive(api.invitations.byToken, { token });
  // The invitation is used up in the moment of joining; what was read before stays on the page.
  const [invitation, setInvitation] = useState(found);
  const [typed, setTyped] = useState<LocalizedName | null>(null);
  const [password, setPassword] = useState("");
  const [wrong, setWrong] = useState(false);
  const { busy, problem, run } = useAttempt();
  if (found && invitation?.email !== found.email) setInvitation(found);
  if (found === undefined) return <Skeleton className="h-72 w-full rounded-lg" />;
  if (!invitation)
    return <EmptyState title={t("people.join.invalidTitle")}>{t("people.join.invalidText")}</EmptyState>;
  const { hasAccount, email, passwordMin } = invitation;
  const name = typed ?? invitation.name;

  const submit = (event: FormEvent) => {
    event.preventDefault();
    setWrong(false);
    void run(async () => {
      try {
        await own.signIn("join", { token, password, nameAr: name.ar, nameEn: name.en });
      } catch (error) {
        if (parseAppError(error)?.code !== "auth.passwordWrong") throw error;
        setWrong(true);
        return;
      }
      onJoined();
    });
  };
  const complete = password !== "" && (hasAccount || name.ar.trim() !== "" || name.en.trim() !== "");
  const heading = (
    <div>
      <h1 className="text-xl font-semibold">
        {t("people.join.title", { company: words.name(invitation.company) })}
      </h1>
      <p className="mt-1 text-ink-2">{t("people.join.text", { role: words.role(invitation.role), email })}</p>
    </div>
  );
  if (foreign !== null)
    return (
      <section className="flex flex-col gap-4 rounded-lg border border-line bg-paper p-6">
        {heading}
        <JoinSignedIn token={token} form={foreign.form} onJoined={onJoined} />
      </section>
    );
  return (
    <form onSubmit={submit} className="flex flex-col gap-4 rounded-lg border border-line bg-paper p-6">
      {heading}
      <ProblemNotice problem={wrong ? { title: t("people.join.wrongPassword"), reasons: [] } : problem} />
      {/* Lets password managers file the password under the right address. */}
      <input type="email" name="email" autoComplete="username" value={email} readOnly hidden />
      {!hasAccount && <NameFields size="phone" name={name} onChange={setTyped} />}
      <TextField
        ltr
        size="phone"
        type="password"
        autoComplete={hasAccount ? "current-password" : "new-password"}
        label={hasAccount ? t("people.join.ownPassword") : t("people.join.newPassword")}
        hint={
          hasAccount
            ? t("people.join.ownPasswordHint")
            : t("people.join.passwordHint", { min: format.number(passwordMin) })
        }
        value={password}
        onChange={setPassword}
      />
      <Button type="submit" size="phone" tone="primary" isDisabled={!complete} isPending={busy}>
        {t("people.join.submit")}
      </Button>
    </form>
  );
}
