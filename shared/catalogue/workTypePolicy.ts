/**
 * What a work type decides about its tickets: path, place, length, skills, price, gates, evidence, cancelling,
 * reminders, promises. The shape and its bounds; the built-in types are in defaults.ts, a company's rows are written by
 * convex/model/catalogue. Holds no statuses and no edges: shared/tickets reads this and judges.
 */
import { z } from "zod";
import { CHANNELS } from "../messages/channels";
import { PLANNED_KINDS } from "../reminders/kinds";
import { ASSET_KINDS } from "./assetKinds";
import { SKILLS } from "./skills";

/** Which subset of the master lifecycle a ticket passes. */
export const FLOW_PROFILES = ["home_repair", "vehicle_service", "workshop", "session"] as const;
export type FlowProfile = (typeof FLOW_PROFILES)[number];

/** Where the work takes place [J-06]. */
export const WORK_MODES = ["on_site", "drop_off", "pickup_return", "remote", "in_office"] as const;

export const SIGN_OFFS = ["required", "none"] as const;

/** Codes of work types, trades, checklists and SLA policies. */
export const CATALOGUE_CODE = /^[a-z][a-z0-9_]{1,39}$/;

const code = z.string().regex(CATALOGUE_CODE);
const label = z.strictObject({ ar: z.string().trim().min(1).max(80), en: z.string().trim().min(1).max(80) });
const count = (max: number) => z.number().int().min(0).max(max);

/** Bounds of every field; what a catalogue row must satisfy to be stored. */
export const workTypePolicySchema = z
  .strictObject({
    code,
    trade: code,
    labels: label,
    profile: z.enum(FLOW_PROFILES),
    mode: z.enum(WORK_MODES),
    /** Planned length of one visit. */
    visitMinutes: z.number().int().min(10).max(720),
    /** A technician needs all of them. */
    skills: z.array(z.enum(SKILLS)).max(SKILLS.length),
    /** What a visit costs before parts and estimates; null where it is always estimated. */
    price: z.nullable(
      z.strictObject({ amountMinor: count(100_000_000), currency: z.string().regex(/^[A-Z]{3}$/) }),
    ),
    /** Three separate gates before or during the work [J-07]. */
    gates: z.strictObject({
      staffReview: z.boolean(),
      prepayment: z.boolean(),
      customerApproval: z.boolean(),
    }),
    evidence: z
      .strictObject({
        /** Photos before the inspection may begin [T-17]. */
        inspectionPhotos: count(10),
        /** Photos before the work may be called complete [T-23], and how many may be attached at most. */
        completionPhotos: count(20),
        completionPhotosMax: z.number().int().min(1).max(40),
        signOff: z.enum(SIGN_OFFS),
      })
      .refine((evidence) => evidence.completionPhotos <= evidence.completionPhotosMax, {
        path: ["completionPhotosMax"],
      }),
    /** One policy per work type [J-09, J-33]. */
    cancellation: z.strictObject({
      /** A customer calls off for nothing until this long before the visit. */
      freeUntilHours: count(240),
      /** Whether he may still do it himself afterwards, at the late cost; otherwise only staff may. */
      customerLate: z.boolean(),
      lateFeeMinor: count(10_000_000),
      lateCredits: count(10),
    }),
    /** Days in which the same fault comes back free of charge, as a linked ticket [J-37]. */
    callBackDays: count(365),
    /** In the order they are due [J-12]. */
    reminders: z
      .array(
        z.strictObject({
          kind: z.enum(PLANNED_KINDS),
          offsetMinutes: count(30 * 24 * 60),
          channel: z.enum(CHANNELS),
        }),
      )
      .max(10),
    slaPolicy: code,
    checklist: z.nullable(code),
    /** Kinds of things this work is done on; empty where there is none [J-51]. */
    assetKinds: z.array(z.enum(ASSET_KINDS)).max(ASSET_KINDS.length),
    /** Own words for statuses of this type, e.g. "received" for arrived. Codes never change. */
    statusLabels: z.record(z.string().max(40), label).refine((labels) => Object.keys(labels).length <= 30),
  })
  .readonly();

/** One work type as rules read it. */
export type WorkTypePolicy = z.infer<typeof workTypePolicySchema>;

/** Planned length of a visit, in milliseconds. */
export function visitMs(policy: Pick<WorkTypePolicy, "visitMinutes">): number {
  return policy.visitMinutes * 60_000;
}
