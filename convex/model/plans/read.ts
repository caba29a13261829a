/**
 * Reading drafts within an actor's scope: his own, and the shared ones of his branches. A private draft of somebody else
 * looks exactly like one that does not exist.
 */
import { type Infer, v } from "convex/values";
import { PLAN_MAX_MOVES, PLAN_MAX_OPEN } from "../../../shared/planning/moves";
import { isServiceDay } from "../../../shared/time/zones";
import type { Doc, Id } from "../../_generated/dataModel";
import type { QueryCtx } from "../../_generated/server";
import { appError } from "../../lib/appError";
import { localizedName } from "../../lib/validators";
import { branchInScope, type StaffActor } from "../organization/access";
import type { PolicyCache } from "../tickets/policy";
import { ticketInScope } from "../tickets/read";
import { ticketCard, toTicketCard } from "../tickets/views";
import { planState, planVisibility } from "./tables";

/** Shared open drafts of a branch's day that are listed. */
const MAX_SHARED = 50;

const author = v.object({ userId: v.id("users"), name: localizedName, at: v.number() });

export const draftView = v.object({
  draftId: v.id("planDrafts"),
  branchId: v.id("branches"),
  serviceDay: v.string(),
  title: v.string(),
  owner: v.object({ userId: v.id("users"), name: localizedName }),
  visibility: planVisibility,
  state: planState,
  revision: v.number(),
  moveCount: v.number(),
  touched: author,
  closed: v.nullable(v.object({ ...author.fields, applied: v.nullable(v.number()) })),
});

export const moveView = v.object({
  ticketId: v.id("tickets"),
  technicianId: v.nullable(v.id("technicians")),
  startsAt: v.nullable(v.number()),
  minutes: v.optional(v.number()),
  seenVersion: v.number(),
  revision: v.number(),
  movedBy: author,
  /** The ticket as it is on the live day now. */
  ticket: ticketCard,
});
export type MoveView = Infer<typeof moveView>;

export function toDraftView(draft: Doc<"planDrafts">): Infer<typeof draftView> {
  const { closed } = draft;
  return {
    draftId: draft._id,
    branchId: draft.branchId,
    serviceDay: draft.serviceDay,
    title: draft.title,
    owner: { userId: draft.ownerId, name: draft.ownerName },
    visibility: draft.visibility,
    state: draft.state,
    revision: draft.revision,
    moveCount: draft.moveCount,
    touched: draft.touched,
    closed: closed
      ? { userId: closed.userId, name: closed.name, at: closed.at, applied: closed.applied ?? null }
      : null,
  };
}

/** The draft, or `access.denied` when it is unknown, of another branch, or somebody else's private one. */
export async function requireDraft(
  ctx: QueryCtx,
  actor: StaffActor,
  draftId: Id<"planDrafts">,
): Promise<Doc<"planDrafts">> {
  const draft = await ctx.db.get("planDrafts", draftId);
  const branch = draft ? await ctx.db.get("branches", draft.branchId) : null;
  if (!draft || !branch || !branchInScope(actor, branch)) throw appError("access.denied");
  if (draft.visibility === "private" && draft.ownerId !== actor.userId) throw appError("access.denied");
  return draft;
}

/** Open drafts of a branch's day the actor may see, the one touched last first. */
export async function listDrafts(
  ctx: QueryCtx,
  actor: StaffActor,
  branchId: Id<"branches">,
  serviceDay: string,
): Promise<Doc<"planDrafts">[]> {
  if (!isServiceDay(serviceDay)) throw appError("input.invalid", { field: "serviceDay" });
  const shared = await ctx.db
    .query("planDrafts")
    .withIndex("by_branchId_and_serviceDay_and_state_and_visibility", (q) =>
      q.eq("branchId", branchId).eq("serviceDay", serviceDay).eq("state", "open").eq("visibility", "shared"),
    )
    .order("desc")
    .take(MAX_SHARED);
  const own = await listOwnOpen(ctx, actor.userId, branchId, serviceDay);
  const known = new Map([...shared, ...own].map((draft) => [draft._id, draft]));
  return [...known.values()].sort((a, b) => b.touched.at - a.touched.at);
}

/** The open drafts of one owner for a branch's day, private ones too. */
export async function listOwnOpen(
  ctx: QueryCtx,
  ownerId: Id<"users">,
  branchId: Id<"branches">,
  serviceDay: string,
): Promise<Doc<"planDrafts">[]> {
  return await ctx.db
    .query("planDrafts")
    .withIndex("by_ownerId_and_branchId_and_serviceDay_and_state", (q) =>
      q.eq("ownerId", ownerId).eq("branchId", branchId).eq("serviceDay", serviceDay).eq("state", "open"),
    )
    .take(PLAN_MAX_OPEN);
}

/** All moves of a draft, each with the document of its ticket, in the order they were made. */
export async function listMoves(
  ctx: QueryCtx,
  draftId: Id<"planDrafts">,
): Promise<{ move: Doc<"planMoves">; ticket: Doc<"tickets"> }[]> {
  const moves = await ctx.db
    .query("planMoves")
    .withIndex("by_draftId_and_ticketId", (q) => q.eq("draftId", draftId))
    .take(PLAN_MAX_MOVES);
  const found = await Promise.all(
    moves.map(async (move) => {
      const ticket = await ctx.db.get("tickets", move.ticketId);
      return ticket ? { move, ticket } : null;
    }),
  );
  return found.filter((one) => one !== null).sort((a, b) => a.move.revision - b.move.revision);
}

/** Moves as a board draws them; those of tickets beyond the actor's reach are only counted. */
export async function viewMoves(ctx: QueryCtx, actor: StaffActor, draftId: Id<"planDrafts">) {
  const moves = await listMoves(ctx, draftId);
  const policies: PolicyCache = new Map();
  const shown = await Promise.all(
    moves.map(
      async ({ move, ticket }): Promise<MoveView | null> =>
        (await ticketInScope(ctx, actor, ticket))
          ? {
              ticketId: move.ticketId,
              technicianId: move.technicianId,
              startsAt: move.startsAt,
              seenVersion: move.seenVersion,
              revision: move.revision,
              movedBy: { ...move.movedBy, at: move.movedAt },
              ticket: await toTicketCard(ctx, ticket, undefined, policies),
            }
          : null,
    ),
  );
  const visible = shown.filter((one) => one !== null);
  return { moves: visible, hidden: shown.length - visible.length };
}
