/* What a link that opens nothing shows: why that may be, and a box for the link or code [S-06] [S-64]. */
import { useNavigate } from "@tanstack/react-router";
import { SearchX } from "lucide-react";
import { type FormEvent, useState } from "react";
import { useTranslation } from "react-i18next";
import { Button } from "../../ui/Button";
import { TextField } from "../../ui/TextField";
import { trackingTokenIn } from "./trackingToken";

export function FindRequest() {
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
      <SearchX aria-hidden className="size-10 text-ink-3" />
      <div>
        <h1 className="text-2xl font-semibold leading-(--leading-tight)">{t("tracking.findTitle")}</h1>
        <p className="mt-2 text-lg text-ink-2">{t("tracking.findText")}</p>
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
    </section>
  );
}
