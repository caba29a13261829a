/* A new password by code: the address first, then code and password. Never tells whether the address has an account. */
import { useAuthActions } from "@convex-dev/auth/react";
import { useMutation } from "convex/react";
import { type FormEvent, type ReactNode, useState } from "react";
import { useTranslation } from "react-i18next";
import { api } from "../../../convex/_generated/api";
import { useAttempt } from "../../lib/useAttempt";
import { Button } from "../../ui/Button";
import { Notice } from "../../ui/Notice";
import { ProblemNotice } from "../../ui/ProblemNotice";
import { TextField } from "../../ui/TextField";
import { codeDigits } from "../../lib/codeDigits";

export interface ForgotPasswordProps {
  readonly back: ReactNode;
  readonly onDone: () => void;
}

export function ForgotPassword({ back, onDone }: ForgotPasswordProps) {
  const { t } = useTranslation();
  const { signIn } = useAuthActions();
  const request = useMutation(api.account.requestReset);
  const { busy, problem, run, forget } = useAttempt();
  const [email, setEmail] = useState("");
  const [sentTo, setSentTo] = useState<string | null>(null);
  const [code, setCode] = useState("");
  const [password, setPassword] = useState("");

  const submit = (event: FormEvent) => {
    event.preventDefault();
    if (sentTo === null)
      void run(async () => {
        await request({ email });
        setSentTo(email.trim());
      });
    else
      void run(async () => {
        await signIn("reset", { email: sentTo, code, password });
        onDone();
      });
  };
  const again = () => {
    forget();
    setSentTo(null);
    setCode("");
  };
  return (
    <form onSubmit={submit} className="flex flex-col gap-4 rounded-lg border border-line bg-paper p-6">
      <h1 className="text-xl font-semibold">{t("account.forgot.title")}</h1>
      <ProblemNotice problem={problem} />
      {sentTo === null ? (
        <>
          <p className="text-sm text-ink-2">{t("account.forgot.text")}</p>
          <TextField
            ltr
            size="phone"
            type="email"
            autoComplete="username"
            label={t("session.email")}
            value={email}
            onChange={setEmail}
          />
          <Button
            type="submit"
            size="phone"
            tone="primary"
            isPending={busy}
            isDisabled={!email.includes("@")}
          >
            {t("account.forgot.send")}
          </Button>
        </>
      ) : (
        <>
          <Notice tone="info" title={t("account.forgot.sent", { address: sentTo })} />
          <TextField
            ltr
            size="phone"
            inputMode="numeric"
            autoComplete="one-time-code"
            label={t("account.forgot.code")}
            value={code}
            onChange={(next) => setCode(codeDigits(next))}
          />
          <TextField
            ltr
            size="phone"
            type="password"
            autoComplete="new-password"
            label={t("account.forgot.next")}
            value={password}
            onChange={setPassword}
          />
          <Button
            type="submit"
            size="phone"
            tone="primary"
            isPending={busy}
            isDisabled={code.length < 6 || password === ""}
          >
            {t("account.forgot.submit")}
          </Button>
          <Button tone="quiet" onPress={again} isDisabled={busy}>
            {t("account.forgot.again")}
          </Button>
        </>
      )}
      <p className="text-sm">{back}</p>
    </form>
  );
}
