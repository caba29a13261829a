/* The deployment's own sign-in, or Clerk's where a key is set; Clerk's code is fetched only then. */
import { ConvexAuthProvider } from "@convex-dev/auth/react";
import { ConvexProvider, type ConvexReactClient } from "convex/react";
import { lazy, type ReactNode, Suspense } from "react";
import { WaitingForServer } from "./WaitingForServer";

export interface SessionProviderProps {
  readonly client: ConvexReactClient;
  readonly clerkKey: string | null;
  readonly children: ReactNode;
}

const ClerkSession = lazy(async () => ({ default: (await import("./ClerkSession")).ClerkSession }));

export function SessionProvider({ client, clerkKey, children }: SessionProviderProps) {
  if (clerkKey === null) return <ConvexAuthProvider client={client}>{children}</ConvexAuthProvider>;
  return (
    // What waits for Clerk's code asks whether the server answers, so the client is there before the session is.
    <ConvexProvider client={client}>
      <Suspense fallback={<WaitingForServer />}>
        <ClerkSession client={client} publishableKey={clerkKey}>
          {children}
        </ClerkSession>
      </Suspense>
    </ConvexProvider>
  );
}
