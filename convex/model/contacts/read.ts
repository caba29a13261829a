/** Looking customers up within one company: by number, by name, with their places, things and tickets. */
import type { PaginationOptions, PaginationResult } from "convex/server";
import { type Infer, v } from "convex/values";
import { CONTACT_STANDINGS } from "../../../shared/contacts/contact";
import { marketPhone } from "../../../shared/market/phone";
import { type MarketProfile, marketOfZone } from "../../../shared/market/profiles";
import type { Doc, Id } from "../../_generated/dataModel";
import type { QueryCtx } from "../../_generated/server";
import { appError } from "../../lib/appError";
import { localizedName } from "../../lib/validators";
import type { StaffActor } from "../organization/access";
import { branchesOf } from "../organization/read";
import { assetFields, contactStanding, locationFields, personFields, preferenceFields } from "./tables";

/** Rows of one contact. */
export const MAX_LOCATIONS = 20;
export const MAX_ASSETS = 50;
const MAX_FOUND = 20;

export const contactView = v.object({
  contactId: v.id("contacts"),
  ...personFields,
  phone: v.nullable(v.string()),
  standing: contactStanding,
  ...preferenceFields,
  version: v.number(),
  changedAt: v.number(),
  changedBy: localizedName,
  erasedAt: v.nullable(v.number()),
});

export const locationView = v.object({
  locationId: v.id("locations"),
  ...locationFields,
  version: v.number(),
});

export const assetView = v.object({
  assetId: v.id("assets"),
  ...assetFields,
  version: v.number(),
});

export function toContactView(contact: Doc<"contacts">): Infer<typeof contactView> {
  const { _id, name, phone, email, language: speaks, channel, note, standing, version } = contact;
  const { preferredTechnicianIds, blockedTechnicianIds, serviceReminders, marketing } = contact;
  return {
    contactId: _id,
    name,
    phone,
    email,
    language: speaks,
    channel,
    note,
    standing,
    preferredTechnicianIds,
    blockedTechnicianIds,
    serviceReminders,
    marketing,
    version,
    changedAt: contact.changedAt,
    changedBy: contact.changedBy,
    erasedAt: contact.erasedAt ?? null,
  };
}

/** The contact, or `access.denied` when it is unknown or another company's. */
export async function requireContact(
  ctx: QueryCtx,
  actor: StaffActor,
  contactId: Id<"contacts">,
): Promise<Doc<"contacts">> {
  const contact = await ctx.db.get("contacts", contactId);
  if (!contact || contact.orgId !== actor.membership.orgId || contact.mergedInto !== undefined)
    throw appError("access.denied");
  return contact;
}

/** The person who has this number: proven before known. A guest's word does not make him anybody [J-46]. */
export async function findByPhone(
  ctx: QueryCtx,
  orgId: Id<"organizations">,
  phone: string,
): Promise<Doc<"contacts"> | null> {
  for (const standing of ["verified", "known"] as const) {
    const found = await ctx.db
      .query("contacts")
      .withIndex("by_orgId_and_phone_and_standing", (q) =>
        q.eq("orgId", orgId).eq("phone", phone).eq("standing", standing),
      )
      .first();
    if (found) return found;
  }
  return null;
}

/** The market of a company: that of its first branch. */
export async function marketOf(ctx: QueryCtx, orgId: Id<"organizations">): Promise<MarketProfile> {
  const [branch] = await branchesOf(ctx, orgId);
  return marketOfZone(branch?.zone ?? "");
}

/** Contacts by a number or by words of a name, the best first; at most 20, guests last. */
export async function searchContacts(
  ctx: QueryCtx,
  orgId: Id<"organizations">,
  text: string,
): Promise<Doc<"contacts">[]> {
  const wanted = text.trim().slice(0, 120);
  if (wanted === "") return [];
  const phone = marketPhone(wanted, await marketOf(ctx, orgId));
  if (phone !== null) {
    const found = await Promise.all(
      CONTACT_STANDINGS.map((standing) =>
        ctx.db
          .query("contacts")
          .withIndex("by_orgId_and_phone_and_standing", (q) =>
            q.eq("orgId", orgId).eq("phone", phone).eq("standing", standing),
          )
          .take(MAX_FOUND),
      ),
    );
    return found.flat().filter(isCurrent).slice(0, MAX_FOUND);
  }
  const found = await ctx.db
    .query("contacts")
    .withSearchIndex("search_name", (q) => q.search("name", wanted).eq("orgId", orgId))
    .take(MAX_FOUND);
  return found.filter(isCurrent);
}

/** One page of a company's customers, the one that changed last first. */
export async function pageContacts(
  ctx: QueryCtx,
  orgId: Id<"organizations">,
  paginationOpts: PaginationOptions,
): Promise<PaginationResult<Infer<typeof contactView>>> {
  const found = await ctx.db
    .query("contacts")
    .withIndex("by_orgId_and_changedAt", (q) => q.eq("orgId", orgId))
    .order("desc")
    .paginate(paginationOpts);
  return { ...found, page: found.page.filter(isCurrent).map(toContactView) };
}

function isCurrent(contact: Doc<"contacts">): boolean {
  return contact.mergedInto === undefined && contact.erasedAt === undefined;
}

/** Places that were not taken away. */
export async function listLocations(ctx: QueryCtx, contactId: Id<"contacts">): Promise<Doc<"locations">[]> {
  const rows = await ctx.db
    .query("locations")
    .withIndex("by_contactId", (q) => q.eq("contactId", contactId))
    .take(MAX_LOCATIONS * 2);
  return rows.filter((row) => row.removedAt === undefined);
}

/** Devices and vehicles that were not taken away. */
export async function listAssets(ctx: QueryCtx, contactId: Id<"contacts">): Promise<Doc<"assets">[]> {
  const rows = await ctx.db
    .query("assets")
    .withIndex("by_contactId", (q) => q.eq("contactId", contactId))
    .take(MAX_ASSETS * 2);
  return rows.filter((row) => row.removedAt === undefined);
}

export function toLocationView(location: Doc<"locations">): Infer<typeof locationView> {
  const { _id, label, address, city, point: at, accessNotes, version } = location;
  return { locationId: _id, label, address, city, point: at, accessNotes, version };
}

export function toAssetView(asset: Doc<"assets">): Infer<typeof assetView> {
  const { _id, kind, brand, model, serial, plate, vin, year, warrantyUntil, note, version } = asset;
  return { assetId: _id, kind, brand, model, serial, plate, vin, year, warrantyUntil, note, version };
}
