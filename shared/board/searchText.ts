/**
 * What text search compares [S-24]: letters, marks and digits that people write differently for the same word are folded
 * into one form, on what is stored and on what is typed alike.
 */

const ARABIC_MARKS = /[\u064b-\u065f\u0670\u0640]/g;

/** Folds case, Arabic marks, alef, ya and ta forms, and Arabic and Persian digits. */
export function foldText(text: string): string {
  return text
    .toLowerCase()
    .replace(ARABIC_MARKS, "")
    .replace(/[أإآٱ]/g, "ا")
    .replace(/[ىی]/g, "ي")
    .replace(/ک/g, "ك")
    .replace(/ة/g, "ه")
    .replace(/[٠-٩]/g, (digit) => String(digit.charCodeAt(0) - 0x0660))
    .replace(/[۰-۹]/g, (digit) => String(digit.charCodeAt(0) - 0x06f0));
}

const SHORTEST_LOCAL = 7;
const LAST_DIGITS = 4;

/** The ways a number is looked for: whole, without its country, with a leading zero, by its last four digits. */
function phoneTerms(phone: string): string[] {
  const digits = foldText(phone).replace(/\D/g, "");
  if (digits.length < SHORTEST_LOCAL) return digits === "" ? [] : [digits];
  const local = [9, 10].map((length) => digits.slice(-length));
  return [...new Set([digits, ...local, ...local.map((one) => `0${one}`), digits.slice(-LAST_DIGITS)])];
}

/** A ticket's number without the letters all of them share, which find everything and so nothing. */
function bareNumber(word: string): string {
  return word.replace(/^tk-(?=.)/i, "");
}

export interface SearchedTicket {
  readonly number: string;
  readonly contactName: string;
  readonly phone: string | null;
  readonly address: string;
  readonly problem: string;
}

/** The text a ticket is found by. */
export function ticketSearchText(ticket: SearchedTicket): string {
  const { number, contactName, phone, address, problem } = ticket;
  const words = [number, bareNumber(number), contactName, address, problem].join(" ");
  return [foldText(words), ...phoneTerms(phone ?? "")].join(" ");
}

export interface SearchedPerson {
  readonly name: { readonly ar: string; readonly en: string };
  /** Employee number, e-mail address: found as they are written. */
  readonly codes: readonly string[];
  readonly phone: string | null;
}

/** The text somebody who works here is found by. */
export function personSearchText({ name, codes, phone }: SearchedPerson): string {
  return [foldText([name.ar, name.en, ...codes].join(" ")), ...phoneTerms(phone ?? "")].join(" ");
}

/** Most words of one search; what is typed beyond them is left out. */
const MAX_WORDS = 8;

/** The words looked for. Digits typed in groups, as phone numbers are, count as one word. */
export function searchWords(text: string): string[] {
  const folded = foldText(text).slice(0, 120);
  const joined = /^[\s+\d().-]+$/.test(folded) ? folded.replace(/\D/g, "") : folded;
  return joined
    .split(/[\s,،]+/)
    .map(bareNumber)
    .filter(Boolean)
    .slice(0, MAX_WORDS);
}
