/* One labelled text input with its hint and its error. `multiline` turns it into a text area. */
import {
  FieldError,
  Input,
  Label,
  Text,
  TextArea,
  TextField as AriaTextField,
  type TextFieldProps as AriaTextFieldProps,
} from "react-aria-components";
import { cx } from "./classNames";

export interface TextFieldProps extends Omit<AriaTextFieldProps, "children" | "className"> {
  readonly label: string;
  /** Hides the label from sight, not from screen readers. */
  readonly labelHidden?: boolean;
  readonly hint?: string;
  readonly error?: string;
  readonly placeholder?: string;
  readonly multiline?: boolean;
  /** Keeps e-mails, phones and codes left-to-right whatever the page direction is. */
  readonly ltr?: boolean;
  readonly size?: "medium" | "phone";
  readonly className?: string;
}

export function TextField({
  label,
  labelHidden = false,
  hint,
  error,
  // A blank is there to be shown: an empty field begins on the page's side (styles.css), a filled one on its own.
  placeholder = " ",
  multiline = false,
  ltr = false,
  size = "medium",
  className,
  ...rest
}: TextFieldProps) {
  const face = cx(
    "w-full rounded-md border border-line-strong bg-raised px-3 text-ink placeholder:text-ink-3",
    "data-focused:border-accent data-focused:outline-2 data-focused:-outline-offset-1 data-focused:outline-accent",
    "data-invalid:border-urgent data-disabled:opacity-60",
    size === "phone" ? "min-h-12 text-lg" : "min-h-9 text-sm",
    multiline && "py-2 leading-(--leading)",
  );
  const direction = ltr ? "ltr" : "auto";
  return (
    <AriaTextField {...rest} isInvalid={error !== undefined} className={cx("flex flex-col gap-1", className)}>
      <Label className={labelHidden ? "sr-only" : "text-sm font-medium text-ink-2"}>{label}</Label>
      {multiline ? (
        <TextArea className={face} rows={3} dir={direction} placeholder={placeholder} />
      ) : (
        <Input className={cx(face, ltr && "text-start")} dir={direction} placeholder={placeholder} />
      )}
      {hint !== undefined && error === undefined && (
        <Text slot="description" className="text-xs text-ink-3">
          {hint}
        </Text>
      )}
      <FieldError className="text-xs text-urgent">{error}</FieldError>
    </AriaTextField>
  );
}
