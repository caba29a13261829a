/**
 * Markets [J-04]: what a country decides for a company that works there. Phone rules are national numbering plans in the
 * one form numbers are stored in (E.164, digits after the country's code).
 */
export const COUNTRIES = ["SA", "EG", "AE"] as const;
export type MarketCountry = (typeof COUNTRIES)[number];

export interface MarketProfile {
  readonly country: MarketCountry;
  readonly zone: string;
  readonly currency: string;
  /** Decimal places of the currency. */
  readonly minorDigits: number;
  /** Days off, 0 = Sunday … 6 = Saturday. */
  readonly weekend: readonly number[];
  /** Value added tax; 1500 is 15 %. */
  readonly taxBasisPoints: number;
  readonly languages: readonly ["ar", "en"];
  readonly phone: { readonly callingCode: string; readonly mobile: RegExp; readonly fixed: RegExp };
  /** Papers that prove who somebody is [W-08]. */
  readonly papers: readonly string[];
}

export const MARKETS: Record<MarketCountry, MarketProfile> = {
  SA: {
    country: "SA",
    zone: "Asia/Riyadh",
    currency: "SAR",
    minorDigits: 2,
    weekend: [5, 6],
    taxBasisPoints: 1500,
    languages: ["ar", "en"],
    phone: { callingCode: "966", mobile: /^5\d{8}$/, fixed: /^(1[1-7]\d{7}|9200\d{5}|800\d{7})$/ },
    papers: ["national_id", "iqama", "passport"],
  },
  EG: {
    country: "EG",
    zone: "Africa/Cairo",
    currency: "EGP",
    minorDigits: 2,
    weekend: [5, 6],
    taxBasisPoints: 1400,
    languages: ["ar", "en"],
    phone: { callingCode: "20", mobile: /^1[0125]\d{8}$/, fixed: /^(2\d{8}|[3-9]\d{7,8})$/ },
    papers: ["national_id", "passport"],
  },
  AE: {
    country: "AE",
    zone: "Asia/Dubai",
    currency: "AED",
    minorDigits: 2,
    weekend: [0, 6],
    taxBasisPoints: 500,
    languages: ["ar", "en"],
    phone: { callingCode: "971", mobile: /^5\d{8}$/, fixed: /^([2-46-79]\d{7}|600\d{6}|800\d{2,9})$/ },
    papers: ["emirates_id", "passport"],
  },
};

/** The market of a branch, told by its zone; Saudi Arabia is the home market. */
export function marketOfZone(zone: string): MarketProfile {
  return COUNTRIES.map((country) => MARKETS[country]).find((market) => market.zone === zone) ?? MARKETS.SA;
}
