/** Founding a company on a deployment: itself, its first branch, and the invitation of its owner. */
import type { LocalizedName } from "../../../shared/core/localized";
import { DAY_MS } from "../../../shared/time/zones";
import type { Infer } from "convex/values";
import type { MutationCtx } from "../../_generated/server";
import { appError } from "../../lib/appError";
import { cleanEmail, cleanName, cleanText } from "../../lib/cleanText";
import { keyedHash } from "../session/keyedHash";
import { tellInvitation } from "../session/tell";
import { newToken } from "../tracking/token";
import { type branchInput, writeBranch } from "./branches";

export interface CompanyDraft {
  readonly slug: string;
  readonly name: LocalizedName;
  readonly branch: Infer<typeof branchInput>;
  readonly owner: { readonly email: string; readonly name: LocalizedName };
}

const INVITATION_DAYS = 7;

/** Writes the company and answers the link with which its owner joins. Fails with `input.invalid`
 * naming the field, `slug` for one that is taken. */
export async function foundCompany(ctx: MutationCtx, draft: CompanyDraft, now: number): Promise<string> {
  const slug = cleanText("slug", draft.slug, { min: 2, max: 40 });
  const taken = await ctx.db
    .query("organizations")
    .withIndex("by_slug", (q) => q.eq("slug", slug))
    .first();
  if (taken) throw appError("input.invalid", { field: "slug" });
  const name = cleanName("name", draft.name);
  const orgId = await ctx.db.insert("organizations", { slug, name });
  await writeBranch(ctx, orgId, draft.branch);
  const email = cleanEmail("owner.email", draft.owner.email);
  const ownerName = cleanName("owner.name", draft.owner.name);
  const token = newToken();
  const expiresAt = now + INVITATION_DAYS * DAY_MS;
  const id = await ctx.db.insert("invitations", {
    orgId,
    email,
    name: ownerName,
    role: "owner",
    branchIds: [],
    tokenHash: await keyedHash("invitation", token),
    expiresAt,
    state: "open",
  });
  const organization = await ctx.db.get("organizations", orgId);
  if (!organization) throw appError("access.denied");
  const link = `${process.env["SITE_URL"] ?? ""}/join/${token}`;
  await tellInvitation(ctx, organization, { id, email, expiresAt, days: INVITATION_DAYS }, name, link, now);
  return link;
}
