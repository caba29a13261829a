/**
 * Invitations: made by an administrator, accepted once by whoever holds the link, within days. The link's token is told
 * in the message and to the inviter at that moment, and kept nowhere; only its keyed hash is stored.
 */
import { type Infer, v } from "convex/values";
import { mayManageRole, type StaffRole } from "../../../shared/access/roles";
import type { LocalizedName } from "../../../shared/core/localized";
import { DAY_MS } from "../../../shared/time/zones";
import type { Doc, Id } from "../../_generated/dataModel";
import type { MutationCtx, QueryCtx } from "../../_generated/server";
import { appError } from "../../lib/appError";
import { cleanEmail, cleanName } from "../../lib/cleanText";
import { localizedName } from "../../lib/validators";
import { record } from "../audit/record";
import { listMemberships, type StaffActor } from "../organization/access";
import { findPasswordAccount } from "../session/accounts";
import { keyedHash } from "../session/keyedHash";
import { takeToken } from "../session/limits";
import { tellInvitation } from "../session/tell";
import { readSetting } from "../settings/read";
import { newToken } from "../tracking/token";
import { findInvitation } from "./joining";
import { requireBranches } from "./members";
import { indexMember } from "./search";
import { staffRole } from "./tables";

const MAX_OPEN = 200;

export const invitationView = v.object({
  invitationId: v.id("invitations"),
  email: v.string(),
  name: localizedName,
  role: staffRole,
  branchIds: v.array(v.id("branches")),
  expiresAt: v.number(),
  invitedAt: v.number(),
});
export type InvitationView = Infer<typeof invitationView>;

/** Invitations nobody accepted yet, newest first; expired ones too, so that they can be sent again. */
export async function listInvitations(ctx: QueryCtx, actor: StaffActor): Promise<InvitationView[]> {
  const open = await ctx.db
    .query("invitations")
    .withIndex("by_orgId_and_state", (q) => q.eq("orgId", actor.membership.orgId).eq("state", "open"))
    .order("desc")
    .take(MAX_OPEN);
  return open.map(({ _id, _creationTime, email, name, role, branchIds, expiresAt }) => ({
    invitationId: _id,
    email,
    name,
    role,
    branchIds,
    expiresAt,
    invitedAt: _creationTime,
  }));
}

export interface InvitationDraft {
  readonly email: string;
  readonly name: LocalizedName;
  readonly role: StaffRole;
  readonly branchIds: readonly Id<"branches">[];
  /** For a technician: the record he takes over. */
  readonly technicianId: Id<"technicians"> | null;
}

/** Invites somebody; an open invitation to the same address is replaced. Answers the link, once. */
export async function invite(ctx: MutationCtx, actor: StaffActor, draft: InvitationDraft, now: number) {
  const { orgId } = actor.membership;
  if (!mayManageRole(actor.membership.role, draft.role)) throw appError("people.aboveYou");
  const retryAfterMs = await takeToken(ctx, "invitations", orgId, now);
  if (retryAfterMs !== null) throw appError("auth.tooManyAttempts", { retryAfterMs });
  const email = cleanEmail("email", draft.email);
  const name = cleanName("name", draft.name);
  const technician = await requireFreeTechnician(ctx, actor, draft);
  const branchIds = technician
    ? [technician.branchId]
    : await requireBranches(ctx, actor, draft.role, draft.branchIds);
  await refuseMember(ctx, orgId, email);
  const earlier = await ctx.db
    .query("invitations")
    .withIndex("by_orgId_and_email_and_state", (q) =>
      q.eq("orgId", orgId).eq("email", email).eq("state", "open"),
    )
    .take(10);
  for (const one of earlier) await ctx.db.patch("invitations", one._id, { state: "revoked" });
  const token = newToken();
  const days = await readSetting(ctx, orgId, "people.invitationDays");
  const expiresAt = now + days * DAY_MS;
  const invitationId = await ctx.db.insert("invitations", {
    orgId,
    email,
    name,
    role: draft.role,
    branchIds,
    tokenHash: await keyedHash("invitation", token),
    expiresAt,
    state: "open",
    invitedBy: actor.membership._id,
    ...(technician ? { technicianId: technician._id } : {}),
  });
  await record(ctx, actor, {
    action: "member.invited",
    subject: { kind: "invitation", id: invitationId, label: email },
    after: { role: draft.role, branches: branchIds },
  });
  return {
    invitationId,
    link: await sendLink(ctx, actor, { invitationId, email, expiresAt, days, token }, now),
  };
}

/** The technician record an invitation is for: in the actor's company and nobody's yet; null for other roles. */
async function requireFreeTechnician(
  ctx: QueryCtx,
  actor: StaffActor,
  { role, technicianId }: InvitationDraft,
): Promise<Doc<"technicians"> | null> {
  if (role !== "technician") {
    if (technicianId !== null) throw appError("input.invalid", { field: "technicianId" });
    return null;
  }
  if (technicianId === null) throw appError("input.invalid", { field: "technicianId" });
  const technician = await ctx.db.get("technicians", technicianId);
  if (technician?.orgId !== actor.membership.orgId) throw appError("access.denied");
  const taken = await ctx.db
    .query("memberships")
    .withIndex("by_technicianId", (q) => q.eq("technicianId", technicianId))
    .first();
  if (taken) throw appError("people.alreadyMember");
  return technician;
}

