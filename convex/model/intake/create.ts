/** Taking a request in, whoever sends it: checks it against the catalogue and makes the ticket with its things. */
import { type Infer, v } from "convex/values";
import { isServiceDay, serviceDayOf } from "../../../shared/time/zones";
import { invariant } from "../../../shared/core/invariant";
import { placeSchema, requestSchema } from "../../../shared/intake/request";
import type { Priority } from "../../../shared/tickets/priorities";
import type { Doc, Id } from "../../_generated/dataModel";
import type { MutationCtx, QueryCtx } from "../../_generated/server";
import { appError } from "../../lib/appError";
import { parsed } from "../../lib/parsed";
import { daySlot, point } from "../../lib/validators";
import { findOrderable } from "../catalogue/read";
import { itemInput, writeItems } from "../contacts/items";
import { tellReceived } from "../reminders/receipt";
import { storedCity } from "../settings/lists";
import { createTicket, type Creation } from "../flows/createTicket";

/** What is asked for. */
export const requestInput = v.object({
  workType: v.string(),
  problem: v.string(),
  preferred: v.nullable(v.object({ serviceDay: v.string(), slot: daySlot })),
  items: v.array(itemInput),
});

/** Where. */
export const placeInput = v.object({
  address: v.string(),
  city: v.string(),
  point: v.nullable(point),
  accessNotes: v.string(),
});

/** What every request is answered with. */
export const created = v.object({ ticketId: v.id("tickets"), number: v.string(), token: v.string() });

export interface Request {
  readonly branch: Doc<"branches">;
  readonly contact: {
    readonly contactId: Id<"contacts">;
    readonly name: string;
    readonly phone: string | null;
  };
  readonly locationId: Id<"locations"> | null;
  readonly place: Infer<typeof placeInput>;
  readonly request: Infer<typeof requestInput>;
  readonly assets: readonly Doc<"assets">[];
  readonly priority: Priority;
}

/** Makes the ticket. Fails with `input.invalid` naming the field. */
export async function takeRequest(
  ctx: MutationCtx,
  wanted: Request,
  creation: Pick<Creation, "kind" | "actor" | "operationId" | "now">,
): Promise<Id<"tickets">> {
  const { branch, contact, locationId, assets } = wanted;
  const { workType, problem, preferred, items } = parsed(requestSchema, wanted.request, "request");
  const { accessNotes, city, ...place } = parsed(placeSchema, wanted.place, "place");
  if (!(await findOrderable(ctx, branch.orgId, workType)))
    throw appError("input.invalid", { field: "workType" });
  if (preferred && !isFromToday(preferred.serviceDay, branch.zone, creation.now))
    throw appError("input.invalid", { field: "preferred.serviceDay" });
  const ticketId = await createTicket(
    ctx,
    branch,
    {
      sourceKey: `op:${creation.operationId}`,
      contactName: contact.name,
      phone: contact.phone,
      address: place.address,
      city: await storedCity(ctx, branch.orgId, city),
      point: place.point,
      workType,
      problem,
      priority: wanted.priority,
      requestedAt: creation.now,
    },
    {
      ...creation,
      request: {
        contactId: contact.contactId,
        ...(locationId ? { locationId } : {}),
        ...(accessNotes === "" ? {} : { accessNotes }),
        ...(preferred ? { preferred } : {}),
      },
    },
  );
  // The operation id was looked up before; a twin can only be somebody else's use of the same id.
  if (!ticketId) throw appError("operation.reused");
  await writeItems(ctx, { _id: ticketId, orgId: branch.orgId }, items, assets);
  const ticket = await ctx.db.get("tickets", ticketId);
  invariant(ticket, "a ticket just written exists");
  await tellReceived(ctx, ticket, creation.now);
  return ticketId;
}

function isFromToday(serviceDay: string, zone: string, now: number): boolean {
  return isServiceDay(serviceDay) && serviceDay >= serviceDayOf(now, zone);
}

/** Number and token of a ticket just taken in. */
export async function answerOf(ctx: QueryCtx, ticketId: Id<"tickets">): Promise<Infer<typeof created>> {
  const ticket = await ctx.db.get("tickets", ticketId);
  const link = await ctx.db
    .query("trackingLinks")
    .withIndex("by_ticketId", (q) => q.eq("ticketId", ticketId))
    .first();
  invariant(ticket && link, "a ticket just taken in has a link");
  return { ticketId, number: ticket.number, token: link.token };
}
