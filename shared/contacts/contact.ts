/** The customer's own records: who he is, where he lives, what he owns. Shapes and bounds; who may see them is the server's. */
import { z } from "zod";
import { ASSET_KINDS, ASSET_KIND_META, type AssetKind } from "../catalogue/assetKinds";
import { isServiceDay } from "../time/zones";
import { line, paragraph } from "../records/text";

/**
 * How sure we are that a number is a person's own, the surest first. `guest`: nobody has vouched for it · `known`: staff
 * entered it · `verified`: proven by a code.
 */
export const CONTACT_STANDINGS = ["verified", "known", "guest"] as const;

/** How somebody wants to be reached. */
export const CONTACT_CHANNELS = ["sms", "whatsapp", "email", "call"] as const;
export const LANGUAGES = ["ar", "en"] as const;

const email = z.union([
  z.literal(""),
  line({ min: 6, max: 200 }).refine((value) =>
    /^[^\s@"(),:;<>[\]\\]{1,64}@[A-Za-z0-9-]+(\.[A-Za-z0-9-]+)+$/.test(value),
  ),
]);

export const pointSchema = z.strictObject({
  lat: z.number().min(-90).max(90),
  lng: z.number().min(-180).max(180),
});

/** As typed; the phone is brought to E.164 by the market. Empty text means "none given". */
export const contactSchema = z.strictObject({
  name: line({ min: 3, max: 120 }),
  phone: line({ max: 40 }),
  email,
  language: z.enum(LANGUAGES),
  channel: z.enum(CONTACT_CHANNELS),
  note: paragraph({ max: 2000 }),
});

export const MAX_TECHNICIANS_NAMED = 10;

/** What he wishes [C-14]. */
export const preferencesSchema = z.strictObject({
  serviceReminders: z.boolean(),
  marketing: z.boolean(),
});

export const locationSchema = z.strictObject({
  label: line({ max: 60 }),
  address: line({ min: 10, max: 300 }),
  city: line({ min: 2, max: 80 }),
  point: z.nullable(pointSchema),
  accessNotes: paragraph({ max: 1000 }),
});

const day = z.string().refine((value) => value === "" || isServiceDay(value));

/** One thing of the customer's; empty text means "not known". */
export const assetSchema = z
  .strictObject({
    kind: z.enum(ASSET_KINDS),
    brand: line({ max: 60 }),
    model: line({ max: 60 }),
    serial: line({ max: 60 }),
    plate: line({ max: 20 }),
    vin: line({ max: 17 }).refine((value) => value === "" || /^[A-HJ-NPR-Z0-9]{11,17}$/i.test(value)),
    year: z.nullable(z.number().int().min(1950).max(2100)),
    warrantyUntil: day,
    note: paragraph({ max: 1000 }),
  })
  .superRefine((asset, check) => {
    const vehicle = isVehicle(asset.kind);
    for (const field of vehicle ? (["serial"] as const) : (["plate", "vin"] as const))
      if (asset[field] !== "") check.addIssue({ code: "custom", path: [field] });
  });

/** Vehicles are known by plate and chassis, everything else by serial number. */
export function isVehicle(kind: AssetKind): boolean {
  return ASSET_KIND_META[kind].identity === "vehicle";
}

/** A plate or serial number as it is compared: letters and digits only, Latin digits, capital letters. */
export function identityKey(text: string): string {
  return text
    .replace(/[\u0660-\u0669]/g, (digit) => String(digit.charCodeAt(0) - 0x0660))
    .toUpperCase()
    .replace(/[^\p{L}\p{N}]/gu, "");
}
