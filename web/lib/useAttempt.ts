/* Carries out one change at a time and keeps what went wrong, in the reader's words, until the next try. */
import { useState } from "react";
import { useTranslation } from "react-i18next";
import { type PresentedError, presentError } from "./presentError";
import { useFormat } from "./useFormat";
import { useWords } from "./useWords";

export interface Attempt {
  readonly busy: boolean;
  readonly problem: PresentedError | null;
  /** Runs the work; resolves to whether it went through. A second call while one runs does nothing. */
  run(work: () => Promise<unknown>): Promise<boolean>;
  forget(): void;
}

/** `zone` is the zone of instants in refusals, where the page has one. */
export function useAttempt(zone = "UTC"): Attempt {
  const { t } = useTranslation();
  const words = useWords();
  const format = useFormat();
  const [busy, setBusy] = useState(false);
  const [problem, setProblem] = useState<PresentedError | null>(null);
  return {
    busy,
    problem,
    forget: () => setProblem(null),
    run: async (work) => {
      if (busy) return false;
      setBusy(true);
      setProblem(null);
      try {
        await work();
        return true;
      } catch (error) {
        setProblem(presentError(error, t, words, format, zone));
        return false;
      } finally {
        setBusy(false);
      }
    },
  };
}
