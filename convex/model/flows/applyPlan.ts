/**
 * The use case behind plans.apply: all moves of a draft in one transaction, or none. Judged is the final state
 * (shared/planning/judgeMoves.ts), so that two visits that swap places are in nobody's way; carried out is each move as
 * a drop of its own, with its own rows on the timelines. All together are one gesture of the board, undone as one.
 */
import { invariant } from "../../../shared/core/invariant";
import { judgeMoves, type MoveFacts, type MoveVerdict } from "../../../shared/planning/judgeMoves";
import { placedMinutes, placedStart } from "../../../shared/tickets/placement";
import { NOTE_MAX_LENGTH } from "../../../shared/tickets/inputs";
import { MINUTE_MS } from "../../../shared/time/zones";
import type { Doc, Id } from "../../_generated/dataModel";
import type { MutationCtx } from "../../_generated/server";
import { appError } from "../../lib/appError";
import type { StaffActor } from "../organization/access";
import { readTechnician } from "../organization/ofTicket";
import { listMoves, requireDraft } from "../plans/read";
import { markApplied, requireOpen } from "../plans/write";
import { actorFacts, branchFacts, technicianFacts, ticketFacts, visitsAround } from "../tickets/facts";
import { ticketInScope } from "../tickets/read";
import { carryOutPlacement, isUnwanted } from "./applyPlacement";
import { applySteps } from "./applyTransition";
import { asGesture } from "./gesture";
import { staffStepActor, type StepActor } from "./stepActor";

export interface ApplyPlanArguments {
  readonly draftId: Id<"planDrafts">;
  /** Revision of the draft that was looked at: nobody applies a move he has not seen. */
  readonly expectedRevision: number;
  readonly operationId: string;
  readonly override?: string;
}

const OPERATION_ID = /^[\w-]{8,64}$/;

interface PreparedMove {
  readonly move: Doc<"planMoves">;
  readonly ticket: Doc<"tickets">;
  readonly technician: Doc<"technicians"> | null;
  readonly facts: MoveFacts;
}

/**
 * Applies a draft. Answers how many moves were carried out and how many the live day had already. Fails with
 * `plan.blocked` naming every blocker of every move, `plan.closed`, `plan.empty`, or `record.changedMeanwhile` when the
 * draft is not what the caller looked at.
 */
export async function applyPlan(ctx: MutationCtx, actor: StaffActor, args: ApplyPlanArguments) {
  const { operationId, expectedRevision, override } = args;
  if (!OPERATION_ID.test(operationId)) throw appError("input.invalid", { field: "operationId" });
  if ((override ?? "").length > NOTE_MAX_LENGTH) throw appError("input.invalid", { field: "override" });
  const draft = await requireDraft(ctx, actor, args.draftId);
  const { closed } = draft;
  if (draft.state === "applied" && closed?.operationId === operationId && closed.userId === actor.userId) {
    const applied = closed.applied ?? 0;
    return { applied, there: draft.moveCount - applied, replayed: true };
  }
  requireOpen(draft);
  if (draft.revision !== expectedRevision) {
    const { name, at } = draft.touched;
    throw appError("record.changedMeanwhile", { by: name, changedAt: at, version: draft.revision });
  }
  const by = staffStepActor(actor);
  const now = Date.now();
  const prepared = await prepare(ctx, actor, draft, now);
  if (prepared.length === 0) throw appError("plan.empty");
  const branch = await ctx.db.get("branches", draft.branchId);
  invariant(branch, "a draft's branch exists");
  const verdicts = judgeMoves({
    moves: prepared.map((one) => one.facts),
    branch: branchFacts(branch),
    actor: actorFacts(by),
    now,
    ...(override === undefined ? {} : { override }),
  });
  const judged = prepared.map((one, index) => {
    const verdict = verdicts[index];
    invariant(verdict, "every move has a verdict");
    return { ...one, verdict };
  });
  const blocked = judged.flatMap(({ ticket, verdict }) =>
    verdict.kind === "blocked"
      ? [{ ticketId: ticket._id, number: ticket.number, blockers: verdict.blockers }]
      : [],
  );
  if (blocked.length > 0) throw appError("plan.blocked", { moves: blocked });
  const ticketIds = judged.map(({ ticket }) => ticket._id);
  await asGesture(ctx, actor, { ticketIds, operationId }, async () => {
    for (const one of judged) await carryOut(ctx, by, one, override, now);
  });
  const there = judged.filter(({ verdict }) => verdict.kind === "there").length;
  const applied = judged.length - there;
  await markApplied(ctx, actor, draft, operationId, applied);
  return { applied, there, replayed: false };
}

/** The facts of every move, all read before anything is written. A ticket beyond the actor's reach denies the whole. */
async function prepare(
  ctx: MutationCtx,
  actor: StaffActor,
  draft: Doc<"planDrafts">,
  now: number,
): Promise<PreparedMove[]> {
  const moves = await listMoves(ctx, draft._id);
  return await Promise.all(
    moves.map(async ({ move, ticket }): Promise<PreparedMove> => {
      if (!(await ticketInScope(ctx, actor, ticket))) throw appError("access.denied");
      const technician = move.technicianId ? await readTechnician(ctx, move.technicianId) : null;
      if (move.technicianId && technician?.orgId !== draft.orgId) throw appError("access.denied");
      const facts = await ticketFacts(ctx, ticket, { forPlacing: true });
      const startsAt = placedStart(facts, move.startsAt);
      const endsAt = (startsAt ?? 0) + placedMinutes(facts, move.minutes) * MINUTE_MS;
      return {
        move,
        ticket,
        technician,
        facts: {
          move,
          ticket: facts,
          technician: technician ? await technicianFacts(ctx, technician, startsAt ?? now) : null,
          visits:
            technician && startsAt !== null ? await visitsAround(ctx, technician._id, startsAt, endsAt) : [],
          unwanted: technician ? await isUnwanted(ctx, ticket, technician._id) : false,
        },
      };
    }),
  );
}

async function carryOut(
  ctx: MutationCtx,
  by: StepActor,
  { move, ticket, technician, verdict }: PreparedMove & { readonly verdict: MoveVerdict },
  override: string | undefined,
  now: number,
): Promise<void> {
  // The draft is the memory of the whole operation; each ticket's rows carry the move they come from.
  const operationId = `plan-${move._id}`;
  if (verdict.kind === "place") {
    invariant(technician, "a placement has a technician");
    const args = { operationId, ...(override === undefined ? {} : { override }) };
    await carryOutPlacement(ctx, by, ticket, technician, verdict.plan, args, now);
  } else if (verdict.kind === "unassign") {
    const step = { action: "unassign", technician: null, startsAt: null, endsAt: null, input: {} } as const;
    await applySteps(ctx, by, ticket, [step], operationId, now);
  }
}
