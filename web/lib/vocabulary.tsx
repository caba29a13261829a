/*
 * What the company calls its work types, cities and reasons. Given to a page once; every list and every word below reads
 * it. Without a company (sign-in, a stranger's page) the product's own words and lists are used.
 */
import type { FunctionReturnType } from "convex/server";
import { createContext, useContext } from "react";
import type { api } from "../../convex/_generated/api";
import { CITIES } from "../../shared/catalogue/cities";
import type { LocalizedName } from "../../shared/core/localized";
import { isBuiltInReason, reasonsFor } from "../../shared/tickets/inputs";
import type { TicketAction } from "../../shared/tickets/transitions";

export type Vocabulary = FunctionReturnType<typeof api.vocabulary.ofCompany>;

const VocabularyContext = createContext<Vocabulary | null>(null);
export const VocabularyProvider = VocabularyContext.Provider;

export interface CompanyLists {
  /** The company's own words, where it has some. */
  readonly wordOf: (list: "workTypes" | "cities" | "reasons", code: string) => LocalizedName | null;
  /** City codes a form offers, in the company's order. */
  readonly cities: readonly string[];
  /** Reasons a form offers for a step: the built-in ones that fit it and are switched on, then the company's own. */
  readonly reasonsFor: (action: TicketAction) => readonly string[];
}

const BUILT_IN: CompanyLists = { wordOf: () => null, cities: CITIES, reasonsFor };

function listsOf(vocabulary: Vocabulary): CompanyLists {
  const { workTypes, cities, reasons } = vocabulary;
  const words = {
    workTypes: new Map(workTypes.map(({ code, labels }) => [code, labels])),
    cities: new Map(cities.map(({ code, label }) => [code, label])),
    reasons: new Map(reasons.map(({ code, label }) => [code, label])),
  };
  return {
    wordOf: (list, code) => words[list].get(code) ?? null,
    cities: cities.filter((entry) => entry.active).map((entry) => entry.code),
    reasonsFor: (action) => {
      const fitting: readonly string[] = reasonsFor(action);
      if (fitting.length === 0) return [];
      const on = reasons.filter((entry) => entry.active).map((entry) => entry.code);
      const own = on.filter((code) => !isBuiltInReason(code));
      const offered = fitting.filter((code) => on.includes(code) && code !== "other");
      // "Other" stays last and cannot be switched off: a step must not become impossible by an edited list.
      return [...offered, ...own, "other"];
    },
  };
}

const known = new WeakMap<Vocabulary, CompanyLists>();

/** The lists of the page's company. */
export function useCompanyLists(): CompanyLists {
  const vocabulary = useContext(VocabularyContext);
  if (vocabulary === null) return BUILT_IN;
  const lists = known.get(vocabulary) ?? listsOf(vocabulary);
  known.set(vocabulary, lists);
  return lists;
}
