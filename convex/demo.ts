/** One-click accounts of the demo. Answers an empty list unless the deployment says DEMO_MODE=1. */
import { v } from "convex/values";
import { publicQuery } from "./lib/builders";
import { localizedName, role } from "./lib/validators";
import { listDemoAccounts, listDemoCrew } from "./model/demo/accounts";

/** Accounts the sign-in page may offer, with their password. */
export const accounts = publicQuery({
  args: {},
  returns: v.array(
    v.object({
      email: v.string(),
      name: localizedName,
      role,
      branchName: v.nullable(localizedName),
      password: v.string(),
    }),
  ),
  handler: async (ctx) => await listDemoAccounts(ctx),
});

/** Every technician of the demo, for programs that play their part; `featured` ones are on the sign-in page too. */
export const crew = publicQuery({
  args: {},
  returns: v.array(
    v.object({
      email: v.string(),
      name: localizedName,
      branchName: v.nullable(localizedName),
      password: v.string(),
      featured: v.boolean(),
    }),
  ),
  handler: async (ctx) => await listDemoCrew(ctx),
});
