/*
 * Gate of a page for members: waits for the session, sends strangers to sign in (and back afterwards), refuses
 * roles without the permission. The frame is PageFrame's.
 */
import { useLocation } from "@tanstack/react-router";
import { useConvexAuth } from "convex/react";
import type { ReactNode } from "react";
import { useTranslation } from "react-i18next";
import { api } from "../../convex/_generated/api";
import { type Permission, roleHas } from "../../shared/access/permissions";
import { MeContext } from "../lib/session";
import { useLive } from "../lib/useLive";
import { VocabularyProvider } from "../lib/vocabulary";
import { useWords } from "../lib/useWords";
import { EmptyState } from "../ui/EmptyState";
import { ErrorBoundary } from "../ui/ErrorBoundary";
import { NoMember } from "./NoMember";
import { PageFrame } from "./PageFrame";
import { PartFailure } from "./PartFailure";
import { Redirect } from "./Redirect";
import { WaitingForServer } from "./WaitingForServer";

export interface StaffPageProps {
  readonly permission: Permission;
  readonly children: ReactNode;
}

export function StaffPage({ permission, children }: StaffPageProps) {
  const { t } = useTranslation();
  const words = useWords();
  const { isLoading, isAuthenticated } = useConvexAuth();
  const me = useLive(api.session.me, isAuthenticated ? {} : "skip");
  const vocabulary = useLive(
    api.vocabulary.ofCompany,
    me && roleHas(me.role, "catalogue.view") ? {} : "skip",
  );
  const { href, pathname } = useLocation();
  if (isLoading || (isAuthenticated && me === undefined)) return <WaitingForServer />;
  if (me === undefined) return <Redirect to="/sign-in" search={{ then: href }} />;
  if (me === null) return <NoMember />;
  return (
    <MeContext.Provider value={me}>
      <VocabularyProvider value={vocabulary ?? null}>
        <ErrorBoundary
          resetKey={pathname}
          fallback={(error, retry) => (
            <PageFrame>
              <PartFailure error={error} onRetry={retry} />
            </PageFrame>
          )}
        >
          {roleHas(me.role, permission) ? (
            children
          ) : (
            <PageFrame>
              <EmptyState title={t("shell.noAccess.title")}>
                {t("shell.noAccess.text", { role: words.role(me.role) })}
              </EmptyState>
            </PageFrame>
          )}
        </ErrorBoundary>
      </VocabularyProvider>
    </MeContext.Provider>
  );
}
