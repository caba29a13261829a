/**
 * What a branch is entered by. Its country gives zone, currency and days off [J-04] and stays what it was: appointments
 * and amounts are written in them. Who may open one is the server's.
 */
import { z } from "zod";
import { pointSchema } from "../contacts/contact";
import { marketPhone } from "../market/phone";
import { COUNTRIES, MARKETS } from "../market/profiles";
import { line } from "../records/text";

/** A company has few; more are refused. */
export const MAX_BRANCHES = 100;
export const BRANCH_NAME_MAX = 80;

/** The phone comes out in E.164. */
export const branchSchema = z
  .strictObject({
    city: line({ min: 2, max: 80 }),
    country: z.enum(COUNTRIES),
    center: pointSchema,
    phone: z.string().max(40),
  })
  .transform((branch, check) => {
    const phone = marketPhone(branch.phone, MARKETS[branch.country]);
    if (phone !== null) return { ...branch, phone };
    check.addIssue({ code: "custom", path: ["phone"] });
    return z.NEVER;
  });
