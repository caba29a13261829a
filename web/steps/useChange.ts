/*
 * One change at a time, with what it needs on screen: whether it is under way, and a message with every reason when it
 * was refused. The button that started it stays where it is and can be pressed again.
 */
import { useMutation } from "@tanstack/react-query";
import { useTranslation } from "react-i18next";
import { presentError } from "../lib/presentError";
import { useFormat } from "../lib/useFormat";
import { useWords } from "../lib/useWords";
import { showToast } from "../ui/toastQueue";

export interface Change {
  readonly busy: boolean;
  /** Answers whether it was done. */
  readonly run: (change: () => Promise<unknown>) => Promise<boolean>;
}

export function useChange(zone: string): Change {
  const { t } = useTranslation();
  const words = useWords();
  const format = useFormat();
  const { mutateAsync, isPending } = useMutation({
    mutationFn: (change: () => Promise<unknown>) => change(),
  });
  return {
    busy: isPending,
    run: async (change) => {
      try {
        await mutateAsync(change);
        return true;
      } catch (thrown) {
        const error = presentError(thrown, t, words, format, zone);
        showToast({ tone: "problem", title: error.title, lines: error.reasons });
        return false;
      }
    },
  };
}
