/* What the palette offers besides what it finds: places to go and things to do, named by whoever opens it. */
import type { LucideIcon } from "lucide-react";
import { foldText } from "../../../shared/board/searchText";

export interface Command {
  readonly id: string;
  readonly section: "places" | "actions";
  readonly label: string;
  /** Other words it is looked for by, in any language. */
  readonly also?: string;
  readonly icon: LucideIcon;
  readonly run: () => void;
}

/** Commands in which every word typed occurs; all of them for no words. */
export function matchingCommands(commands: readonly Command[], text: string): Command[] {
  const words = foldText(text).split(/\s+/).filter(Boolean);
  return commands.filter(({ label, also = "" }) => {
    const known = foldText(`${label} ${also}`);
    return words.every((word) => known.includes(word));
  });
}
