/*
 * Signing in by e-mail and password, and the demo's accounts by one click. Says what went wrong without telling
 * whether an account exists.
 */
import { useAuthActions } from "@convex-dev/auth/react";
import { useConvexConnectionState } from "convex/react";
import { type FormEvent, useState } from "react";
import { useTranslation } from "react-i18next";
import { api } from "../../../convex/_generated/api";
import { useLive } from "../../lib/useLive";
import { Button } from "../../ui/Button";
import { Notice } from "../../ui/Notice";
import { TextField } from "../../ui/TextField";
import { DemoAccounts } from "./DemoAccounts";

export function SignIn() {
  const { t } = useTranslation();
  const { signIn } = useAuthActions();
  const { isWebSocketConnected } = useConvexConnectionState();
  const accounts = useLive(api.demo.accounts, {});
  const [email, setEmail] = useState("");
  const [password, setPassword] = useState("");
  const [busyWith, setBusyWith] = useState<string | null>(null);
  const [failure, setFailure] = useState<"wrong" | "unreachable" | null>(null);

  const enter = async (address: string, secret: string) => {
    setBusyWith(address);
    setFailure(null);
    try {
      await signIn("password", { email: address, password: secret, flow: "signIn" });
    } catch {
      // The answer to a wrong password and to an unknown account is the same on purpose.
      setFailure(isWebSocketConnected ? "wrong" : "unreachable");
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
          {failure !== null && <Notice tone="problem" title={t(`session.${failure}`)} />}
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
      </section>
      <DemoAccounts
        accounts={accounts}
        busyWith={busyWith}
        onChoose={(account) => void enter(account.email, account.password)}
      />
    </div>
  );
}
