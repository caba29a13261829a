/**
 * Attachments: claiming an uploaded file, taking one away, showing a gallery. A file counts only when its bytes were
 * looked at (convex/attachments.ts reads them, shared/records/inspectFile.ts judges) and its row is committed here.
 */
import { type Infer, v } from "convex/values";
import { isOneOf, PLANNERS } from "../../../shared/access/roles";
import {
  DELETE_OWN_MS,
  FILE_RULES,
  fileNoteSchema,
  type FileKind,
  MAX_FILES,
  MAX_PIXELS,
  MAX_SIDE_PX,
  THUMBNAIL,
  type Visibility,
} from "../../../shared/records/files";
import type { InspectedFile } from "../../../shared/records/inspectFile";
import type { Doc, Id } from "../../_generated/dataModel";
import type { MutationCtx, QueryCtx } from "../../_generated/server";
import { appError } from "../../lib/appError";
import { parsed } from "../../lib/parsed";
import { actorSnapshot } from "../../lib/validators";
import { type RecordActor, seenFrom, snapshot } from "./actor";
import { recountPhotos } from "./summary";
import { fileFormat, fileKind, visibility } from "./tables";

const MEGABYTE = 1_000_000;

export const attachmentView = v.object({
  attachmentId: v.id("attachments"),
  kind: fileKind,
  format: fileFormat,
  sizeBytes: v.number(),
  size: v.nullable(v.object({ widthPx: v.number(), heightPx: v.number() })),
  caption: v.string(),
  visibility,
  by: actorSnapshot,
  addedAt: v.number(),
  url: v.nullable(v.string()),
  thumbnailUrl: v.nullable(v.string()),
  /** Whether the reader may take it away now. */
  mayRemove: v.boolean(),
});

/** Files of a ticket that are still there, in the order they came. */
export async function liveFiles(ctx: QueryCtx, ticketId: Id<"tickets">): Promise<Doc<"attachments">[]> {
  return await ctx.db
    .query("attachments")
    .withIndex("by_ticketId_and_removedAt", (q) => q.eq("ticketId", ticketId).eq("removedAt", undefined))
    .take(MAX_FILES);
}

/** Whether a stored file already belongs to something. */
export async function isClaimed(ctx: QueryCtx, storageId: Id<"_storage">): Promise<boolean> {
  const asFile = await ctx.db
    .query("attachments")
    .withIndex("by_storageId", (q) => q.eq("storageId", storageId))
    .first();
  if (asFile) return true;
  const asThumbnail = await ctx.db
    .query("attachments")
    .withIndex("by_thumbnailId", (q) => q.eq("thumbnailId", storageId))
    .first();
  return asThumbnail !== null;
}

/** Removes an uploaded file that was refused, unless it belongs to something. */
export async function discardUpload(ctx: MutationCtx, storageId: Id<"_storage">): Promise<void> {
  const stored = await ctx.db.system.get("_storage", storageId);
  if (stored && !(await isClaimed(ctx, storageId))) await ctx.storage.delete(storageId);
}

/**
 * Everything about an upload that can be told without its bytes. Fails with `file.missing`, `file.tooLarge` or
 * `record.limitReached`.
 */
export async function checkUpload(
  ctx: QueryCtx,
  ticketId: Id<"tickets">,
  kind: FileKind,
  storageId: Id<"_storage">,
  thumbnailId: Id<"_storage"> | null,
): Promise<void> {
  const rule = FILE_RULES[kind];
  const files = await liveFiles(ctx, ticketId);
  if (files.length >= MAX_FILES) throw appError("record.limitReached", { max: MAX_FILES });
  if (files.filter((file) => file.kind === kind).length >= rule.maxFiles)
    throw appError("record.limitReached", { max: rule.maxFiles });
  await requireUpload(ctx, storageId, rule.maxBytes);
  if (thumbnailId === null) return;
  if (thumbnailId === storageId) throw appError("file.missing");
  await requireUpload(ctx, thumbnailId, THUMBNAIL.maxBytes);
}

async function requireUpload(ctx: QueryCtx, storageId: Id<"_storage">, maxBytes: number): Promise<void> {
  const stored = await ctx.db.system.get("_storage", storageId);
  if (!stored || (await isClaimed(ctx, storageId))) throw appError("file.missing");
  if (stored.size > maxBytes) throw appError("file.tooLarge", { maxMb: maxBytes / MEGABYTE });
}

