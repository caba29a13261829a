/*
 * Clerk in place of the built-in sign-in. Loaded only where a key is set. A person who signed in there is brought to the
 * user with the same confirmed address before any page is drawn; who has none sees that he belongs to no company.
 */
import { ClerkProvider, SignIn, useAuth, useClerk } from "@clerk/react";
import type { ConvexReactClient } from "convex/react";
import { useConvexAuth, useMutation } from "convex/react";
import { ConvexProviderWithClerk } from "convex/react-clerk";
import {
  type ReactNode,
  useCallback,
  useEffect,
  useMemo,
  useRef,
  useState,
  useSyncExternalStore,
} from "react";
import { api } from "../../convex/_generated/api";
import { ForeignSessionContext } from "../lib/foreignSession";
import { useAttempt } from "../lib/useAttempt";
import { ProblemNotice } from "../ui/ProblemNotice";
import { Skeleton } from "../ui/Skeleton";
import { SessionServiceFailed } from "./SessionServiceFailed";
import { WaitingForServer } from "./WaitingForServer";

export interface ClerkSessionProps {
  readonly client: ConvexReactClient;
  readonly publishableKey: string;
  readonly children: ReactNode;
}

export function ClerkSession({ client, publishableKey, children }: ClerkSessionProps) {
  return (
    <ClerkProvider publishableKey={publishableKey} afterSignOutUrl="/sign-in">
      <ConvexProviderWithClerk client={client} useAuth={useAuth}>
        <LinkedSession>{children}</LinkedSession>
      </ConvexProviderWithClerk>
    </ClerkProvider>
  );
}

function LinkedSession({ children }: { readonly children: ReactNode }) {
  const { signOut } = useClerk();
  const status = useClerkStatus();
  const { isAuthenticated } = useConvexAuth();
  const { problem, run } = useAttempt();
  const link = useMutation(api.account.linkIdentity);
  const [settled, setSettled] = useState(false);
  const attempt = useRef(run);
  attempt.current = run;
  useEffect(() => {
    if (!isAuthenticated) return setSettled(false);
    void attempt.current(() => link({})).then(() => setSettled(true));
  }, [isAuthenticated, link]);
  const session = useMemo(
    () => ({ signOut: () => signOut(), form: <ClerkForm />, failed: status === "error" }),
    [signOut, status],
  );
  return (
    <ForeignSessionContext.Provider value={session}>
      {/* Who belongs to no company is told so by the page itself. */}
      <ProblemNotice problem={problem?.data?.code === "auth.identityUnknown" ? null : problem} />
      {isAuthenticated && !settled ? <WaitingForServer /> : children}
    </ForeignSessionContext.Provider>
  );
}

/** Whether Clerk's own code is there. Clerk's provider can miss a failure that comes before its first effects ran. */
function useClerkStatus() {
  const clerk = useClerk();
  const subscribe = useCallback(
    (changed: () => void) => {
      clerk.on("status", changed);
      return () => clerk.off("status", changed);
    },
    [clerk],
  );
  return useSyncExternalStore(subscribe, () => clerk.status);
}

/** Clerk's form, or why it is not there yet. */
function ClerkForm() {
  const status = useClerkStatus();
  if (status === "error") return <SessionServiceFailed />;
  return <SignIn routing="hash" fallback={<Skeleton className="h-72 w-full rounded-lg" />} />;
}
