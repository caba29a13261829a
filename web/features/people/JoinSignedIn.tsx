/* Accepting an invitation where another service keeps the sessions: sign in there with the invited address, then join. */
import { useConvexAuth, useMutation } from "convex/react";
import type { ReactNode } from "react";
import { useTranslation } from "react-i18next";
import { api } from "../../../convex/_generated/api";
import { useAttempt } from "../../lib/useAttempt";
import { Button } from "../../ui/Button";
import { ProblemNotice } from "../../ui/ProblemNotice";

export interface JoinSignedInProps {
  readonly token: string;
  /** The service's form for signing in. */
  readonly form: ReactNode;
  readonly onJoined: () => void;
}

export function JoinSignedIn({ token, form, onJoined }: JoinSignedInProps) {
  const { t } = useTranslation();
  const { isAuthenticated } = useConvexAuth();
  const accept = useMutation(api.invitations.acceptSignedIn);
  const { busy, problem, run } = useAttempt();
  if (!isAuthenticated) return form;
  return (
    <div className="flex flex-col gap-3">
      <ProblemNotice problem={problem} />
      <Button
        size="phone"
        tone="primary"
        isPending={busy}
        onPress={() =>
          void run(() => accept({ token })).then((done) => {
            if (done) onJoined();
          })
        }
      >
        {t("people.join.submit")}
      </Button>
    </div>
  );
}
