/* What every page stands in: the deployment's client with sign-in, the reader's language, messages. */
import type { ConvexReactClient } from "convex/react";
import { type ReactNode, useEffect } from "react";
import { I18nProvider } from "react-aria-components";
import { useTranslation } from "react-i18next";
import { usePreferences } from "../lib/preferences";
import { runtimeConfig } from "../lib/runtimeConfig";
import { useFormat } from "../lib/useFormat";
import { ToastRegion } from "../ui/ToastRegion";
import { QueryScope } from "./QueryScope";
import { SessionProvider } from "./SessionProvider";

export interface ProvidersProps {
  readonly client: ConvexReactClient;
  readonly children: ReactNode;
}

export function Providers({ client, children }: ProvidersProps) {
  const { t, i18n } = useTranslation();
  const { locale } = usePreferences();
  const { tag } = useFormat();
  useEffect(() => {
    void i18n.changeLanguage(locale);
  }, [i18n, locale]);
  useEffect(() => {
    document.title = `${t("shell.product")} · ${t("shell.tagline")}`;
  }, [t, i18n.language]);
  return (
    <SessionProvider client={client} clerkKey={runtimeConfig().clerkKey}>
      <I18nProvider locale={tag}>
        <QueryScope>{children}</QueryScope>
        <ToastRegion label={t("shell.messages")} closeLabel={t("shell.close")} />
      </I18nProvider>
    </SessionProvider>
  );
}
