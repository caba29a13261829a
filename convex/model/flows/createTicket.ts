/** The one way a ticket comes to be: its row, its first timeline row, its tracking link. */
import { isSampled } from "../../../shared/board/openSlices";
import { invariant } from "../../../shared/core/invariant";
import type { TicketDraft } from "../../../shared/imports/parseRow";
import { marketPhone } from "../../../shared/market/phone";
import { marketOfZone } from "../../../shared/market/profiles";
import { firstStatusOf } from "../../../shared/tickets/stepPolicy";
import { PRIORITY_RANK } from "../../../shared/tickets/priorities";
import { formatTicketNumber, NUMBER_LENGTH } from "../../../shared/tickets/number";
import type { Role } from "../../../shared/access/roles";
import type { LocalizedName } from "../../../shared/core/localized";
import type { Doc, Id } from "../../_generated/dataModel";
import type { MutationCtx } from "../../_generated/server";
import { appError } from "../../lib/appError";
import { policyOf } from "../catalogue/read";
import { indexTicket } from "../tickets/search";
import { newToken } from "../tracking/token";
import { afterCreate } from "./afterCreate";

export interface Creation {
  kind: Doc<"tickets">["source"]["kind"];
  importId?: Id<"imports">;
  /** What is known of the customer beyond the draft. */
  request?: Pick<Doc<"tickets">, "contactId" | "locationId" | "accessNotes" | "preferred">;
  /** The finished ticket this one comes back to. */
  callBackOf?: Id<"tickets">;
  actor: { userId: Id<"users"> | null; name: LocalizedName; role: Role | null };
  operationId: string;
  now: number;
  /** Fixed number for repeatable scenarios; a fresh one when absent. */
  number?: string;
}

/** Creates the ticket, or answers null when a request with this source key is already in the branch. */
export async function createTicket(
  ctx: MutationCtx,
  branch: Doc<"branches">,
  draft: TicketDraft,
  creation: Creation,
): Promise<Id<"tickets"> | null> {
  const twin = await ctx.db
    .query("tickets")
    .withIndex("by_branchId_and_sourceKey", (q) =>
      q.eq("branchId", branch._id).eq("sourceKey", draft.sourceKey),
    )
    .first();
  if (twin) return null;
  const { now, actor, kind } = creation;
  const action = kind === "import" ? "import" : "create";
  const policy = await policyOf(ctx, branch.orgId, draft.workType);
  // A call-back was paid and looked through the first time.
  const status = creation.callBackOf ? "new" : firstStatusOf(policy);
  const number = creation.number ?? (await freshNumber(ctx, branch.orgId));
  const ticketId = await ctx.db.insert("tickets", {
    orgId: branch.orgId,
    branchId: branch._id,
    number,
    ...(isSampled(number) ? { sampled: true } : {}),
    contact: { name: draft.contactName, phone: storedPhone(draft.phone, branch.zone) },
    address: draft.address,
    city: draft.city,
    point: draft.point,
    workType: draft.workType,
    problem: draft.problem,
    priority: draft.priority,
    priorityRank: PRIORITY_RANK[draft.priority],
    status,
    profile: policy.profile,
    custody: "customer",
    stamps: {},
    ...(creation.callBackOf ? { callBackOf: creation.callBackOf, reviewedAt: now } : {}),
    version: 1,
    requestedAt: draft.requestedAt,
    lastChange: { action, by: actor.name, at: now },
    source: { kind },
    sourceKey: draft.sourceKey,
    ...creation.request,
    ...(creation.importId ? { importId: creation.importId } : {}),
  });
  const eventId = await ctx.db.insert("statusEvents", {
    ticketId,
    action,
    from: null,
    to: status,
    actor,
    occurredAt: draft.requestedAt,
    recordedAt: now,
    version: 1,
    operationId: creation.operationId,
  });
  await ctx.db.insert("trackingLinks", { token: newToken(), ticketId, scope: "ticket", revoked: false });
  const [ticket, event] = [await ctx.db.get("tickets", ticketId), await ctx.db.get("statusEvents", eventId)];
  invariant(ticket && event, "a ticket just written exists");
  await indexTicket(ctx, ticket);
  await afterCreate(ctx, { ticket, event, now });
  return ticketId;
}

/** E.164 where it is a number of the market, as it came otherwise: a customer is known by the one form of his number. */
function storedPhone(phone: string | null, zone: string): string | null {
  return phone === null ? null : (marketPhone(phone, marketOfZone(zone)) ?? phone);
}

const ATTEMPTS = 5;

/** A number nobody has: drawn, not counted, so that no counter row becomes everybody's bottleneck. */
async function freshNumber(ctx: MutationCtx, orgId: Id<"organizations">): Promise<string> {
  for (let attempt = 0; attempt < ATTEMPTS; attempt += 1) {
    const draws = Array.from({ length: NUMBER_LENGTH }, () => Math.random());
    const number = formatTicketNumber(draws);
    const taken = await ctx.db
      .query("tickets")
      .withIndex("by_orgId_and_number", (q) => q.eq("orgId", orgId).eq("number", number))
      .first();
    if (!taken) return number;
  }
  throw appError("ticket.numberUnavailable");
}
