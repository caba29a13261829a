/** How far one thing of a ticket is [M-08]. The ticket's own status says how far the visit is; the bill is one. */
export const ITEM_STATES = ["open", "fixed", "not_fixed"] as const;
export type ItemState = (typeof ITEM_STATES)[number];
