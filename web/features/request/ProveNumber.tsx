/* After a stranger's request: a code to the number he gave makes the request one of that number's owner [J-46]. */
import { useMutation } from "convex/react";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import { api } from "../../../convex/_generated/api";
import { useLive } from "../../lib/useLive";
import { ProofCode } from "../../steps/ProofCode";
import { Notice } from "../../ui/Notice";

export function ProveNumber({ token }: { readonly token: string }) {
  const { t } = useTranslation();
  const tracked = useLive(api.tracking.byToken, { token });
  const prove = useMutation(api.intake.proveNumber);
  const [done, setDone] = useState(false);
  if (done) return <Notice tone="done" title={t("request.prove.done")} />;
  if (tracked === undefined || tracked === null) return null;
  return (
    <section
      aria-labelledby="prove-title"
      className="flex flex-col gap-3 rounded-lg border border-line bg-paper p-4"
    >
      <h2 id="prove-title" className="font-semibold">
        {t("request.prove.title")}
      </h2>
      <p className="text-sm text-ink-2">{t("request.prove.text")}</p>
      <ProofCode
        door={{ token }}
        zone={tracked.zone}
        companyPhone={tracked.company.phone}
        verb={t("request.prove.verb")}
        onCode={async (code) => {
          const { accepted } = await prove({ token, code: code ?? "" });
          if (accepted) setDone(true);
          return accepted;
        }}
      />
    </section>
  );
}
