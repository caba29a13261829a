/**
 * Quality checks [G-05] and checklists [F-17]: stages, verdicts per criterion, and the result that follows from them.
 * A result is never typed in: it is what the criteria say.
 */
import { z } from "zod";
import { CATALOGUE_CODE } from "../catalogue/workTypePolicy";
import type { QualityResult } from "../tickets/evidence";
import { line, localized, paragraph } from "./text";

export const CHECK_STAGES = [
  "initial_diagnosis",
  "pre_work",
  "during_work",
  "final_inspection",
  "customer_approval",
] as const;
export type CheckStage = (typeof CHECK_STAGES)[number];

export const VERDICTS = ["ok", "issue", "critical"] as const;
export type Verdict = (typeof VERDICTS)[number];

/** The worst verdict decides. */
export function resultOf(verdicts: readonly Verdict[]): QualityResult {
  if (verdicts.includes("critical")) return "failed";
  return verdicts.includes("issue") ? "needs_attention" : "passed";
}

const criterionSchema = z
  .strictObject({
    label: line({ min: 1, max: 160 }),
    verdict: z.enum(VERDICTS),
    note: paragraph({ max: 1000 }),
  })
  .refine((criterion) => criterion.verdict === "ok" || criterion.note !== "", { path: ["note"] });

export const checkSchema = z.strictObject({
  stage: z.enum(CHECK_STAGES),
  criteria: z.array(criterionSchema).min(1).max(40),
  note: paragraph({ max: 2000 }),
});

/** One point of a checklist; a point left out is not the same as a point that does not apply. */
export const ITEM_VERDICTS = [...VERDICTS, "not_applicable"] as const;

export const checklistTemplateSchema = z.strictObject({
  code: z.string().regex(CATALOGUE_CODE),
  labels: localized(80),
  items: z
    .array(
      z.strictObject({
        code: z.string().regex(CATALOGUE_CODE),
        labels: localized(160),
        required: z.boolean(),
      }),
    )
    .min(1)
    .max(60)
    .refine((items) => new Set(items.map((item) => item.code)).size === items.length),
});
export type ChecklistTemplate = z.infer<typeof checklistTemplateSchema>;

export const checklistAnswersSchema = z
  .array(
    z.strictObject({
      code: z.string().regex(CATALOGUE_CODE),
      verdict: z.enum(ITEM_VERDICTS),
      note: paragraph({ max: 1000 }),
    }),
  )
  .max(60);
export type ChecklistAnswer = z.infer<typeof checklistAnswersSchema>[number];

/** Codes of required points nobody has answered. */
export function missingItems(
  template: Pick<ChecklistTemplate, "items">,
  answers: readonly Pick<ChecklistAnswer, "code">[],
): string[] {
  const given = new Set(answers.map((answer) => answer.code));
  return template.items.filter((item) => item.required && !given.has(item.code)).map((item) => item.code);
}

/** What a fault code may look like, as makers print them. */
export const FAULT_CODE = /^[A-Za-z0-9][A-Za-z0-9_.-]{0,19}$/;

export const faultCodeSchema = z.strictObject({
  code: z.string().regex(FAULT_CODE),
  trade: z.string().regex(CATALOGUE_CODE),
  labels: localized(120),
  /** What to do about it. */
  procedure: z.strictObject({ ar: paragraph({ max: 2000 }), en: paragraph({ max: 2000 }) }),
  /** Parts it usually takes. */
  parts: z.array(line({ min: 1, max: 120 })).max(20),
});
