/* Asks once more before something that cannot be taken back. Takes the focus from the button it stands in for. */
import { useEffect, useRef } from "react";
import { Button } from "./Button";

export interface SureProps {
  readonly question: string;
  readonly confirm: string;
  readonly cancel: string;
  readonly busy: boolean;
  readonly size?: "small" | "phone";
  readonly onConfirm: () => void;
  readonly onCancel: () => void;
}

export function Sure({ question, confirm, cancel, busy, size = "small", onConfirm, onCancel }: SureProps) {
  const group = useRef<HTMLDivElement>(null);
  useEffect(() => group.current?.querySelector("button")?.focus(), []);
  return (
    <div
      ref={group}
      role="group"
      aria-label={question}
      className="mt-1 flex flex-wrap items-center gap-2 text-sm"
    >
      <span className="min-w-40 flex-1">{question}</span>
      <Button size={size} tone="danger" isPending={busy} onPress={onConfirm}>
        {confirm}
      </Button>
      <Button size={size} tone="quiet" onPress={onCancel}>
        {cancel}
      </Button>
    </div>
  );
}
