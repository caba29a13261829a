/** Sign-offs [C-06, F-05]: the customer's signature, or his code, under a finished piece of work. Append-only. */
import { type Infer, v } from "convex/values";
import { signerSchema } from "../../../shared/records/notes";
import type { Doc, Id } from "../../_generated/dataModel";
import type { MutationCtx, QueryCtx } from "../../_generated/server";
import { appError } from "../../lib/appError";
import { parsed } from "../../lib/parsed";
import { actorSnapshot } from "../../lib/validators";
import { type RecordActor, snapshot } from "./actor";
import { phoneHint } from "./proof";
import { recountSignOffs } from "./summary";
import { signOffMethod } from "./tables";

const MAX_SIGN_OFFS = 20;

export const signOffView = v.object({
  signOffId: v.id("signOffs"),
  method: signOffMethod,
  signerName: v.string(),
  signatureUrl: v.nullable(v.string()),
  phoneHint: v.nullable(v.string()),
  by: actorSnapshot,
  at: v.number(),
});

async function ofTicket(ctx: QueryCtx, ticketId: Id<"tickets">): Promise<Doc<"signOffs">[]> {
  return await ctx.db
    .query("signOffs")
    .withIndex("by_ticketId", (q) => q.eq("ticketId", ticketId))
    .order("desc")
    .take(MAX_SIGN_OFFS);
}

/** Signed by a drawing, or by the code that was sent to the phone of the ticket. */
export async function signOff(
  ctx: MutationCtx,
  ticket: Doc<"tickets">,
  who: RecordActor,
  input: { signerName: string; attachmentId: Id<"attachments"> | null },
  now: number,
): Promise<Id<"signOffs">> {
  const { signerName } = parsed(signerSchema, { signerName: input.signerName });
  if (ticket.closedDay !== undefined) throw appError("record.closed");
  if ((await ofTicket(ctx, ticket._id)).length >= MAX_SIGN_OFFS)
    throw appError("record.limitReached", { max: MAX_SIGN_OFFS });
  const { attachmentId } = input;
  if (attachmentId) {
    const drawing = await ctx.db.get("attachments", attachmentId);
    const fits = drawing?.ticketId === ticket._id && drawing.kind === "signature";
    if (!fits || drawing.removedAt !== undefined) throw appError("input.invalid", { field: "attachmentId" });
  }
  const { phone } = ticket.contact;
  const signOffId = await ctx.db.insert("signOffs", {
    orgId: ticket.orgId,
    ticketId: ticket._id,
    method: attachmentId ? "signature" : "otp",
    signerName,
    ...(attachmentId ? { attachmentId } : phone === null ? {} : { phoneHint: phoneHint(phone) }),
    by: snapshot(who),
    at: now,
  });
  await recountSignOffs(ctx, ticket._id);
  return signOffId;
}

/** Newest first. */
export async function listSignOffs(
  ctx: QueryCtx,
  ticketId: Id<"tickets">,
): Promise<Infer<typeof signOffView>[]> {
  const rows = await ofTicket(ctx, ticketId);
  return await Promise.all(
    rows.map(async (row) => {
      const drawing = row.attachmentId ? await ctx.db.get("attachments", row.attachmentId) : null;
      return {
        signOffId: row._id,
        method: row.method,
        signerName: row.signerName,
        signatureUrl: drawing ? await ctx.storage.getUrl(drawing.storageId) : null,
        phoneHint: row.phoneHint ?? null,
        by: row.by,
        at: row.at,
      };
    }),
  );
}
