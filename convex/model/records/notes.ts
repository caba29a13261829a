/** Internal notes. An edit names the version it saw and keeps the text it replaces: nobody's words are overwritten. */
import { type Infer, v } from "convex/values";
import { isOneOf, PLANNERS } from "../../../shared/access/roles";
import type { LocalizedName } from "../../../shared/core/localized";
import { noteSchema } from "../../../shared/records/notes";
import type { Doc, Id } from "../../_generated/dataModel";
import type { MutationCtx, QueryCtx } from "../../_generated/server";
import { appError } from "../../lib/appError";
import { parsed } from "../../lib/parsed";
import { actorSnapshot } from "../../lib/validators";
import { type RecordActor, snapshot } from "./actor";

export const MAX_NOTES = 200;
const MAX_VERSIONS = 50;

export const noteView = v.object({
  noteId: v.id("notes"),
  body: v.string(),
  by: actorSnapshot,
  addedAt: v.number(),
  version: v.number(),
  changedAt: v.number(),
  changedBy: actorSnapshot,
});

export const noteVersionView = v.object({
  version: v.number(),
  body: v.string(),
  by: actorSnapshot,
  at: v.number(),
});

/** Fails with `record.changedMeanwhile` when a row moved on since it was looked at. */
export function requireVersion(
  row: { version: number; changedAt: number; changedBy: { name: LocalizedName } },
  expectedVersion: number,
): void {
  const { version, changedAt, changedBy } = row;
  if (version !== expectedVersion)
    throw appError("record.changedMeanwhile", { by: changedBy.name, changedAt, version });
}

export async function addNote(
  ctx: MutationCtx,
  ticket: Doc<"tickets">,
  who: RecordActor,
  input: { body: string },
  now: number,
): Promise<Id<"notes">> {
  const { body } = parsed(noteSchema, input);
  if ((await readNotes(ctx, ticket._id)).length >= MAX_NOTES)
    throw appError("record.limitReached", { max: MAX_NOTES });
  return await ctx.db.insert("notes", {
    orgId: ticket.orgId,
    ticketId: ticket._id,
    body,
    by: snapshot(who),
    version: 1,
    changedAt: now,
    changedBy: snapshot(who),
  });
}

/** Authors edit their own notes, planners anybody's. */
export function mayEditNote(who: RecordActor, note: Doc<"notes">): boolean {
  return note.by.userId === who.userId || isOneOf(PLANNERS, who.role);
}

export async function editNote(
  ctx: MutationCtx,
  note: Doc<"notes">,
  who: RecordActor,
  input: { body: string },
  expectedVersion: number,
  now: number,
): Promise<Id<"notes">> {
  if (note.removedAt !== undefined) throw appError("record.closed");
  if (!mayEditNote(who, note)) throw appError("access.denied");
  requireVersion(note, expectedVersion);
  const { body } = parsed(noteSchema, input);
  if (body === note.body) return note._id;
  if (note.version >= MAX_VERSIONS) throw appError("record.limitReached", { max: MAX_VERSIONS });
  await keepVersion(ctx, note);
  await ctx.db.patch("notes", note._id, {
    body,
    version: note.version + 1,
    changedAt: now,
    changedBy: snapshot(who),
  });
  return note._id;
}

/** Takes a note out of sight; its texts stay in the history of versions. */
export async function removeNote(
  ctx: MutationCtx,
  note: Doc<"notes">,
  who: RecordActor,
  expectedVersion: number,
  now: number,
): Promise<Id<"notes">> {
  if (note.removedAt !== undefined) return note._id;
  if (!mayEditNote(who, note)) throw appError("access.denied");
  requireVersion(note, expectedVersion);
  await keepVersion(ctx, note);
  await ctx.db.patch("notes", note._id, {
    removedAt: now,
    version: note.version + 1,
    changedAt: now,
    changedBy: snapshot(who),
  });
  return note._id;
}

async function keepVersion(ctx: MutationCtx, note: Doc<"notes">): Promise<void> {
  const { _id: noteId, version, body, changedBy: by, changedAt: at } = note;
  await ctx.db.insert("noteVersions", { noteId, version, body, by, at });
}

async function readNotes(ctx: QueryCtx, ticketId: Id<"tickets">): Promise<Doc<"notes">[]> {
  return await ctx.db
    .query("notes")
    .withIndex("by_ticketId", (q) => q.eq("ticketId", ticketId))
    .order("desc")
    .take(MAX_NOTES);
}

/** Newest first. */
export async function listNotes(ctx: QueryCtx, ticketId: Id<"tickets">): Promise<Infer<typeof noteView>[]> {
  const notes = await readNotes(ctx, ticketId);
  return notes
    .filter((note) => note.removedAt === undefined)
    .map(({ _id: noteId, _creationTime: addedAt, body, by, version, changedAt, changedBy }) => ({
      noteId,
      body,
      by,
      addedAt,
      version,
      changedAt,
      changedBy,
    }));
}

/** Texts a note had before the present one, newest first. */
export async function listNoteVersions(
  ctx: QueryCtx,
  noteId: Id<"notes">,
): Promise<Infer<typeof noteVersionView>[]> {
  const versions = await ctx.db
    .query("noteVersions")
    .withIndex("by_noteId_and_version", (q) => q.eq("noteId", noteId))
    .order("desc")
    .take(MAX_VERSIONS);
  return versions.map(({ version, body, by, at }) => ({ version, body, by, at }));
}
