/** Internal notes of a ticket: adding, editing with a version, taking away. Reading: records.notes. */
import { v } from "convex/values";
import type { Doc, Id } from "./_generated/dataModel";
import type { QueryCtx } from "./_generated/server";
import { appError } from "./lib/appError";
import { memberMutation, memberQuery } from "./lib/builders";
import type { StaffActor } from "./model/organization/access";
import { staffAuthor } from "./model/records/actor";
import { addNote, editNote, listNoteVersions, noteVersionView, removeNote } from "./model/records/notes";
import { once } from "./model/records/once";
import { requireTicket } from "./model/tickets/read";

async function requireNote(ctx: QueryCtx, actor: StaffActor, noteId: Id<"notes">): Promise<Doc<"notes">> {
  const note = await ctx.db.get("notes", noteId);
  if (!note) throw appError("access.denied");
  await requireTicket(ctx, actor, note.ticketId);
  return note;
}

/** Writes a note. */
export const add = memberMutation("records.write")({
  args: { ticketId: v.id("tickets"), body: v.string(), operationId: v.string() },
  returns: v.id("notes"),
  handler: async (ctx, { ticketId, body, operationId }) => {
    const ticket = await requireTicket(ctx, ctx.actor, ticketId);
    const who = staffAuthor(ctx.actor);
    const operation = { operationId, by: who.key, purpose: `notes.add ${ticketId}` };
    return await once(ctx, "notes", operation, () => addNote(ctx, ticket, who, { body }, Date.now()));
  },
});

/** Changes a note; its author or a planner. Fails with `record.changedMeanwhile`. */
export const edit = memberMutation("records.write")({
  args: { noteId: v.id("notes"), body: v.string(), expectedVersion: v.number(), operationId: v.string() },
  returns: v.id("notes"),
  handler: async (ctx, { noteId, body, expectedVersion, operationId }) => {
    const note = await requireNote(ctx, ctx.actor, noteId);
    const who = staffAuthor(ctx.actor);
    const operation = { operationId, by: who.key, purpose: `notes.edit ${noteId}` };
    return await once(ctx, "notes", operation, () =>
      editNote(ctx, note, who, { body }, expectedVersion, Date.now()),
    );
  },
});

/** Takes a note out of sight; its texts are kept. */
export const remove = memberMutation("records.write")({
  args: { noteId: v.id("notes"), expectedVersion: v.number(), operationId: v.string() },
  returns: v.id("notes"),
  handler: async (ctx, { noteId, expectedVersion, operationId }) => {
    const note = await requireNote(ctx, ctx.actor, noteId);
    const who = staffAuthor(ctx.actor);
    const operation = { operationId, by: who.key, purpose: `notes.remove ${noteId}` };
    return await once(ctx, "notes", operation, () => removeNote(ctx, note, who, expectedVersion, Date.now()));
  },
});

/** Texts a note had before, newest first. */
export const versions = memberQuery("records.view")({
  args: { noteId: v.id("notes") },
  returns: v.array(noteVersionView),
  handler: async (ctx, { noteId }) => {
    await requireNote(ctx, ctx.actor, noteId);
    return await listNoteVersions(ctx, noteId);
  },
});
