/** How a ticket ended [T-37], apart from where the device is [J-34]. */
export const OUTCOMES = ["fixed", "not_fixed", "cancelled", "no_show", "rejected"] as const;
export type Outcome = (typeof OUTCOMES)[number];
