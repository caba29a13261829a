/**
 * The customer's side of one ticket, through either door: a tracking link that may act, or a signed-in customer whose
 * proven number the ticket was asked for with. Exactly one of `token` and `ticketId` is given; a ticket that is not his
 * and one that does not exist look the same.
 */
import { customMutation, customQuery } from "convex-helpers/server/customFunctions";
import { v } from "convex/values";
import type { Doc, Id } from "../_generated/dataModel";
import { mutation, type MutationCtx, query, type QueryCtx } from "../_generated/server";
import { requireCustomerTicket } from "../model/contacts/customerTickets";
import { customerAuthor, type RecordActor } from "../model/records/actor";
import { requireCustomer } from "../model/session/customer";
import { takeToken } from "../model/session/limits";
import { type LinkScope, requireLink } from "../model/tracking/link";
import { appError } from "./appError";

/** Arguments of every function for the customer's side. */
export const partyArgs = { token: v.optional(v.string()), ticketId: v.optional(v.id("tickets")) };

interface Door {
  readonly token?: string | undefined;
  readonly ticketId?: Id<"tickets"> | undefined;
}

export interface Party {
  readonly ticket: Doc<"tickets">;
  readonly who: RecordActor;
}

/** Opens the door, or `access.denied` / `auth.signedOut`. */
export async function openDoor(ctx: QueryCtx, { token, ticketId }: Door, scope: LinkScope): Promise<Party> {
  if (token !== undefined && ticketId === undefined) {
    const { ticket } = await requireLink(ctx, token, scope);
    return { ticket, who: customerAuthor(ticket, null) };
  }
  if (ticketId === undefined || token !== undefined) throw appError("input.invalid", { field: "token" });
  const customer = await requireCustomer(ctx);
  const ticket = await requireCustomerTicket(ctx, customer, ticketId);
  return { ticket, who: customerAuthor(ticket, customer.userId) };
}

/** One ticket's customer side can only write so often, whichever door it comes through. */
export async function openDoorToWrite(ctx: MutationCtx, door: Door): Promise<Party> {
  const party = await openDoor(ctx, door, "ticket");
  const retryAfterMs = await takeToken(ctx, "linkWrites", party.ticket._id, Date.now());
  if (retryAfterMs !== null) throw appError("auth.tooManyAttempts", { retryAfterMs });
  return party;
}

/** Reads for the customer's side; `ctx.party` is set. */
export const partyQuery = (scope: LinkScope) =>
  customQuery(query, {
    args: partyArgs,
    input: async (ctx, door) => ({ ctx: { party: await openDoor(ctx, door, scope) }, args: {} }),
  });

/** Changes for the customer's side; `ctx.party` is set. */
export const partyMutation = customMutation(mutation, {
  args: partyArgs,
  input: async (ctx, door) => ({ ctx: { party: await openDoorToWrite(ctx, door) }, args: {} }),
});
