/*
 * What somebody has filled in so far, kept in this tab until it is sent, and what each step still lacks: judged by the same
 * shapes as on the server. The step stands in the address; one that cannot be reached yet gives way to the first open one.
 */
import * as z from "zod";
import { ASSET_KINDS } from "../../../shared/catalogue/assetKinds";
import {
  DAY_SLOT_CODES,
  placeSchema,
  requesterSchema,
  requestSchema,
  WARRANTIES,
} from "../../../shared/intake/request";
import { marketPhone } from "../../../shared/market/phone";
import { marketOfZone } from "../../../shared/market/profiles";
import { isServiceDay, serviceDayOf } from "../../../shared/time/zones";

export const STEPS = [1, 2, 3] as const;
export type Step = (typeof STEPS)[number];

/** What each step is about; names its words. */
export const STEP_NAMES = { 1: "who", 2: "what", 3: "check" } as const satisfies Record<Step, string>;

const draftSchema = z.object({
  operationId: z.string(),
  branchId: z.string().nullable(),
  name: z.string(),
  phone: z.string(),
  city: z.string(),
  address: z.string(),
  accessNotes: z.string(),
  point: z.object({ lat: z.number(), lng: z.number() }).nullable(),
  workType: z.string().nullable(),
  assetKind: z.enum(ASSET_KINDS).nullable(),
  brand: z.string(),
  model: z.string(),
  problem: z.string(),
  day: z.string(),
  slot: z.enum(DAY_SLOT_CODES as [(typeof DAY_SLOT_CODES)[number], ...typeof DAY_SLOT_CODES]),
  warranty: z.enum(WARRANTIES).nullable(),
  invoiceNumber: z.string(),
  serial: z.string(),
  /** Pictures chosen in this tab; they are not kept themselves. */
  pictureCount: z.number(),
});
export type RequestDraft = z.infer<typeof draftSchema>;

const KEY = "maydan.request";

export function emptyDraft(): RequestDraft {
  return {
    operationId: crypto.randomUUID(),
    branchId: null,
    name: "",
    phone: "",
    city: "",
    address: "",
    accessNotes: "",
    point: null,
    workType: null,
    assetKind: null,
    brand: "",
    model: "",
    problem: "",
    day: "",
    slot: "morning",
    warranty: null,
    invoiceNumber: "",
    serial: "",
    pictureCount: 0,
  };
}

/** The draft of this tab. */
export function loadDraft(): RequestDraft {
  const text = sessionStorage.getItem(KEY);
  if (text === null) return emptyDraft();
  try {
    const read = draftSchema.safeParse(JSON.parse(text));
    return read.success ? read.data : emptyDraft();
  } catch {
    // Not ours, or of an earlier version.
    return emptyDraft();
  }
}

export function saveDraft(draft: RequestDraft): void {
  try {
    sessionStorage.setItem(KEY, JSON.stringify(draft));
  } catch {
    // Storage is off or full: the draft lives as long as the page.
  }
}

export function forgetDraft(): void {
  sessionStorage.removeItem(KEY);
}

export type MissingField =
  | "branch"
  | "name"
  | "phone"
  | "city"
  | "address"
  | "point"
  | "workType"
  | "problem"
  | "day"
  | "warranty"
  | "invoiceNumber"
  | "serial";

/** What stands between a draft and the end of a step; `zone` is the branch's. */
export function missingIn(
  step: Step,
  draft: RequestDraft,
  zone: string,
  hasDevice: boolean,
  now: number,
): MissingField[] {
  const when = (missing: boolean, field: MissingField) => (missing ? [field] : []);
  const { shape: who } = requesterSchema;
  const { shape: where } = placeSchema;
  if (step === 1)
    return [
      ...when(draft.branchId === null, "branch"),
      ...when(!who.name.safeParse(draft.name).success, "name"),
      ...when(marketPhone(draft.phone, marketOfZone(zone)) === null, "phone"),
      ...when(!where.city.safeParse(draft.city).success, "city"),
      ...when(!where.address.safeParse(draft.address).success, "address"),
      // Without a branch there is no map to put a pin on.
      ...when(draft.branchId !== null && draft.point === null, "point"),
    ];
  if (step === 2)
    return [
      ...when(draft.workType === null, "workType"),
      ...when(!requestSchema.shape.problem.safeParse(draft.problem).success, "problem"),
      ...when(draft.day !== "" && (!isServiceDay(draft.day) || draft.day < serviceDayOf(now, zone)), "day"),
    ];
  return !hasDevice
    ? []
    : [
        ...when(draft.warranty === null, "warranty"),
        ...when(draft.warranty === "yes" && draft.invoiceNumber.trim() === "", "invoiceNumber"),
        ...when(draft.warranty === "yes" && draft.serial.trim() === "", "serial"),
      ];
}

/** The furthest step that may be shown when `wanted` is asked for. */
export function reachable(wanted: Step, missing: (step: Step) => readonly MissingField[]): Step {
  for (const step of STEPS) if (step < wanted && missing(step).length > 0) return step;
  return wanted;
}