/** Fails with `file.format` or `file.dimensions` when bytes are not what the kind takes. */
export function judgeFile(kind: FileKind, file: InspectedFile | null): InspectedFile {
  if (!file || !FILE_RULES[kind].formats.includes(file.format)) throw appError("file.format");
  if (file.size) {
    const { widthPx, heightPx } = file.size;
    if (Math.max(widthPx, heightPx) > MAX_SIDE_PX || widthPx * heightPx > MAX_PIXELS)
      throw appError("file.dimensions");
  }
  return file;
}

/** The same for the small picture beside it. */
export function judgeThumbnail(file: InspectedFile | null): void {
  if (!file?.size || !THUMBNAIL.formats.includes(file.format)) throw appError("file.format");
  if (Math.max(file.size.widthPx, file.size.heightPx) > THUMBNAIL.maxSidePx)
    throw appError("file.dimensions");
}

export interface FileDraft {
  readonly kind: FileKind;
  readonly storageId: Id<"_storage">;
  readonly thumbnailId: Id<"_storage"> | null;
  readonly caption: string;
  readonly visibility: Visibility;
  readonly inspected: InspectedFile;
}

/** Puts the row in place; limits and claims are looked at again, because others may have been quicker. */
export async function claimFile(
  ctx: MutationCtx,
  ticket: Doc<"tickets">,
  who: RecordActor,
  draft: FileDraft,
): Promise<Id<"attachments">> {
  const { kind, storageId, thumbnailId, inspected } = draft;
  const { caption } = parsed(fileNoteSchema, { caption: draft.caption });
  await checkUpload(ctx, ticket._id, kind, storageId, thumbnailId);
  const stored = await ctx.db.system.get("_storage", storageId);
  if (!stored) throw appError("file.missing");
  const attachmentId = await ctx.db.insert("attachments", {
    orgId: ticket.orgId,
    ticketId: ticket._id,
    kind,
    storageId,
    ...(thumbnailId ? { thumbnailId } : {}),
    format: inspected.format,
    sizeBytes: stored.size,
    size: inspected.size ? { ...inspected.size } : null,
    caption,
    // What a customer adds he can always see.
    visibility: who.side === "customer" ? "customer" : draft.visibility,
    by: snapshot(who),
    byKey: who.key,
  });
  await recountPhotos(ctx, ticket._id);
  return attachmentId;
}

/** Own files within a day; planners any time. A signature under a sign-off stays. */
export function mayRemoveFile(who: RecordActor, file: Doc<"attachments">, now: number): boolean {
  if (file.kind === "signature") return false;
  if (isOneOf(PLANNERS, who.role)) return true;
  return file.byKey === who.key && now <= file._creationTime + DELETE_OWN_MS;
}

/** Takes a file away, with its bytes; the row says who did [F-09]. Already gone is fine. */
export async function removeFile(
  ctx: MutationCtx,
  who: RecordActor,
  file: Doc<"attachments">,
  now: number,
): Promise<void> {
  if (file.removedAt !== undefined) return;
  if (!mayRemoveFile(who, file, now))
    throw appError(file.byKey === who.key ? "file.tooLate" : "access.denied");
  await ctx.db.patch("attachments", file._id, { removedAt: now, removedBy: snapshot(who) });
  await ctx.storage.delete(file.storageId);
  if (file.thumbnailId) await ctx.storage.delete(file.thumbnailId);
  await recountPhotos(ctx, file.ticketId);
}

/** The files a reader may see, oldest first. Reads the clock only to say what can still be removed. */
export async function listGallery(
  ctx: QueryCtx,
  ticketId: Id<"tickets">,
  who: RecordActor,
): Promise<Infer<typeof attachmentView>[]> {
  const files = await liveFiles(ctx, ticketId);
  const seen = who.side === "staff" ? files : files.filter((file) => file.visibility === "customer");
  const now = Date.now();
  return await Promise.all(
    seen.map(async (file) => ({
      attachmentId: file._id,
      kind: file.kind,
      format: file.format,
      sizeBytes: file.sizeBytes,
      size: file.size,
      caption: file.caption,
      visibility: file.visibility,
      by: seenFrom(who.side, file.by),
      addedAt: file._creationTime,
      url: await ctx.storage.getUrl(file.storageId),
      thumbnailUrl: file.thumbnailId ? await ctx.storage.getUrl(file.thumbnailId) : null,
      mayRemove: mayRemoveFile(who, file, now),
    })),
  );
}
