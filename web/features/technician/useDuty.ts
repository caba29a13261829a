/** The technician's own duty: shown at once, told in words when the server refuses. */
import { useMutation } from "convex/react";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import { api } from "../../../convex/_generated/api";
import { presentError } from "../../lib/presentError";
import { useFormat } from "../../lib/useFormat";
import { useWords } from "../../lib/useWords";
import { showToast } from "../../ui/toastQueue";

export function useDuty(zone: string): { pending: boolean; change: (onDuty: boolean) => Promise<void> } {
  const { t } = useTranslation();
  const words = useWords();
  const format = useFormat();
  const [pending, setPending] = useState(false);
  const setDuty = useMutation(api.technicians.setDuty).withOptimisticUpdate((store, { onDuty }) => {
    for (const { args, value } of store.getAllQueries(api.technicians.today))
      if (value)
        store.setQuery(api.technicians.today, args, {
          ...value,
          technician: { ...value.technician, onDuty },
        });
  });
  const change = async (onDuty: boolean) => {
    setPending(true);
    try {
      await setDuty({ onDuty });
    } catch (thrown) {
      const { title, reasons } = presentError(thrown, t, words, format, zone);
      showToast({ tone: "problem", title, lines: reasons });
    } finally {
      setPending(false);
    }
  };
  return { pending, change };
}
