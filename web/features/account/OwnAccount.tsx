/* A member's own account: name, password, companies, sessions. */
import { useAction, useMutation } from "convex/react";
import { type FormEvent, useState } from "react";
import { useTranslation } from "react-i18next";
import { api } from "../../../convex/_generated/api";
import { parseAppError } from "../../../shared/errors/catalog";
import { useLive } from "../../lib/useLive";
import { useMe } from "../../lib/session";
import { useAttempt } from "../../lib/useAttempt";
import { useWords } from "../../lib/useWords";
import { Button } from "../../ui/Button";
import { Ltr } from "../../ui/Ltr";
import { ProblemNotice } from "../../ui/ProblemNotice";
import { TextField } from "../../ui/TextField";
import { showToast } from "../../ui/toastQueue";
import { Sessions } from "./Sessions";

export function OwnAccount() {
  const { t } = useTranslation();
  const words = useWords();
  const me = useMe();
  return (
    <div className="mx-auto flex w-full max-w-3xl flex-col gap-4 p-4 md:p-6">
      <header>
        <h1 className="text-xl font-semibold">{t("account.title")}</h1>
        <p className="text-sm text-ink-2">
          {words.role(me.role)} · <bdi>{words.name(me.company)}</bdi>
          {me.email !== null && (
            <>
              {" · "}
              <Ltr>{me.email}</Ltr>
            </>
          )}
        </p>
      </header>
      <NameForm key={`${me.name.ar} ${me.name.en}`} />
      {me.email !== null && <PasswordForm email={me.email} />}
      <Companies />
      <Sessions zone={me.branches[0]?.zone ?? "UTC"} />
    </div>
  );
}

function NameForm() {
  const { t } = useTranslation();
  const me = useMe();
  const rename = useMutation(api.account.rename);
  const { busy, problem, run } = useAttempt();
  const [ar, setAr] = useState(me.name.ar);
  const [en, setEn] = useState(me.name.en);
  const submit = (event: FormEvent) => {
    event.preventDefault();
    void run(() => rename({ name: { ar, en } })).then((done) => {
      if (done) showToast({ tone: "done", title: t("account.saved") });
    });
  };
  const unchanged = ar.trim() === me.name.ar && en.trim() === me.name.en;
  return (
    <form onSubmit={submit} className="flex flex-col gap-3 rounded-lg border border-line bg-paper p-5">
      <h2 className="font-semibold">{t("account.profile")}</h2>
      <ProblemNotice problem={problem} />
      <div className="grid gap-3 sm:grid-cols-2">
        <TextField label={t("people.nameAr")} value={ar} maxLength={80} onChange={setAr} />
        <TextField label={t("people.nameEn")} value={en} maxLength={80} onChange={setEn} />
      </div>
      <Button
        type="submit"
        className="self-start"
        isPending={busy}
        isDisabled={unchanged || (ar.trim() === "" && en.trim() === "")}
      >
        {t("account.save")}
      </Button>
    </form>
  );
}

function PasswordForm({ email }: { readonly email: string }) {
  const { t } = useTranslation();
  const change = useAction(api.account.changePassword);
  const { busy, problem, run } = useAttempt();
  const [current, setCurrent] = useState("");
  const [next, setNext] = useState("");
  const [wrong, setWrong] = useState(false);
  const submit = (event: FormEvent) => {
    event.preventDefault();
    setWrong(false);
    void run(async () => {
      try {
        await change({ current, next });
      } catch (error) {
        if (parseAppError(error)?.code !== "auth.passwordWrong") throw error;
        setWrong(true);
        return;
      }
      setCurrent("");
      setNext("");
      showToast({ tone: "done", title: t("account.password.done") });
    });
  };
  return (
    <form onSubmit={submit} className="flex flex-col gap-3 rounded-lg border border-line bg-paper p-5">
      <h2 className="font-semibold">{t("account.password.title")}</h2>
      <ProblemNotice problem={wrong ? { title: t("account.password.wrong"), reasons: [] } : problem} />
      <input type="email" autoComplete="username" value={email} readOnly hidden />
      <div className="grid gap-3 sm:grid-cols-2">
        <TextField
          ltr
          type="password"
          autoComplete="current-password"
          label={t("account.password.current")}
          value={current}
          onChange={setCurrent}
        />
        <TextField
          ltr
          type="password"
          autoComplete="new-password"
          label={t("account.password.next")}
          value={next}
          onChange={setNext}
        />
      </div>
      <Button
        type="submit"
        className="self-start"
        isPending={busy}
        isDisabled={current === "" || next === ""}
      >
        {t("account.password.submit")}
      </Button>
    </form>
  );
}

/** Only for who works for several. */
function Companies() {
  const { t } = useTranslation();
  const words = useWords();
  const companies = useLive(api.account.companies, {});
  const choose = useMutation(api.account.choose);
  const { busy, problem, run } = useAttempt();
  if (companies === undefined || companies.length < 2) return null;
  const openId = companies.toSorted((a, b) => b.chosenAt - a.chosenAt)[0]?.membershipId;
  return (
    <section className="flex flex-col gap-2 rounded-lg border border-line bg-paper p-5">
      <h2 className="font-semibold">{t("account.companies.title")}</h2>
      <p className="text-sm text-ink-2">{t("account.companies.text")}</p>
      <ProblemNotice problem={problem} />
      <ul className="divide-y divide-line text-sm">
        {companies.map(({ membershipId, company, role }) => (
          <li key={membershipId} className="flex items-center gap-3 py-2">
            <bdi className="flex-1">{words.name(company)}</bdi>
            <span className="text-ink-2">{words.role(role)}</span>
            {membershipId === openId ? (
              <span className="text-ink-3">{t("account.companies.open")}</span>
            ) : (
              <Button size="small" isDisabled={busy} onPress={() => void run(() => choose({ membershipId }))}>
                {words.name(company)}
              </Button>
            )}
          </li>
        ))}
      </ul>
    </section>
  );
}
