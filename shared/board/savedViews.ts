/** A view of the board somebody keeps under a name, for himself or for his branch. Bounds and who may touch it. */
import * as z from "zod";
import { line } from "../records/text";
import { boardFilters } from "./filters";
import { BOARD_CENTRES, BOARD_PANES, TICKET_LISTS } from "./panes";

/** Per person and branch, and shared per branch. */
export const MAX_VIEWS = 50;
const FARTHEST_DAY = 30;

export const boardViewContent = z.strictObject({
  filters: boardFilters,
  list: z.enum(TICKET_LISTS),
  centre: z.enum(BOARD_CENTRES),
  panes: z.array(z.enum(BOARD_PANES)).min(1).max(BOARD_PANES.length),
  /** Days from today, so that "tomorrow" stays tomorrow; null leaves the day as it is. */
  dayOffset: z.nullable(z.number().int().min(-FARTHEST_DAY).max(FARTHEST_DAY)),
});
export type BoardViewContent = Readonly<z.infer<typeof boardViewContent>>;

export const boardViewName = line({ min: 1, max: 60 });

export interface ViewRights {
  /** The reader made it. */
  readonly own: boolean;
  readonly shared: boolean;
  /** The reader may tidy up what others share. */
  readonly manages: boolean;
}

/** Who may rename, change or remove a view: its author; and whoever manages shared ones, for those. */
export function mayChangeView({ own, shared, manages }: ViewRights): boolean {
  return own || (shared && manages);
}
