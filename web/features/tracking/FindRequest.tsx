/*
 * A box for a tracking link or its code [S-06]; a link that opens nothing shows it too and says why that may be [S-64].
 * Whoever lost both signs in by phone.
 */
import { Link, useNavigate } from "@tanstack/react-router";
import { SearchX } from "lucide-react";
import { type FormEvent, useState } from "react";
import { useTranslation } from "react-i18next";
import { Button } from "../../ui/Button";
import { TextField } from "../../ui/TextField";
import { trackingTokenIn } from "./trackingToken";

export interface FindRequestProps {
  /** A link was opened and led nowhere; without it the box simply asks. */
  readonly lost?: boolean;
}

export function FindRequest({ lost = false }: FindRequestProps) {
  const { t } = useTranslation();
  const navigate = useNavigate();
  const [text, setText] = useState("");
  const [invalid, setInvalid] = useState(false);
  const submit = (event: FormEvent) => {
    event.preventDefault();
    const token = trackingTokenIn(text);
    setInvalid(token === null);
    if (token !== null) void navigate({ to: "/t/$token", params: { token } });
  };
  return (
    <section className="mx-auto grid w-full max-w-md gap-5 py-10">
      {lost && <SearchX aria-hidden className="size-10 text-ink-3" />}
      <div>
        <h1 className="text-2xl font-semibold leading-(--leading-tight)">
          {t(lost ? "tracking.findTitle" : "tracking.askTitle")}
        </h1>
        <p className="mt-2 text-lg text-ink-2">{t(lost ? "tracking.findText" : "tracking.askText")}</p>
      </div>
      <form onSubmit={submit} className="grid gap-3" noValidate>
        <TextField
          ltr
          size="phone"
          label={t("tracking.findLabel")}
          value={text}
          onChange={(next) => {
            setText(next);
            setInvalid(false);
          }}
          {...(invalid ? { error: t("tracking.findInvalid") } : {})}
        />
        <Button type="submit" tone="primary" size="phone" isDisabled={text.trim() === ""}>
          {t("tracking.findAction")}
        </Button>
      </form>
      <Link to="/customer" className="inline-flex min-h-12 items-center text-accent hover:underline">
        {t("tracking.findOwn")}
      </Link>
    </section>
  );
}
