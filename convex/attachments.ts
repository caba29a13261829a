/**
 * Files on a ticket [F-09]. A client asks for an address, uploads there, and adds the file: its bytes are read and judged
 * before it counts. What was uploaded and never added is swept away (jobs/sweeps.ts).
 */
import { type Infer, v } from "convex/values";
import { inspectFile, type InspectedFile, claimFits } from "../shared/records/inspectFile";
import { internal } from "./_generated/api";
import type { Id } from "./_generated/dataModel";
import type { ActionCtx, MutationCtx, QueryCtx } from "./_generated/server";
import { appError } from "./lib/appError";
import { memberMutation, memberQuery, publicAction, systemMutation, systemQuery } from "./lib/builders";
import {
  openDoor,
  openDoorToWrite,
  type Party,
  partyArgs,
  partyMutation,
  partyQuery,
} from "./lib/partyBuilders";
import { requireActor } from "./model/organization/access";
import { type RecordActor, staffAuthor } from "./model/records/actor";
import {
  attachmentView,
  checkUpload,
  claimFile,
  discardUpload,
  judgeFile,
  judgeThumbnail,
  listGallery,
  removeFile,
} from "./model/records/files";
import { once, wasDone } from "./model/records/once";
import { fileFormat, fileKind, visibility } from "./model/records/tables";
import { requireTicket } from "./model/tickets/read";

/** Where to upload one file to; good for an hour. */
export const uploadUrl = memberMutation("records.write")({
  args: { ticketId: v.id("tickets") },
  returns: v.string(),
  handler: async (ctx, { ticketId }) => {
    await requireTicket(ctx, ctx.actor, ticketId);
    return await ctx.storage.generateUploadUrl();
  },
});

/** The same for the customer's side. */
export const customerUploadUrl = partyMutation({
  args: {},
  returns: v.string(),
  handler: async (ctx) => await ctx.storage.generateUploadUrl(),
});

const draftArgs = {
  kind: fileKind,
  storageId: v.id("_storage"),
  /** A small picture of the same, made by the client; null for none. */
  thumbnailId: v.nullable(v.id("_storage")),
  caption: v.string(),
  visibility,
  operationId: v.string(),
};
const inspected = v.object({
  format: fileFormat,
  size: v.nullable(v.object({ widthPx: v.number(), heightPx: v.number() })),
});
/** Through which door a file comes; checked again by every function behind the action. */
const door = v.union(
  v.object({ kind: v.literal("staff"), ticketId: v.id("tickets") }),
  v.object({ kind: v.literal("customer"), ...partyArgs }),
);

async function openForStaff(ctx: QueryCtx, ticketId: Id<"tickets">): Promise<Party> {
  const actor = await requireActor(ctx, "records.write");
  return { ticket: await requireTicket(ctx, actor, ticketId), who: staffAuthor(actor) };
}

const operationOf = (who: RecordActor, operationId: string, ticketId: Id<"tickets">) => ({
  operationId,
  by: who.key,
  purpose: `attachments.add ${ticketId}`,
});

/** attachments.add: who it is, and whether the upload is there and small enough; true when this was done before. */
export const look = systemQuery({
  args: {
    door,
    kind: fileKind,
    storageId: v.id("_storage"),
    thumbnailId: v.nullable(v.id("_storage")),
    operationId: v.string(),
  },
  returns: v.boolean(),
  handler: async (ctx, { door: through, kind, storageId, thumbnailId, operationId }) => {
    const { ticket, who } = await open(ctx, through);
    if (await wasDone(ctx, operationOf(who, operationId, ticket._id))) return true;
    await checkUpload(ctx, ticket._id, kind, storageId, thumbnailId);
    return false;
  },
});

async function open(ctx: QueryCtx, through: Infer<typeof door>): Promise<Party> {
  return through.kind === "staff"
    ? await openForStaff(ctx, through.ticketId)
    : await openDoor(ctx, through, "ticket");
}

async function openToWrite(ctx: MutationCtx, through: Infer<typeof door>): Promise<Party> {
  return through.kind === "staff"
    ? await openForStaff(ctx, through.ticketId)
    : await openDoorToWrite(ctx, through);
}

/** attachments.add: the row, once the bytes are known. */
export const claim = systemMutation({
  args: { door, ...draftArgs, inspected: v.nullable(inspected) },
  returns: v.id("attachments"),
  handler: async (ctx, { door: through, operationId, inspected: file, ...draft }) => {
    const { ticket, who } = await openToWrite(ctx, through);
    return await once(ctx, "attachments", operationOf(who, operationId, ticket._id), async () => {
      if (!file) throw appError("operation.reused");
      return await claimFile(ctx, ticket, who, { ...draft, inspected: file });
    });
  },
});

