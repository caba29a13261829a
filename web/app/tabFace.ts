/* How the link of a tab looks, and how it says that it is the present one. */
const FACE = "rounded-md px-3 py-1.5 text-sm";

/** Properties of the link. */
export function tabFace(here: boolean): { className: string; "aria-current"?: "page" } {
  return here
    ? { className: `${FACE} bg-accent-soft font-medium text-ink`, "aria-current": "page" }
    : { className: `${FACE} text-ink-2 hover:bg-sunken hover:text-ink` };
}
