/* One trade: its words, in use or not. */
import { useMutation } from "convex/react";
import { useTranslation } from "react-i18next";
import { api } from "../../../convex/_generated/api";
import { useAttempt } from "../../lib/useAttempt";
import type { TradeEntry } from "./catalogueData";
import { EntryDialog, useFrame } from "./EntryDialog";

export interface TradeDialogProps {
  readonly entry: TradeEntry | null;
  readonly editable: boolean;
  readonly onClose: () => void;
}

export function TradeDialog({ entry, editable, onClose }: TradeDialogProps) {
  const { t } = useTranslation();
  const put = useMutation(api.catalogue.putTradeEntry);
  const attempt = useAttempt();
  const { frame, setFrame, complete } = useFrame(entry);
  const { code, labels, active } = frame;
  const save = async () => {
    const trade = { code, labels: { ar: labels.ar, en: labels.en } };
    if (await attempt.run(() => put({ trade, active, expectedVersion: entry?.version ?? 0 }))) onClose();
  };
  return (
    <EntryDialog
      title={t(entry ? "catalogue.trades.edit" : "catalogue.trades.new")}
      isNew={entry === null}
      editable={editable}
      frame={frame}
      onFrame={setFrame}
      complete={complete}
      attempt={attempt}
      onSave={() => void save()}
      onClose={onClose}
    />
  );
}
