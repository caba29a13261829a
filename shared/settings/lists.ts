/**
 * Lists a company may edit: which there are, their built-in codes and the bounds of an entry. Built-in codes keep their
 * words from shared/i18n until the company writes its own, and can be switched off but never removed: tickets name them.
 */
import { CITIES } from "../catalogue/cities";
import { REASONS } from "../tickets/inputs";

export const LISTS = {
  cities: CITIES,
  reasons: REASONS,
} as const satisfies Record<string, readonly string[]>;

export type ListName = keyof typeof LISTS;
export const LIST_NAMES = Object.keys(LISTS) as ListName[];

export const LIST_ENTRY_MAX = 200;
export const LABEL_MAX_LENGTH = 80;
const CODE = /^[a-z][a-z0-9_]{1,39}$/;

/** Whether a text may be the code of an own entry. */
export function isListCode(code: string): boolean {
  return CODE.test(code);
}
