/**
 * Founding a company, with the deployment's own key only: `npx convex run companies:found '{…}'`. It is how a deployment
 * without the demo gets its first owner.
 */
import { v } from "convex/values";
import { systemMutation } from "./lib/builders";
import { localizedName } from "./lib/validators";
import { branchInput } from "./model/organization/branches";
import { foundCompany } from "./model/organization/found";

/** Company, first branch, and the link with which the owner sets a password. */
export const found = systemMutation({
  args: {
    slug: v.string(),
    name: localizedName,
    branch: branchInput,
    owner: v.object({ email: v.string(), name: localizedName }),
  },
  returns: v.object({ link: v.string() }),
  handler: async (ctx, draft) => ({ link: await foundCompany(ctx, draft, Date.now()) }),
});
