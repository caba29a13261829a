/**
 * Proof that the customer himself acts [J-45]: a signed-in customer needs none, the holder of a link gives the code that
 * was sent to the phone of the ticket. Codes are six digits, ten minutes, five tries, kept hashed (session/codes.ts); in
 * clear they stand in the outbox alone, until they expire.
 */
import { MINUTE_MS } from "../../../shared/time/zones";
import { invariant } from "../../../shared/core/invariant";
import type { Doc } from "../../_generated/dataModel";
import type { MutationCtx } from "../../_generated/server";
import { appError } from "../../lib/appError";
import { enqueue } from "../outbox/enqueue";
import { checkCode, CODE_MINUTES, dropCode, issueCode, takeCodeLimits } from "../session/codes";
import type { RecordActor } from "./actor";

/** `signOff`: told to the technician at the door · `customerAct`: typed into the customer's own page. */
export type ProofPurpose = "signOff" | "customerAct";

export interface SentCode {
  /** All but the last digits hidden. */
  readonly phoneHint: string;
  readonly expiresAt: number;
}

const SHOWN_DIGITS = 3;

/** "•••••••567": enough to recognise the own number, not enough to call it. */
export function phoneHint(phone: string): string {
  return `${"•".repeat(Math.max(0, phone.length - SHOWN_DIGITS))}${phone.slice(-SHOWN_DIGITS)}`;
}

/**
 * Sends a code to the phone of the ticket. Limited per ticket, per phone and overall: `auth.tooManyAttempts`. Without a
 * phone `input.invalid` naming `phone`.
 */
export async function sendProofCode(
  ctx: MutationCtx,
  purpose: ProofPurpose,
  ticket: Doc<"tickets">,
  now: number,
): Promise<SentCode> {
  const { phone } = ticket.contact;
  if (phone === null) throw appError("input.invalid", { field: "phone" });
  await takeCodeLimits(ctx, purpose, ticket._id, now);
  await takeCodeLimits(ctx, purpose, phone, now);
  const code = await issueCode(ctx, purpose, ticket._id, now);
  const organization = await ctx.db.get("organizations", ticket.orgId);
  const branch = await ctx.db.get("branches", ticket.branchId);
  invariant(organization && branch, "a ticket has a company and a branch");
  const expiresAt = now + CODE_MINUTES * MINUTE_MS;
  const common = {
    orgId: ticket.orgId,
    key: `proof:${purpose}:${ticket._id}:${now}`,
    channel: "sms" as const,
    recipient: { audience: "customer" as const, to: phone },
    zone: branch.zone,
    ticketId: ticket._id,
    secrets: { code },
    secretsUntil: expiresAt,
  };
  const params = { company: organization.name, minutes: CODE_MINUTES };
  if (purpose === "signOff")
    await enqueue(
      ctx,
      { ...common, template: "sign_off_code", params: { ...params, number: ticket.number } },
      now,
    );
  else await enqueue(ctx, { ...common, template: "one_time_code", params }, now);
  return { phoneHint: phoneHint(phone), expiresAt };
}

/** Whether a code is right; a right one is used up, a wrong one costs a try and must not be thrown about. */
export async function useProofCode(
  ctx: MutationCtx,
  purpose: ProofPurpose,
  ticket: Doc<"tickets">,
  code: string,
  now: number,
): Promise<boolean> {
  if (!(await checkCode(ctx, purpose, ticket._id, code, now))) return false;
  await dropCode(ctx, purpose, ticket._id);
  return true;
}

/** How the customer proved himself, or null when the code is wrong. */
export async function proveCustomer(
  ctx: MutationCtx,
  ticket: Doc<"tickets">,
  who: RecordActor,
  code: string | null,
  now: number,
): Promise<"signed_in" | "otp" | null> {
  if (who.userId !== null) return "signed_in";
  return code !== null && (await useProofCode(ctx, "customerAct", ticket, code, now)) ? "otp" : null;
}
