/** Built-in trades: groups of work types as people look for them. Codes only; words are in shared/i18n. */
export const TRADES = ["appliances", "home", "cars", "motorbikes", "consultations"] as const;
export type Trade = (typeof TRADES)[number];
