/**
 * Sign-offs [C-06, F-05, J-45]: the customer signs on the technician's screen, tells him the code that came by message, or
 * confirms on his own page. Reading: records.signOffs.
 */
import { v } from "convex/values";
import { memberMutation } from "./lib/builders";
import { partyMutation } from "./lib/partyBuilders";
import { appError } from "./lib/appError";
import { staffAuthor } from "./model/records/actor";
import { once, wasDone } from "./model/records/once";
import { proveCustomer, sendProofCode, useProofCode } from "./model/records/proof";
import { signOff } from "./model/records/signOffs";
import { requireTicket } from "./model/tickets/read";

const sent = v.object({ phoneHint: v.string(), expiresAt: v.number() });
const answer = v.object({ accepted: v.boolean() });

/** The drawn signature, added before as an attachment of kind `signature`. */
export const sign = memberMutation("records.write")({
  args: {
    ticketId: v.id("tickets"),
    signerName: v.string(),
    attachmentId: v.id("attachments"),
    operationId: v.string(),
  },
  returns: v.id("signOffs"),
  handler: async (ctx, { ticketId, signerName, attachmentId, operationId }) => {
    const ticket = await requireTicket(ctx, ctx.actor, ticketId);
    const who = staffAuthor(ctx.actor);
    const operation = { operationId, by: who.key, purpose: `signOffs.sign ${ticketId}` };
    return await once(ctx, "signOffs", operation, () =>
      signOff(ctx, ticket, who, { signerName, attachmentId }, Date.now()),
    );
  },
});

/** Sends the code to the phone of the ticket. Fails with `auth.tooManyAttempts`; `input.invalid` without a phone. */
export const requestCode = memberMutation("records.write")({
  args: { ticketId: v.id("tickets") },
  returns: sent,
  handler: async (ctx, { ticketId }) => {
    const ticket = await requireTicket(ctx, ctx.actor, ticketId);
    return await sendProofCode(ctx, "signOff", ticket, Date.now());
  },
});

/** The code the customer told. A wrong one answers `false` and costs one of five tries. */
export const confirmCode = memberMutation("records.write")({
  args: { ticketId: v.id("tickets"), signerName: v.string(), code: v.string(), operationId: v.string() },
  returns: answer,
  handler: async (ctx, { ticketId, signerName, code, operationId }) => {
    const ticket = await requireTicket(ctx, ctx.actor, ticketId);
    const who = staffAuthor(ctx.actor);
    const operation = { operationId, by: who.key, purpose: `signOffs.confirmCode ${ticketId}` };
    if (await wasDone(ctx, operation)) return { accepted: true };
    const now = Date.now();
    if (!(await useProofCode(ctx, "signOff", ticket, code, now))) return { accepted: false };
    await once(ctx, "signOffs", operation, () =>
      signOff(ctx, ticket, who, { signerName, attachmentId: null }, now),
    );
    return { accepted: true };
  },
});

/** Statuses in which there is work to confirm on the customer's own page. */
const CONFIRMABLE: readonly string[] = ["repairing", "quality_check", "ready_delivery"];

/** The customer's side: confirms the work with a code (estimates.customerCode), or by being signed in. */
export const customerConfirm = partyMutation({
  args: { signerName: v.string(), code: v.nullable(v.string()), operationId: v.string() },
  returns: answer,
  handler: async (ctx, { signerName, code, operationId }) => {
    const { ticket, who } = ctx.party;
    const operation = { operationId, by: who.key, purpose: "signOffs.customerConfirm" };
    if (await wasDone(ctx, operation)) return { accepted: true };
    if (!CONFIRMABLE.includes(ticket.status)) throw appError("record.closed");
    const now = Date.now();
    if ((await proveCustomer(ctx, ticket, who, code, now)) === null) return { accepted: false };
    await once(ctx, "signOffs", operation, () =>
      signOff(ctx, ticket, who, { signerName, attachmentId: null }, now),
    );
    return { accepted: true };
  },
});
