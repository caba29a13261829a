/* The last resort when a whole page threw. */
import { PartFailure } from "../PartFailure";

export function FailurePage({ error, reset }: { readonly error: unknown; readonly reset: () => void }) {
  return (
    <main className="h-dvh">
      <PartFailure error={error} onRetry={reset} />
    </main>
  );
}
