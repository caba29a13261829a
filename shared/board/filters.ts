/** What the board leaves out [S-24], as addresses and saved views carry it. Applying it is web's (it filters the rows it has). */
import * as z from "zod";
import { PRIORITIES } from "../tickets/priorities";
import { STATUSES } from "../tickets/statuses";
import { isServiceDay } from "../time/zones";

/** Stands for "nobody" among technicians. */
export const NOBODY = "nobody";

const LONGEST_TEXT = 120;
const MANY = 50;

const day = z.string().refine((text) => isServiceDay(text));

export const boardFilters = z.strictObject({
  statuses: z.array(z.enum(STATUSES)).max(STATUSES.length),
  priorities: z.array(z.enum(PRIORITIES)).max(PRIORITIES.length),
  /** Ids of technicians, {@link NOBODY} among them. */
  technicians: z.array(z.string().min(1).max(64)).max(MANY),
  cities: z.array(z.string().min(1).max(LONGEST_TEXT)).max(MANY),
  /** Service days of the request, both included. */
  from: z.nullable(day),
  until: z.nullable(day),
  text: z.string().max(LONGEST_TEXT),
});
export type BoardFilters = Readonly<z.infer<typeof boardFilters>>;

export const NO_FILTERS: BoardFilters = {
  statuses: [],
  priorities: [],
  technicians: [],
  cities: [],
  from: null,
  until: null,
  text: "",
};

/** How many of the kinds of filters are set, the text aside. */
export function countFilters(filters: BoardFilters): number {
  const lists = [filters.statuses, filters.priorities, filters.technicians, filters.cities];
  const range = filters.from !== null || filters.until !== null ? 1 : 0;
  return lists.reduce((sum, list) => sum + list.length, range);
}

export function isFiltering(filters: BoardFilters): boolean {
  return countFilters(filters) > 0 || filters.text.trim() !== "";
}
