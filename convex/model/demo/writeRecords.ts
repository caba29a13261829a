/**
 * Attaches to the demo's named tickets what their stories speak of, through the same functions as everybody. A ticket whose
 * customer is already on record was done before and is left alone.
 */
import { invariant } from "../../../shared/core/invariant";
import { DAY_MS, HOUR_MS, MINUTE_MS } from "../../../shared/time/zones";
import type { Doc, Id } from "../../_generated/dataModel";
import type { MutationCtx } from "../../_generated/server";
import { customerName } from "../contacts/names";
import { writeItems } from "../contacts/items";
import { addAsset, addLocation } from "../contacts/write";
import { customerAuthor, type RecordActor, staffAuthor } from "../records/actor";
import { addCheck } from "../records/checks";
import { answerEstimate, draftEstimate, sendEstimate } from "../records/estimates";
import { claimFile } from "../records/files";
import { openHold } from "../records/holds";
import { logInteraction } from "../records/interactions";
import { sendMessage } from "../records/messages";
import { addNote } from "../records/notes";
import { requestParts, stepRequest } from "../records/parts";
import { DEMO_PICTURE_SIZE } from "./pictures";
import { storyPictures, STORY_RECORDS, type StoryRecords } from "./storyRecords";
import { STORY_NAMES, storyKey } from "./stories";
import type { Crew } from "./writeScenarios";

async function findStory(ctx: MutationCtx, branch: Doc<"branches">, sourceKey: string) {
  return await ctx.db
    .query("tickets")
    .withIndex("by_branchId_and_sourceKey", (q) => q.eq("branchId", branch._id).eq("sourceKey", sourceKey))
    .first();
}

/** `pictures` are the stored files of storyPictures(), in its order; none when the demo was loaded before. */
export async function writeStoryRecords(
  ctx: MutationCtx,
  branch: Doc<"branches">,
  crew: Crew,
  anchorAt: number,
  pictures: readonly Id<"_storage">[],
): Promise<void> {
  const files = storyPictures().map((picture, index) => ({ ...picture, storageId: pictures[index] }));
  for (const name of STORY_NAMES) {
    const ticket = await findStory(ctx, branch, storyKey(name));
    if (!ticket || ticket.contactId !== undefined) continue;
    const records = STORY_RECORDS[name] ?? { pictures: [] };
    await enterCustomer(ctx, ticket, records, anchorAt);
    await attach(ctx, ticket, crew, records, anchorAt);
    for (const { story, kind, caption, storageId } of files)
      if (story === name && storageId)
        await claimFile(ctx, ticket, staffAuthor(crew.field.get("R-105")?.actor ?? crew.office), {
          kind,
          storageId,
          thumbnailId: null,
          caption,
          visibility: "customer",
          inspected: { format: "image/png", size: DEMO_PICTURE_SIZE },
        });
  }
}

/** The customer with his place and device. */
async function enterCustomer(
  ctx: MutationCtx,
  ticket: Doc<"tickets">,
  { device }: StoryRecords,
  anchorAt: number,
): Promise<void> {
  const { orgId, address, city, point } = ticket;
  const { name, phone } = ticket.contact;
  const contactId = await ctx.db.insert("contacts", {
    orgId,
    name,
    phone,
    email: "",
    language: "ar",
    channel: "sms",
    note: "",
    standing: "known",
    preferredTechnicianIds: [],
    blockedTechnicianIds: [],
    serviceReminders: true,
    marketing: false,
    version: 1,
    changedAt: ticket.requestedAt,
    changedBy: customerName(name),
  });
  const contact = await ctx.db.get("contacts", contactId);
  invariant(contact, "a contact just written exists");
  const by = customerName(name);
  const locationId = await addLocation(
    ctx,
    by,
    contact,
    { label: "", address, city, point, accessNotes: "" },
    anchorAt,
  );
  await ctx.db.patch("tickets", ticket._id, { contactId, locationId });
  if (!device) return;
  const assetId = await addAsset(
    ctx,
    by,
    contact,
    { ...device, serial: "", plate: "", vin: "", year: 2021, warrantyUntil: "", note: "" },
    anchorAt,
  );
  const asset = await ctx.db.get("assets", assetId);
  if (asset) await writeItems(ctx, ticket, [], [asset]);
}

async function attach(
  ctx: MutationCtx,
  ticket: Doc<"tickets">,
  crew: Crew,
  records: StoryRecords,
  anchorAt: number,
): Promise<void> {
  const office = staffAuthor(crew.office);
  const customer = customerAuthor(ticket, null);
  const earlier = anchorAt - 2 * HOUR_MS;
  if (records.note) await addNote(ctx, ticket, office, { body: records.note }, earlier);
  for (const [turn, body] of (records.talk ?? []).entries())
    await sendMessage(ctx, ticket, turn % 2 === 0 ? customer : office, "customer", { body });
  if (records.call)
    await logInteraction(ctx, ticket, office, {
      channel: "call",
      startedBy: "company",
      ...records.call,
      responseMinutes: null,
      satisfaction: null,
    });
  if (records.hold)
    await openHold(
      ctx,
      ticket,
      office,
      { kind: "parts_unavailable", impact: "normal", blocksWork: false, note: records.hold },
      null,
      anchorAt,
    );
  if (records.parts) await orderParts(ctx, ticket, crew, records.parts, earlier);
  if (records.estimate) await quote(ctx, ticket, office, customer, records.estimate, earlier);
  if (records.check)
    await addCheck(ctx, ticket, office, {
      stage: "during_work",
      criteria: records.check.map(({ label, issue }) => ({
        label,
        verdict: issue === "" ? ("ok" as const) : ("issue" as const),
        note: issue,
      })),
      note: "",
    });
}

async function orderParts(
  ctx: MutationCtx,
  ticket: Doc<"tickets">,
  crew: Crew,
  { name, partNumber, upTo }: NonNullable<StoryRecords["parts"]>,
  now: number,
): Promise<void> {
  const office = staffAuthor(crew.office);
  const field = crew.field.get("R-105")?.actor;
  const requestId = await requestParts(
    ctx,
    ticket,
    field ? staffAuthor(field) : office,
    { lines: [{ name, partNumber, quantity: 1 }], note: "" },
    now,
  );
  for (const step of ["approve", "order", "receive"] as const) {
    const request = await ctx.db.get("partsRequests", requestId);
    invariant(request, "a request just written exists");
    if (request.state === upTo) return;
    const input = { note: "", expectedAt: now + 3 * DAY_MS };
    await stepRequest(ctx, request, office, step, input, request.version, now);
  }
}

async function quote(
  ctx: MutationCtx,
  ticket: Doc<"tickets">,
  office: RecordActor,
  customer: RecordActor,
  { lines, answer }: NonNullable<StoryRecords["estimate"]>,
  now: number,
): Promise<void> {
  const input = { lines: lines.map((line) => ({ ...line })), note: "" };
  const estimateId = await draftEstimate(ctx, ticket, office, input, now);
  const draft = await ctx.db.get("estimates", estimateId);
  invariant(draft, "an estimate just written exists");
  await sendEstimate(ctx, ticket, draft, office, draft.version, now);
  const sent = await ctx.db.get("estimates", estimateId);
  if (!sent || answer === "open") return;
  const approve = answer === "approved";
  const said = { approve, note: approve ? "" : "السعر مرتفع" };
  await answerEstimate(ctx, sent, customer, said, "otp", now + MINUTE_MS);
}
