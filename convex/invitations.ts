/** Inviting colleagues and accepting an invitation. The password is set by the sign-in itself (auth.ts, `join`). */
import { v } from "convex/values";
import { appError } from "./lib/appError";
import {
  memberMutation,
  memberQuery,
  publicMutation,
  publicQuery,
  systemMutation,
  systemQuery,
} from "./lib/builders";
import { cleanText } from "./lib/cleanText";
import { localizedName } from "./lib/validators";
import {
  acceptInvitation,
  invitationView,
  invite,
  listInvitations,
  reinvite,
  revokeInvitation,
} from "./model/people/invitations";
import { findInvitation, type JoinPlan, planJoin } from "./model/people/joining";
import { staffRole } from "./model/people/tables";
import { adoptForeignIdentity } from "./model/session/foreign";

/** Open invitations of the company. */
export const list = memberQuery("people.manage")({
  args: {},
  returns: v.array(invitationView),
  handler: async (ctx) => await listInvitations(ctx, ctx.actor),
});

/** Invites by e-mail. The link is answered here once, for handing it over where no mail goes out. */
export const create = memberMutation("people.manage")({
  args: {
    email: v.string(),
    name: localizedName,
    role: staffRole,
    branchIds: v.array(v.id("branches")),
    technicianId: v.nullable(v.id("technicians")),
  },
  returns: v.object({ invitationId: v.id("invitations"), link: v.string() }),
  handler: async (ctx, draft) => await invite(ctx, ctx.actor, draft, Date.now()),
});

/** Sends an invitation again with a new link; the earlier link stops working. */
export const renew = memberMutation("people.manage")({
  args: { invitationId: v.id("invitations") },
  returns: v.object({ link: v.string() }),
  handler: async (ctx, { invitationId }) => ({
    link: await reinvite(ctx, ctx.actor, invitationId, Date.now()),
  }),
});

/** Takes an invitation back. */
export const revoke = memberMutation("people.manage")({
  args: { invitationId: v.id("invitations") },
  returns: v.null(),
  handler: async (ctx, { invitationId }) => await revokeInvitation(ctx, ctx.actor, invitationId),
});

/** What the holder of an invitation link is asked to accept; null for a link that opens nothing. */
export const byToken = publicQuery({
  args: { token: v.string() },
  returns: v.nullable(
    v.object({
      company: localizedName,
      email: v.string(),
      name: localizedName,
      role: staffRole,
      /** The address has a password here already; that one is asked for instead of a new one. */
      hasAccount: v.boolean(),
      passwordMin: v.number(),
    }),
  ),
  handler: async (ctx, { token }) => {
    const invitation = token.length > 100 ? null : await findInvitation(ctx, token);
    const plan = invitation ? await planJoin(ctx, token) : null;
    const organization = invitation ? await ctx.db.get("organizations", invitation.orgId) : null;
    if (!invitation || !plan || !organization) return null;
    const { email, name, role } = invitation;
    return {
      company: organization.name,
      email,
      name,
      role,
      hasAccount: plan.hasAccount,
      passwordMin: plan.min,
    };
  },
});

/**
 * Accepts with an identity of another issuer (Clerk) whose confirmed e-mail is the invited one; the user is made when
 * there is none. Fails with `invitation.invalid` or `auth.identityUnverified`.
 */
export const acceptSignedIn = publicMutation({
  args: { token: v.string() },
  returns: v.null(),
  handler: async (ctx, { token }) => {
    if ((await ctx.auth.getUserIdentity()) === null) throw appError("auth.signedOut");
    const invitation = await findInvitation(ctx, cleanText("token", token, { max: 100 }));
    if (!invitation) throw appError("invitation.invalid");
    const userId = await adoptForeignIdentity(ctx, invitation.email, Date.now());
    return await acceptInvitation(ctx, token, userId, null);
  },
});

/** auth.ts: how this invitation is accepted. */
export const joinPlan = systemQuery({
  args: { token: v.string() },
  handler: async (ctx, { token }): Promise<JoinPlan | null> => await planJoin(ctx, token),
});

/** auth.ts: makes the membership, after the account was made or proven. */
export const accept = systemMutation({
  args: { token: v.string(), userId: v.id("users"), name: v.nullable(localizedName) },
  returns: v.null(),
  handler: async (ctx, { token, userId, name }): Promise<null> =>
    await acceptInvitation(ctx, token, userId, name),
});