/** Within the own company it may be told that somebody is a member already. */
async function refuseMember(ctx: QueryCtx, orgId: Id<"organizations">, email: string): Promise<void> {
  const account = await findPasswordAccount(ctx, email);
  const memberships = account ? await listMemberships(ctx, account.userId) : [];
  if (memberships.some((one) => one.orgId === orgId && one.deactivatedAt === undefined))
    throw appError("people.alreadyMember");
}

async function sendLink(
  ctx: MutationCtx,
  actor: StaffActor,
  sent: { invitationId: Id<"invitations">; email: string; expiresAt: number; days: number; token: string },
  now: number,
): Promise<string> {
  const organization = await ctx.db.get("organizations", actor.membership.orgId);
  if (!organization) throw appError("access.denied");
  const link = `${process.env["SITE_URL"] ?? ""}/join/${sent.token}`;
  const { invitationId: id, email, expiresAt, days } = sent;
  await tellInvitation(ctx, organization, { id, email, expiresAt, days }, actor.membership.name, link, now);
  return link;
}

async function requireOpen(
  ctx: QueryCtx,
  actor: StaffActor,
  invitationId: Id<"invitations">,
): Promise<Doc<"invitations">> {
  const invitation = await ctx.db.get("invitations", invitationId);
  if (invitation?.orgId !== actor.membership.orgId) throw appError("access.denied");
  if (invitation.state !== "open") throw appError("invitation.invalid");
  if (!mayManageRole(actor.membership.role, invitation.role)) throw appError("people.aboveYou");
  return invitation;
}

/** Sends an open invitation once more, with a new link; the old one stops working. */
export async function reinvite(
  ctx: MutationCtx,
  actor: StaffActor,
  invitationId: Id<"invitations">,
  now: number,
): Promise<string> {
  const { email, orgId } = await requireOpen(ctx, actor, invitationId);
  const retryAfterMs = await takeToken(ctx, "invitations", orgId, now);
  if (retryAfterMs !== null) throw appError("auth.tooManyAttempts", { retryAfterMs });
  const token = newToken();
  const days = await readSetting(ctx, orgId, "people.invitationDays");
  const expiresAt = now + days * DAY_MS;
  await ctx.db.patch("invitations", invitationId, {
    tokenHash: await keyedHash("invitation", token),
    expiresAt,
  });
  return await sendLink(ctx, actor, { invitationId, email, expiresAt, days, token }, now);
}

/** Takes an invitation back. */
export async function revokeInvitation(
  ctx: MutationCtx,
  actor: StaffActor,
  invitationId: Id<"invitations">,
): Promise<null> {
  const invitation = await requireOpen(ctx, actor, invitationId);
  await ctx.db.patch("invitations", invitationId, { state: "revoked" });
  await record(ctx, actor, {
    action: "member.inviteRevoked",
    subject: { kind: "invitation", id: invitationId, label: invitation.email },
  });
  return null;
}

/**
 * Makes the membership of an accepted invitation. The caller has proven the account of `userId`; that it is the invited
 * address's is checked here. A former member comes back with the invitation's role.
 */
export async function acceptInvitation(
  ctx: MutationCtx,
  token: string,
  userId: Id<"users">,
  name: LocalizedName | null,
): Promise<null> {
  const invitation = await findInvitation(ctx, token);
  const user = await ctx.db.get("users", userId);
  if (!invitation || user?.email !== invitation.email) throw appError("invitation.invalid");
  const { orgId, role, branchIds, technicianId } = invitation;
  const shown = name ?? invitation.name;
  const former = (await listMemberships(ctx, userId)).find((one) => one.orgId === orgId);
  const fields = {
    role,
    branchIds,
    name: { ar: shown.ar, en: shown.en },
    ...(technicianId ? { technicianId } : {}),
  };
  const membershipId =
    former?._id ?? (await ctx.db.insert("memberships", { userId, orgId, demo: false, ...fields }));
  if (former)
    await ctx.db.patch("memberships", former._id, {
      ...fields,
      technicianId,
      teamIds: [],
      deactivatedAt: undefined,
      version: (former.version ?? 1) + 1,
    });
  await indexMember(ctx, membershipId);
  if (technicianId) await ctx.db.patch("technicians", technicianId, { active: true });
  await ctx.db.patch("invitations", invitation._id, { state: "accepted" });
  await record(
    ctx,
    { userId, membership: { orgId, name: fields.name, role } },
    {
      action: "member.joined",
      subject: { kind: "member", id: membershipId, label: invitation.email },
      after: { role, branches: branchIds },
    },
  );
  return null;
}
