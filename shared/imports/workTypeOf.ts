/** Guesses the work type from the words of a request. A dispatcher can see and correct it; nothing is refused here. */
import type { WorkType } from "../catalogue/workTypes";

/** First match wins, so the specific stand before the general. Latin words match whole, Arabic ones as stems. */
const RULES: readonly (readonly [WorkType, RegExp])[] = [
  ["dishwasher_repair", /\bdish ?washers?\b|غسالة صحون|جلاية/i],
  ["fridge_repair", /\b(fridges?|refrigerators?|freezers?)\b|ثلاج|فريزر/i],
  ["washer_repair", /\b(washers?|washing machines?|dryers?|laundry)\b|غسال|نشاف/i],
  ["oven_repair", /\b(ovens?|stoves?|cookers?)\b|فرن|افران|أفران|بوتاجاز/i],
  ["ac_repair", /\b(a\/c|hvac|air ?condition\w*|heat|heating|cooling|boiler)\b|مكيف|تكييف|تبريد/i],
  ["plumbing", /\b(plumb\w*|water|leak\w*|sewer|drain\w*|hydrant|toilet)\b|سباك|تسريب|تسرب|مياه|مجاري/i],
  [
    "electrical",
    /\b(electric\w*|power|street ?lights?|traffic signal\w*|lighting|elevator)\b|كهرب|إنارة|انارة/i,
  ],
];

/** The work type the words speak of; `site_inspection` when they speak of none we know. */
export function workTypeOf(text: string): WorkType {
  return RULES.find(([, words]) => words.test(text))?.[0] ?? "site_inspection";
}
