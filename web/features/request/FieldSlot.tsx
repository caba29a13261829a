/*
 * The place of one field in the form, so that it can be found by its name: whoever wanted to go on too early is taken to
 * the first field that is not whole, and reads there what is missing.
 */
import type { ReactNode } from "react";
import type { MissingField } from "./requestDraft";

export interface FieldSlotProps {
  readonly name: MissingField;
  readonly children: ReactNode;
}

export function FieldSlot({ name, children }: FieldSlotProps) {
  return <div data-field={name}>{children}</div>;
}

const FOCUSABLE = "input:not([type=file]), textarea, button, [tabindex]";

/** Brings a field into sight and puts the keyboard into it. */
export function focusField(form: HTMLFormElement | null, name: MissingField): void {
  const slot = form?.querySelector(`[data-field="${name}"]`);
  slot?.scrollIntoView({ block: "center" });
  // A list of choices carries a hidden native twin for browsers that fill in forms.
  const target = [...(slot?.querySelectorAll<HTMLElement>(FOCUSABLE) ?? [])].find(
    (element) => element.closest("[aria-hidden=true], [hidden]") === null,
  );
  target?.focus({ preventScroll: true });
}
