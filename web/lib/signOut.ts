/*
 * Signing out, whoever keeps the session: this deployment's own sign-in, or another service that was put in its place.
 * Pages ask here and never the library.
 */
import { useAuthActions } from "@convex-dev/auth/react";
import { createContext, useContext } from "react";

/** Set by the provider of another service; null while the deployment's own sign-in is used. */
export interface ForeignSession {
  readonly signOut: () => Promise<void>;
}

export const ForeignSessionContext = createContext<ForeignSession | null>(null);

/** Ends the session of this browser. */
export function useSignOut(): () => Promise<void> {
  const foreign = useContext(ForeignSessionContext);
  const own = useAuthActions();
  return foreign ? foreign.signOut : own.signOut;
}
