/*
 * Signing in by e-mail and password, and the demo's accounts by one click. Says what went wrong without telling
 * whether an account exists.
 */
import { useAuthActions } from "@convex-dev/auth/react";
import { useConvexConnectionState } from "convex/react";
import { type FormEvent, type ReactNode, useState } from "react";
import { useTranslation } from "react-i18next";
import { api } from "../../../convex/_generated/api";
import { presentError } from "../../lib/presentError";
import { useFormat } from "../../lib/useFormat";
import { useLive } from "../../lib/useLive";
import { useWords } from "../../lib/useWords";
import { Button } from "../../ui/Button";
import { ProblemNotice } from "../../ui/ProblemNotice";
import { TextField } from "../../ui/TextField";
import { DemoAccounts } from "./DemoAccounts";
import { signInFailure } from "./signInFailure";

export interface SignInProps {
  /** Ways on from here: a forgotten password, the customers' own page. */
  readonly links?: ReactNode;
}

export function SignIn({ links }: SignInProps) {
  const { t } = useTranslation();
  const words = useWords();
  const format = useFormat();
  const { signIn } = useAuthActions();
  const { isWebSocketConnected } = useConvexConnectionState();
  const accounts = useLive(api.demo.accounts, {});
  const [email, setEmail] = useState("");
  const [password, setPassword] = useState("");
  const [busyWith, setBusyWith] = useState<string | null>(null);
  const [failure, setFailure] = useState<{ readonly title: string; readonly reasons: string[] } | null>(null);

  const told = (error: unknown) => {
    const what = signInFailure(error, isWebSocketConnected);
    switch (what) {
      case "wrong":
        // The answer to a wrong password and to an unknown account is the same on purpose.
        return { title: t("session.wrong"), reasons: [t("session.wrongHint")] };
      case "failed":
        return { title: t("session.failed"), reasons: [t("session.failedHint")] };
      case "unreachable":
        return { title: t("session.unreachable"), reasons: [] };
      case "named":
        return { title: presentError(error, t, words, format, "UTC").title, reasons: [] };
    }
  };
  const enter = async (address: string, secret: string) => {
    setBusyWith(address);
    setFailure(null);
    try {
      await signIn("password", { email: address, password: secret, flow: "signIn" });
    } catch (error) {
      setFailure(told(error));
      setBusyWith(null);
    }
  };
  const submit = (event: FormEvent) => {
    event.preventDefault();
    void enter(email.trim(), password);
  };

  return (
    <div className="grid gap-4 md:grid-cols-[2fr_3fr]">
      <section className="rounded-lg border border-line bg-paper p-5">
        <h1 className="mb-4 text-lg font-semibold">{t("session.title")}</h1>
        <form onSubmit={submit} className="flex flex-col gap-3">
          <ProblemNotice problem={failure} />
          <TextField
            ltr
            type="email"
            name="email"
            autoComplete="username"
            label={t("session.email")}
            value={email}
            onChange={setEmail}
          />
          <TextField
            ltr
            type="password"
            name="password"
            autoComplete="current-password"
            label={t("session.password")}
            value={password}
            onChange={setPassword}
          />
          <Button
            type="submit"
            tone="primary"
            isDisabled={email.trim() === "" || password === "" || busyWith !== null}
          >
            {busyWith !== null && busyWith === email.trim() ? t("session.submitting") : t("session.submit")}
          </Button>
        </form>
        {links !== undefined && <div className="mt-4 flex flex-col gap-2 text-sm">{links}</div>}
      </section>
      <DemoAccounts
        accounts={accounts}
        busyWith={busyWith}
        onChoose={(account) => void enter(account.email, account.password)}
      />
    </div>
  );
}
