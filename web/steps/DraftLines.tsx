/* Lines of a form that are added, typed and taken away again; what stands in a line is the form's. Holds no lines itself. */
import { Plus, Trash2 } from "lucide-react";
import type { ReactNode } from "react";
import { useTranslation } from "react-i18next";
import { Button } from "../ui/Button";
import { cx } from "../ui/classNames";
import { IconButton } from "../ui/IconButton";

export interface DraftLinesProps<Line> {
  readonly lines: readonly Line[];
  /** What a new line begins with. */
  readonly empty: Line;
  readonly onChange: (lines: readonly Line[]) => void;
  readonly size: "desk" | "phone";
  /** Grid columns of a line; the last one is for the button that removes it. */
  readonly columns: string;
  readonly children: (line: Line, edit: (patch: Partial<Line>) => void) => ReactNode;
}

export function DraftLines<Line>({ lines, empty, onChange, size, columns, children }: DraftLinesProps<Line>) {
  const { t } = useTranslation();
  return (
    <>
      {lines.map((line, index) => (
        <div
          // Lines have no identity of their own while they are typed.
          key={index}
          className={cx("grid items-start gap-2", columns)}
        >
          {children(line, (patch) =>
            onChange(lines.map((other, at) => (at === index ? { ...other, ...patch } : other))),
          )}
          {/* Beside the fields, not beside their labels; what is wrong with a line stands below it. */}
          <span className="pt-6">
            <IconButton
              label={t("steps.parts.removeLine")}
              icon={<Trash2 aria-hidden className="size-4" />}
              isDisabled={lines.length === 1}
              onPress={() => onChange(lines.filter((_, at) => at !== index))}
            />
          </span>
        </div>
      ))}
      <Button
        size={size === "phone" ? "phone" : "small"}
        tone="quiet"
        icon={<Plus aria-hidden className="size-4" />}
        onPress={() => onChange([...lines, empty])}
      >
        {t("steps.parts.addLine")}
      </Button>
    </>
  );
}
