/** How a ticket ended, apart from where the device is [J-34], and the three-way completion type reports use [T-37]. */
export const OUTCOMES = ["fixed", "not_fixed", "cancelled", "no_show", "rejected"] as const;
export type Outcome = (typeof OUTCOMES)[number];

export const COMPLETION_TYPES = ["fixed", "not_fixed", "cancelled"] as const;
export type CompletionType = (typeof COMPLETION_TYPES)[number];

/** The completion type of an outcome. */
export function completionTypeOf(outcome: Outcome): CompletionType {
  return outcome === "fixed" || outcome === "not_fixed" ? outcome : "cancelled";
}
