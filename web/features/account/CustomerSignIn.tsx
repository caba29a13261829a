/* A customer signs in with his phone number and a code [C-02]. Says nothing about whether the number is known. */
import { useAuthActions } from "@convex-dev/auth/react";
import { useMutation } from "convex/react";
import { type FormEvent, useEffect, useRef, useState } from "react";
import { useTranslation } from "react-i18next";
import { api } from "../../../convex/_generated/api";
import { CODE_LENGTH, codeDigits } from "../../lib/codeDigits";
import { useAttempt } from "../../lib/useAttempt";
import { Button } from "../../ui/Button";
import { Notice } from "../../ui/Notice";
import { ProblemNotice } from "../../ui/ProblemNotice";
import { TextField } from "../../ui/TextField";

export function CustomerSignIn() {
  const { t } = useTranslation();
  const { signIn } = useAuthActions();
  const request = useMutation(api.account.requestPhoneCode);
  const { busy, problem, run, forget } = useAttempt();
  const [typed, setTyped] = useState("");
  const [phone, setPhone] = useState<string | null>(null);
  const [code, setCode] = useState("");
  const [sentAgain, setSentAgain] = useState(false);
  const form = useRef<HTMLFormElement>(null);
  // Another question stands in the same place: whoever types goes on typing.
  useEffect(() => {
    if (phone !== null) form.current?.querySelector("input")?.focus();
  }, [phone]);
  const submit = (event: FormEvent) => {
    event.preventDefault();
    setSentAgain(false);
    if (phone === null)
      void run(async () => {
        const asked = await request({ phone: typed });
        setPhone(asked.phone);
      });
    else void run(() => signIn("phone", { phone, code }));
  };
  const again = () =>
    run(async () => {
      if (phone === null) return;
      setSentAgain(false);
      await request({ phone });
      setCode("");
      setSentAgain(true);
      form.current?.querySelector("input")?.focus();
    });
  const other = () => {
    forget();
    setPhone(null);
    setCode("");
    setSentAgain(false);
  };
  return (
    <form
      ref={form}
      onSubmit={submit}
      className="flex flex-col gap-4 rounded-lg border border-line bg-paper p-6"
    >
      <div>
        <h1 className="text-xl font-semibold">{t("account.customer.signInTitle")}</h1>
        {phone === null && <p className="mt-1 text-ink-2">{t("account.customer.text")}</p>}
      </div>
      <ProblemNotice problem={problem} />
      {phone === null ? (
        <>
          <TextField
            ltr
            size="phone"
            type="tel"
            autoComplete="tel"
            label={t("account.customer.phone")}
            maxLength={40}
            value={typed}
            onChange={setTyped}
          />
          <Button type="submit" size="phone" tone="primary" isPending={busy} isDisabled={typed.trim() === ""}>
            {t("account.customer.send")}
          </Button>
        </>
      ) : (
        <>
          {problem === null && (
            <Notice
              tone="info"
              title={
                sentAgain
                  ? t("account.customer.sentAgain")
                  : t("account.customer.sent", { phone: `\u200e${phone}` })
              }
            />
          )}
          <TextField
            key="code"
            ltr
            size="phone"
            inputMode="numeric"
            autoComplete="one-time-code"
            label={t("account.customer.code")}
            value={code}
            onChange={(next) => setCode(codeDigits(next))}
          />
          <Button
            type="submit"
            size="phone"
            tone="primary"
            isPending={busy}
            isDisabled={code.length < CODE_LENGTH}
          >
            {t("account.customer.submit")}
          </Button>
          <div className="flex flex-wrap justify-between gap-2">
            <Button tone="quiet" size="phone" onPress={() => void again()} isDisabled={busy}>
              {t("account.customer.again")}
            </Button>
            <Button tone="quiet" size="phone" onPress={other} isDisabled={busy}>
              {t("account.customer.other")}
            </Button>
          </div>
        </>
      )}
    </form>
  );
}
