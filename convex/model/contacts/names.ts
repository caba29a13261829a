/** How names of people stand in records, and what customers learn of the names of staff [Z-03]. */
import type { LocalizedName } from "../../../shared/core/localized";

/** A customer's name is written once; where both languages are kept, it stands in both. */
export function customerName(name: string): LocalizedName & { ar: string; en: string } {
  return { ar: name, en: name };
}

/** What a customer is told of somebody's name. */
export function firstName({ ar, en }: LocalizedName): { ar: string; en: string } {
  const first = (name: string) => name.trim().split(/\s+/)[0] ?? "";
  return { ar: first(ar), en: first(en) };
}
