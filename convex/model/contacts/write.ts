/** Entering and changing customers, their places and things. Every change states the version it saw. */
import { type Infer, v } from "convex/values";
import {
  assetSchema,
  contactSchema,
  identityKey,
  isVehicle,
  locationSchema,
  MAX_TECHNICIANS_NAMED,
  preferencesSchema,
} from "../../../shared/contacts/contact";
import { storedCity } from "../settings/lists";
import type { LocalizedName } from "../../../shared/core/localized";
import { marketPhone } from "../../../shared/market/phone";
import type { Doc, Id } from "../../_generated/dataModel";
import type { MutationCtx } from "../../_generated/server";
import { appError } from "../../lib/appError";
import { parsed } from "../../lib/parsed";
import type { StaffActor } from "../organization/access";
import { findByPhone, listAssets, listLocations, marketOf, MAX_ASSETS, MAX_LOCATIONS } from "./read";
import { assetFields, locationFields, personFields, preferenceFields } from "./tables";

export const contactInput = v.object({
  ...personFields,
  phone: v.string(),
});

export const preferencesInput = v.object(preferenceFields);

export const locationInput = v.object(locationFields);

export const assetInput = v.object(assetFields);

interface Versioned {
  readonly version: number;
  readonly changedAt: number;
  readonly changedBy: LocalizedName;
}

/** Fails with `record.changedMeanwhile` when the row moved on since it was looked at. */
export function requireSeen(row: Versioned, expectedVersion: number): void {
  const { version, changedAt, changedBy: by } = row;
  if (version !== expectedVersion) throw appError("record.changedMeanwhile", { by, changedAt, version });
}

/** The number in E.164, null for none, `input.invalid` naming `phone` for anything else. */
export async function phoneOf(
  ctx: MutationCtx,
  orgId: Id<"organizations">,
  text: string,
): Promise<string | null> {
  if (text === "") return null;
  const phone = marketPhone(text, await marketOf(ctx, orgId));
  if (phone === null) throw appError("input.invalid", { field: "phone" });
  return phone;
}

/** Enters a customer. Fails with `contact.phoneKnown` when somebody has the number already. */
export async function createContact(
  ctx: MutationCtx,
  actor: StaffActor,
  input: Infer<typeof contactInput>,
  now: number,
): Promise<Id<"contacts">> {
  const { phone: typed, ...fields } = parsed(contactSchema, input);
  const { orgId, name: changedBy } = actor.membership;
  const phone = await phoneOf(ctx, orgId, typed);
  await requireFree(ctx, orgId, phone, null);
  return await ctx.db.insert("contacts", {
    orgId,
    ...fields,
    phone,
    standing: "known",
    preferredTechnicianIds: [],
    blockedTechnicianIds: [],
    serviceReminders: true,
    marketing: false,
    version: 1,
    changedAt: now,
    changedBy,
  });
}

async function requireFree(
  ctx: MutationCtx,
  orgId: Id<"organizations">,
  phone: string | null,
  self: Id<"contacts"> | null,
): Promise<void> {
  const known = phone === null ? null : await findByPhone(ctx, orgId, phone);
  if (known && known._id !== self)
    throw appError("contact.phoneKnown", { contactId: known._id, name: known.name });
}

/** A changed number is nobody's proven number any more. */
export async function changeContact(
  ctx: MutationCtx,
  actor: StaffActor,
  contact: Doc<"contacts">,
  input: Infer<typeof contactInput>,
  expectedVersion: number,
  now: number,
): Promise<null> {
  requireSeen(contact, expectedVersion);
  if (contact.erasedAt !== undefined) throw appError("record.closed");
  const { phone: typed, ...fields } = parsed(contactSchema, input);
  const phone = await phoneOf(ctx, contact.orgId, typed);
  const moved = phone !== contact.phone;
  if (moved) await requireFree(ctx, contact.orgId, phone, contact._id);
  await ctx.db.patch("contacts", contact._id, {
    ...fields,
    phone,
    standing: moved || contact.standing === "guest" ? "known" : contact.standing,
    ...(moved ? { userId: undefined } : {}),
    version: contact.version + 1,
    changedAt: now,
    changedBy: actor.membership.name,
  });
  return null;
}

