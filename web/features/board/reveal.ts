/** Brings a part of the board into sight and gives it the focus, for actions that lead from one pane into another. */

const WITHIN_MS = 3_000;
const LOOK_EVERY_MS = 60;

/** Waits until `find` finds something on the page; does nothing when it does not come. */
async function whenThere(find: () => HTMLElement | null): Promise<HTMLElement | null> {
  for (let waited = 0; waited < WITHIN_MS; waited += LOOK_EVERY_MS) {
    const element = find();
    if (element) return element;
    await new Promise((resolve) => setTimeout(resolve, LOOK_EVERY_MS));
  }
  return null;
}

function show(element: HTMLElement): void {
  element.scrollIntoView({ block: "center", inline: "center" });
  element.focus({ preventScroll: true });
}

/** A technician's lane; with `ticketId` the visit on it, where it is drawn. */
export async function revealLane(technicianId: string, ticketId: string | null): Promise<void> {
  // A lane far away is an empty strip until it is near.
  const lane = document.querySelector<HTMLElement>(`[data-lane="${technicianId}"]`);
  lane?.scrollIntoView({ block: "center" });
  const head = await whenThere(() => lane?.querySelector<HTMLElement>("button, a, [tabindex]") ?? null);
  const visit =
    ticketId === null
      ? null
      : lane?.querySelector<HTMLElement>(`[data-drop="lane"] [data-ticket="${ticketId}"]`);
  const target = visit ?? head;
  if (target) show(target);
}

/** The conversation of the ticket whose details are open, or about to be, ready to be written to. */
export async function revealConversation(): Promise<void> {
  const section = () => document.querySelector<HTMLElement>('[data-section="conversation"]');
  const found = await whenThere(section);
  const toggle = found?.querySelector<HTMLElement>("[aria-expanded=false]");
  toggle?.click();
  const field = await whenThere(
    () => section()?.querySelector<HTMLElement>("textarea, input[type=text]") ?? null,
  );
  if (field) show(field);
}
