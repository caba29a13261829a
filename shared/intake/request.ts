/**
 * A request for work [W-01…W-07], as staff, a signed-in customer and a guest send it: the same fields, the same bounds.
 * Which work types there are and what they decide is the catalogue's.
 */
import { z } from "zod";
import { CATALOGUE_CODE } from "../catalogue/workTypePolicy";
import { ASSET_KINDS } from "../catalogue/assetKinds";
import { pointSchema } from "../contacts/contact";
import { line, paragraph } from "../records/text";
import { isServiceDay } from "../time/zones";

/** Parts of the day a customer may wish for [W-04], local wall clock. */
export const DAY_SLOTS = {
  morning: { startMinute: 8 * 60, endMinute: 12 * 60 },
  afternoon: { startMinute: 12 * 60, endMinute: 17 * 60 },
  evening: { startMinute: 17 * 60, endMinute: 23 * 60 },
} as const;
export type DaySlot = keyof typeof DAY_SLOTS;
export const DAY_SLOT_CODES = Object.keys(DAY_SLOTS) as DaySlot[];

export const WARRANTIES = ["yes", "no", "unknown"] as const;

/** Things on one ticket [M-08]. */
export const MAX_ITEMS = 10;

/** One thing to work on: one of the customer's own, or as described. */
const itemSchema = z.strictObject({
  kind: z.enum(ASSET_KINDS),
  brand: line({ max: 60 }),
  model: line({ max: 60 }),
  /** Serial number, or plate of a vehicle. */
  identity: line({ max: 60 }),
  problem: paragraph({ max: 1000 }),
  warranty: z.enum(WARRANTIES),
  invoiceNumber: line({ max: 60 }),
});
export type RequestItem = z.infer<typeof itemSchema>;

const preferred = z.strictObject({
  serviceDay: z.string().refine(isServiceDay),
  slot: z.enum(DAY_SLOT_CODES as [DaySlot, ...DaySlot[]]),
});

/** What every request says, whoever sends it. */
export const requestSchema = z.strictObject({
  workType: z.string().regex(CATALOGUE_CODE),
  problem: paragraph({ min: 5, max: 2000 }),
  preferred: z.nullable(preferred),
  items: z.array(itemSchema).max(MAX_ITEMS),
});

/** Where the work is; a guest must put a pin on the map [W-01]. */
export const placeSchema = z.strictObject({
  address: line({ min: 10, max: 300 }),
  city: line({ min: 2, max: 80 }),
  point: z.nullable(pointSchema),
  accessNotes: paragraph({ max: 1000 }),
});

/** Who asks, as typed. */
export const requesterSchema = z.strictObject({
  name: line({ min: 3, max: 120 }),
  phone: line({ min: 5, max: 40 }),
});
