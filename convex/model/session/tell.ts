/**
 * Messages about access: codes and invitations. They go through the outbox like every other message, so that without a
 * provider they are seen as not sent instead of being believed sent; the outbox wipes the secret when its time is over.
 */
import type { LocalizedName } from "../../../shared/core/localized";
import { MINUTE_MS } from "../../../shared/time/zones";
import type { Doc, Id } from "../../_generated/dataModel";
import type { MutationCtx, QueryCtx } from "../../_generated/server";
import { enqueue } from "../outbox/enqueue";
import { CODE_MINUTES, type CodePurpose } from "./codes";

const HOME_ZONE = "Asia/Riyadh";

async function zoneOf(ctx: QueryCtx, orgId: Id<"organizations">): Promise<string> {
  const branch = await ctx.db
    .query("branches")
    .withIndex("by_orgId_and_slug", (q) => q.eq("orgId", orgId))
    .first();
  return branch?.zone ?? HOME_ZONE;
}

/** Sends a one-time code to the address it proves: by SMS to a phone, by e-mail otherwise. */
export async function tellCode(
  ctx: MutationCtx,
  organization: Doc<"organizations">,
  purpose: CodePurpose,
  address: string,
  code: string,
  now: number,
): Promise<void> {
  await enqueue(
    ctx,
    {
      orgId: organization._id,
      key: `code:${purpose}:${address}:${now}`,
      template: purpose === "phone" ? "one_time_code" : "password_reset",
      channel: purpose === "phone" ? "sms" : "email",
      recipient: { audience: "customer", to: address },
      params: { company: organization.name, minutes: CODE_MINUTES },
      zone: await zoneOf(ctx, organization._id),
      secrets: { code },
      secretsUntil: now + CODE_MINUTES * MINUTE_MS,
    },
    now,
  );
}

/** Sends an invitation with the link that only this message holds. */
export async function tellInvitation(
  ctx: MutationCtx,
  organization: Doc<"organizations">,
  invitation: {
    readonly id: string;
    readonly email: string;
    readonly expiresAt: number;
    readonly days: number;
  },
  inviter: LocalizedName,
  link: string,
  now: number,
): Promise<void> {
  await enqueue(
    ctx,
    {
      orgId: organization._id,
      key: `invitation:${invitation.id}:${now}`,
      template: "invitation",
      channel: "email",
      recipient: { audience: "customer", to: invitation.email },
      params: { company: organization.name, inviter, days: invitation.days },
      zone: await zoneOf(ctx, organization._id),
      secrets: { link },
      secretsUntil: invitation.expiresAt,
    },
    now,
  );
}