/** attachments.add: a refused upload does not stay. */
export const discard = systemMutation({
  args: { storageIds: v.array(v.id("_storage")) },
  returns: v.null(),
  handler: async (ctx, { storageIds }) => {
    for (const storageId of storageIds) await discardUpload(ctx, storageId);
    return null;
  },
});

async function readFile(ctx: ActionCtx, storageId: Id<"_storage">): Promise<InspectedFile | null> {
  const blob = await ctx.storage.get(storageId);
  if (!blob) throw appError("file.missing");
  const file = inspectFile(new Uint8Array(await blob.arrayBuffer()));
  // A picture that was sent as a page would be served as one.
  return file && claimFits(blob.type, file.format) ? file : null;
}

interface AddArguments {
  readonly kind: Infer<typeof fileKind>;
  readonly storageId: Id<"_storage">;
  readonly thumbnailId: Id<"_storage"> | null;
  readonly caption: string;
  readonly visibility: Infer<typeof visibility>;
  readonly operationId: string;
}

async function addFile(
  ctx: ActionCtx,
  through: Infer<typeof door>,
  draft: AddArguments,
): Promise<Id<"attachments">> {
  const { kind, storageId, thumbnailId, operationId } = draft;
  const replayed: boolean = await ctx.runQuery(internal.attachments.look, {
    door: through,
    kind,
    storageId,
    thumbnailId,
    operationId,
  });
  if (replayed)
    return await ctx.runMutation(internal.attachments.claim, { door: through, ...draft, inspected: null });
  try {
    const { format, size } = judgeFile(kind, await readFile(ctx, storageId));
    if (thumbnailId) judgeThumbnail(await readFile(ctx, thumbnailId));
    return await ctx.runMutation(internal.attachments.claim, {
      door: through,
      ...draft,
      inspected: { format, size: size ? { ...size } : null },
    });
  } catch (error) {
    const storageIds = thumbnailId ? [storageId, thumbnailId] : [storageId];
    await ctx.runMutation(internal.attachments.discard, { storageIds });
    throw error;
  }
}

/**
 * Adds an uploaded file to a ticket. Fails with `file.missing`, `file.format`, `file.tooLarge`, `file.dimensions` or
 * `record.limitReached`; the upload is gone then.
 */
export const add = publicAction({
  args: { ticketId: v.id("tickets"), ...draftArgs },
  returns: v.id("attachments"),
  handler: async (ctx, { ticketId, ...draft }): Promise<Id<"attachments">> =>
    await addFile(ctx, { kind: "staff", ticketId }, draft),
});

/** The same for the customer's side [C-03]; what it adds is always visible to it. */
export const customerAdd = publicAction({
  args: { ...partyArgs, ...draftArgs },
  returns: v.id("attachments"),
  handler: async (ctx, { token, ticketId, ...draft }): Promise<Id<"attachments">> => {
    const through = {
      kind: "customer" as const,
      ...(token === undefined ? {} : { token }),
      ...(ticketId === undefined ? {} : { ticketId }),
    };
    return await addFile(ctx, through, draft);
  },
});

/** Takes a file away: own ones within a day, planners any time. Fails with `file.tooLate` or `access.denied`. */
export const remove = memberMutation("records.write")({
  args: { attachmentId: v.id("attachments") },
  returns: v.null(),
  handler: async (ctx, { attachmentId }) => {
    const file = await ctx.db.get("attachments", attachmentId);
    if (!file) throw appError("access.denied");
    await requireTicket(ctx, ctx.actor, file.ticketId);
    await removeFile(ctx, staffAuthor(ctx.actor), file, Date.now());
    return null;
  },
});

/** The same for the customer's side. */
export const customerRemove = partyMutation({
  args: { attachmentId: v.id("attachments") },
  returns: v.null(),
  handler: async (ctx, { attachmentId }) => {
    const { ticket, who } = ctx.party;
    const file = await ctx.db.get("attachments", attachmentId);
    if (file?.ticketId !== ticket._id || file.visibility !== "customer") throw appError("access.denied");
    await removeFile(ctx, who, file, Date.now());
    return null;
  },
});

/** What the customer's side may see, oldest first. */
export const customerGallery = partyQuery("view")({
  args: {},
  returns: v.array(attachmentView),
  handler: async (ctx) => await listGallery(ctx, ctx.party.ticket._id, ctx.party.who),
});

/** What staff see, oldest first. */
export const gallery = memberQuery("records.view")({
  args: { ticketId: v.id("tickets") },
  returns: v.array(attachmentView),
  handler: async (ctx, { ticketId }) => {
    await requireTicket(ctx, ctx.actor, ticketId);
    return await listGallery(ctx, ticketId, staffAuthor(ctx.actor));
  },
});
