/* A text to hand on, shown whole and selectable, with a button that copies it and says so. */
import { Check, Copy } from "lucide-react";
import { useState } from "react";
import { Button } from "./Button";
import { Ltr } from "./Ltr";

export interface CopyFieldProps {
  readonly text: string;
  readonly copyLabel: string;
  readonly copiedLabel: string;
}

export function CopyField({ text, copyLabel, copiedLabel }: CopyFieldProps) {
  const [copied, setCopied] = useState(false);
  const copy = async () => {
    try {
      await navigator.clipboard.writeText(text);
      setCopied(true);
    } catch {
      // Not allowed here (no secure context): the text stands there to be selected by hand.
      setCopied(false);
    }
  };
  return (
    <div className="flex items-center gap-2 rounded-md border border-line bg-sunken p-2">
      <Ltr className="min-w-0 flex-1 select-all text-sm break-all">{text}</Ltr>
      <Button
        size="small"
        icon={copied ? <Check aria-hidden className="size-3.5" /> : <Copy aria-hidden className="size-3.5" />}
        onPress={() => void copy()}
      >
        {copied ? copiedLabel : copyLabel}
      </Button>
    </div>
  );
}
