/** A customer's name is written once; where both languages are kept, it stands in both. */
import type { LocalizedName } from "../../../shared/core/localized";

export function customerName(name: string): LocalizedName & { ar: string; en: string } {
  return { ar: name, en: name };
}
