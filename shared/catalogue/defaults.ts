/**
 * The built-in work types, declared once: a new company's catalogue starts as a copy of these rows. Shared halves first,
 * then one line of differences per type.
 */
import { workTypes as ar } from "../i18n/ar/workTypes";
import { workTypes as en } from "../i18n/en/workTypes";
import type { WorkTypePolicy } from "./workTypePolicy";
import { WORK_TYPES, type WorkType } from "./workTypes";

type Rest = Omit<WorkTypePolicy, "code" | "labels">;

const HOUR_MINUTES = 60;
const DAY_MINUTES = 24 * HOUR_MINUTES;

/** Somebody comes, looks, repairs on the spot or takes the device along. */
const HOME_REPAIR = {
  trade: "appliances",
  profile: "home_repair",
  mode: "on_site",
  visitMinutes: 60,
  skills: [],
  price: { amountMinor: 15_000, currency: "SAR" },
  gates: { staffReview: false, prepayment: false, customerApproval: false },
  evidence: { inspectionPhotos: 1, completionPhotos: 3, completionPhotosMax: 20, signOff: "required" },
  cancellation: { freeUntilHours: 24, customerLate: false, lateFeeMinor: 5_000, lateCredits: 1 },
  callBackDays: 30,
  reminders: [
    { kind: "visit_day_before", offsetMinutes: DAY_MINUTES, channel: "sms" },
    { kind: "visit_hours_before", offsetMinutes: 2 * HOUR_MINUTES, channel: "sms" },
    { kind: "feedback", offsetMinutes: DAY_MINUTES, channel: "sms" },
  ],
  slaPolicy: "standard",
  checklist: "appliance_repair",
  assetKinds: [],
  statusLabels: {},
} as const satisfies Rest;

/** A request is looked through first, and the finished work checked. */
const VEHICLE = {
  ...HOME_REPAIR,
  trade: "cars",
  profile: "vehicle_service",
  visitMinutes: 90,
  skills: ["vehicle_mechanics"],
  price: { amountMinor: 25_000, currency: "SAR" },
  gates: { staffReview: true, prepayment: false, customerApproval: true },
  checklist: "vehicle_check",
  assetKinds: ["car"],
} as const satisfies Rest;

/** The customer brings it, or it is fetched; no trip to the work. */
const WORKSHOP = {
  ...VEHICLE,
  profile: "workshop",
  mode: "drop_off",
  visitMinutes: 120,
  gates: { staffReview: false, prepayment: false, customerApproval: true },
  slaPolicy: "workshop",
  statusLabels: { arrived: { ar: "استُلمت المركبة", en: "Received" } },
} as const satisfies Rest;

/** A conversation: nothing is inspected and nothing is photographed. */
const SESSION = {
  trade: "consultations",
  profile: "session",
  mode: "remote",
  visitMinutes: 45,
  skills: ["consulting"],
  price: { amountMinor: 30_000, currency: "SAR" },
  gates: { staffReview: false, prepayment: true, customerApproval: false },
  evidence: { inspectionPhotos: 0, completionPhotos: 0, completionPhotosMax: 10, signOff: "none" },
  cancellation: { freeUntilHours: 24, customerLate: true, lateFeeMinor: 10_000, lateCredits: 1 },
  callBackDays: 0,
  reminders: [
    { kind: "session_before", offsetMinutes: DAY_MINUTES, channel: "email" },
    { kind: "session_before", offsetMinutes: HOUR_MINUTES, channel: "sms" },
    { kind: "feedback", offsetMinutes: HOUR_MINUTES, channel: "email" },
  ],
  slaPolicy: "session",
  checklist: null,
  assetKinds: [],
  statusLabels: {
    arrived: { ar: "بدأ الحضور", en: "Joined" },
    repairing: { ar: "الجلسة جارية", en: "In session" },
  },
} as const satisfies Rest;

const HOME_SERVICE = { ...HOME_REPAIR, trade: "home", checklist: null } as const satisfies Rest;

const TYPES: Record<WorkType, Rest> = {
  ac_repair: { ...HOME_REPAIR, visitMinutes: 90, skills: ["cooling"], assetKinds: ["ac"] },
  fridge_repair: { ...HOME_REPAIR, visitMinutes: 90, skills: ["cooling", "kitchen"], assetKinds: ["fridge"] },
  washer_repair: { ...HOME_REPAIR, skills: ["laundry"], assetKinds: ["washer"] },
  oven_repair: { ...HOME_REPAIR, skills: ["kitchen"], assetKinds: ["oven"] },
  dishwasher_repair: { ...HOME_REPAIR, skills: ["kitchen", "plumbing"], assetKinds: ["dishwasher"] },
  plumbing: { ...HOME_SERVICE, skills: ["plumbing"] },
  electrical: { ...HOME_SERVICE, skills: ["electrical"] },
  site_inspection: { ...HOME_SERVICE, visitMinutes: 45, callBackDays: 0 },
  car_diagnosis: { ...VEHICLE, visitMinutes: 60 },
  car_service: VEHICLE,
  car_battery: {
    ...VEHICLE,
    visitMinutes: 45,
    skills: ["vehicle_electrics"],
    gates: { staffReview: false, prepayment: false, customerApproval: false },
  },
  car_workshop: WORKSHOP,
  motorbike_service: {
    ...WORKSHOP,
    trade: "motorbikes",
    visitMinutes: 90,
    skills: ["motorbikes"],
    assetKinds: ["motorbike"],
  },
  motorbike_pickup: {
    ...WORKSHOP,
    trade: "motorbikes",
    mode: "pickup_return",
    visitMinutes: 60,
    skills: ["motorbikes"],
    assetKinds: ["motorbike"],
  },
  consultation_online: SESSION,
  consultation_office: { ...SESSION, mode: "in_office" },
};

/** The built-in catalogue in its own order. */
export const DEFAULT_WORK_TYPES: readonly WorkTypePolicy[] = WORK_TYPES.map((code) => ({
  ...TYPES[code],
  code,
  labels: { ar: ar[code], en: en[code] },
}));

const BY_CODE = new Map(DEFAULT_WORK_TYPES.map((policy) => [policy.code, policy]));

/** The built-in policy of a code; a plain home visit that asks for no skill where the code is not built in. */
export function builtInPolicy(code: string): WorkTypePolicy {
  return BY_CODE.get(code) ?? { ...HOME_SERVICE, code, labels: { ar: code, en: code } };
}