/** Who should come and who not, and what may be sent [C-14]. Nobody can be both wanted and unwanted. */
export async function changePreferences(
  ctx: MutationCtx,
  by: LocalizedName,
  contact: Doc<"contacts">,
  input: Infer<typeof preferencesInput>,
  expectedVersion: number,
  now: number,
): Promise<null> {
  requireSeen(contact, expectedVersion);
  if (contact.erasedAt !== undefined) throw appError("record.closed");
  const { serviceReminders, marketing } = parsed(preferencesSchema, {
    serviceReminders: input.serviceReminders,
    marketing: input.marketing,
  });
  const preferredTechnicianIds = [...new Set(input.preferredTechnicianIds)];
  const blockedTechnicianIds = [...new Set(input.blockedTechnicianIds)];
  for (const [field, ids] of Object.entries({ preferredTechnicianIds, blockedTechnicianIds })) {
    if (ids.length > MAX_TECHNICIANS_NAMED) throw appError("input.invalid", { field });
    for (const id of ids) {
      const technician = await ctx.db.get("technicians", id);
      if (technician?.orgId !== contact.orgId) throw appError("input.invalid", { field });
    }
  }
  if (blockedTechnicianIds.some((id) => preferredTechnicianIds.includes(id)))
    throw appError("input.invalid", { field: "blockedTechnicianIds" });
  await ctx.db.patch("contacts", contact._id, {
    preferredTechnicianIds,
    blockedTechnicianIds,
    serviceReminders,
    marketing,
    version: contact.version + 1,
    changedAt: now,
    changedBy: by,
  });
  return null;
}

/** Adds a place of a customer. */
export async function addLocation(
  ctx: MutationCtx,
  by: LocalizedName,
  contact: Doc<"contacts">,
  input: Infer<typeof locationInput>,
  now: number,
): Promise<Id<"locations">> {
  const { city, ...fields } = parsed(locationSchema, input);
  if (contact.erasedAt !== undefined) throw appError("record.closed");
  if ((await listLocations(ctx, contact._id)).length >= MAX_LOCATIONS)
    throw appError("record.limitReached", { max: MAX_LOCATIONS });
  return await ctx.db.insert("locations", {
    orgId: contact.orgId,
    contactId: contact._id,
    ...fields,
    city: await storedCity(ctx, contact.orgId, city),
    version: 1,
    changedAt: now,
    changedBy: by,
  });
}

export async function changeLocation(
  ctx: MutationCtx,
  by: LocalizedName,
  location: Doc<"locations">,
  input: Infer<typeof locationInput> | null,
  expectedVersion: number,
  now: number,
): Promise<null> {
  requireSeen(location, expectedVersion);
  if (location.removedAt !== undefined) throw appError("record.closed");
  const stamp = { version: location.version + 1, changedAt: now, changedBy: by };
  if (input === null) await ctx.db.patch("locations", location._id, { ...stamp, removedAt: now });
  else {
    const { city, ...fields } = parsed(locationSchema, input);
    await ctx.db.patch("locations", location._id, {
      ...stamp,
      ...fields,
      city: await storedCity(ctx, location.orgId, city),
    });
  }
  return null;
}

function storedAsset(input: Infer<typeof assetInput>) {
  const fields = parsed(assetSchema, input);
  return { ...fields, identityKey: identityKey(isVehicle(fields.kind) ? fields.plate : fields.serial) };
}

/** Adds a device or vehicle of a customer. */
export async function addAsset(
  ctx: MutationCtx,
  by: LocalizedName,
  contact: Doc<"contacts">,
  input: Infer<typeof assetInput>,
  now: number,
): Promise<Id<"assets">> {
  const fields = storedAsset(input);
  if (contact.erasedAt !== undefined) throw appError("record.closed");
  if ((await listAssets(ctx, contact._id)).length >= MAX_ASSETS)
    throw appError("record.limitReached", { max: MAX_ASSETS });
  return await ctx.db.insert("assets", {
    orgId: contact.orgId,
    contactId: contact._id,
    ...fields,
    version: 1,
    changedAt: now,
    changedBy: by,
  });
}

/** Changes it, or takes it away when `input` is null; tickets keep how it was described with them. */
export async function changeAsset(
  ctx: MutationCtx,
  by: LocalizedName,
  asset: Doc<"assets">,
  input: Infer<typeof assetInput> | null,
  expectedVersion: number,
  now: number,
): Promise<null> {
  requireSeen(asset, expectedVersion);
  if (asset.removedAt !== undefined) throw appError("record.closed");
  const stamp = { version: asset.version + 1, changedAt: now, changedBy: by };
  if (input === null) await ctx.db.patch("assets", asset._id, { ...stamp, removedAt: now });
  else await ctx.db.patch("assets", asset._id, { ...stamp, ...storedAsset(input) });
  return null;
}
