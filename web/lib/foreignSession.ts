/*
 * Who keeps the session: this deployment's own sign-in, or another service that was put in its place. Pages ask here
 * and never the libraries, so that they need not know which one it is.
 */
import { useAuthActions } from "@convex-dev/auth/react";
import { createContext, type ReactNode, useContext } from "react";

/** Set by the provider of another service; null while the deployment's own sign-in is used. */
export interface ForeignSession {
  readonly signOut: () => Promise<void>;
  /** The service's own form for signing in. */
  readonly form: ReactNode;
  /** The service does not answer: who is signed in cannot be found out until the page is loaded again. */
  readonly failed: boolean;
}

export const ForeignSessionContext = createContext<ForeignSession | null>(null);

export function useForeignSession(): ForeignSession | null {
  return useContext(ForeignSessionContext);
}

/** Ends the session of this browser. */
export function useSignOut(): () => Promise<void> {
  const foreign = useForeignSession();
  const own = useAuthActions();
  return foreign ? foreign.signOut : own.signOut;
}
