/**
 * contacts: the people we work for. A guest's row stays his own until a code proves his number; then his tickets move to
 * the person who has it [J-46]. locations, assets: where a contact lives and what he owns. ticketItems: the things one
 * ticket is about, as they were described with it. All written by model/contacts and model/intake only.
 */
import { literals } from "convex-helpers/validators";
import { defineTable } from "convex/server";
import { v } from "convex/values";
import { CONTACT_CHANNELS, CONTACT_STANDINGS, LANGUAGES } from "../../../shared/contacts/contact";
import { WARRANTIES } from "../../../shared/intake/request";
import { ITEM_STATES } from "../../../shared/records/items";
import { actorSnapshot, localizedName, point } from "../../lib/validators";
import { assetKind } from "../catalogue/tables";

export const language = literals(...LANGUAGES);
export const contactChannel = literals(...CONTACT_CHANNELS);
export const warranty = literals(...WARRANTIES);

export const itemState = literals(...ITEM_STATES);
export const contactStanding = literals(...CONTACT_STANDINGS);

/** What is known of a person; the same in his row, in what staff see and in what they enter. */
export const personFields = {
  name: v.string(),
  email: v.string(),
  language,
  channel: contactChannel,
  note: v.string(),
};

/** His wishes about who comes and what he hears. */
export const preferenceFields = {
  preferredTechnicianIds: v.array(v.id("technicians")),
  blockedTechnicianIds: v.array(v.id("technicians")),
  serviceReminders: v.boolean(),
  marketing: v.boolean(),
};

export const locationFields = {
  label: v.string(),
  address: v.string(),
  city: v.string(),
  point: v.nullable(point),
  accessNotes: v.string(),
};

export const assetFields = {
  kind: assetKind,
  brand: v.string(),
  model: v.string(),
  serial: v.string(),
  plate: v.string(),
  vin: v.string(),
  year: v.nullable(v.number()),
  /** Local day, or empty. */
  warrantyUntil: v.string(),
  note: v.string(),
};

export const contactTables = {
  contacts: defineTable({
    orgId: v.id("organizations"),
    ...personFields,
    /** E.164, or null when none is known. */
    phone: v.nullable(v.string()),
    standing: contactStanding,
    /** The signed-in customer whose proven number this is. */
    userId: v.optional(v.id("users")),
    ...preferenceFields,
    version: v.number(),
    changedAt: v.number(),
    changedBy: localizedName,
    /** A guest's row whose tickets moved to this one. */
    mergedInto: v.optional(v.id("contacts")),
    /** When the personal data was removed on request. */
    erasedAt: v.optional(v.number()),
  })
    .index("by_orgId_and_phone_and_standing", ["orgId", "phone", "standing"])
    .index("by_orgId_and_changedAt", ["orgId", "changedAt"])
    .index("by_userId", ["userId"])
    .searchIndex("search_name", { searchField: "name", filterFields: ["orgId"] }),
  locations: defineTable({
    orgId: v.id("organizations"),
    contactId: v.id("contacts"),
    ...locationFields,
    version: v.number(),
    changedAt: v.number(),
    changedBy: localizedName,
    removedAt: v.optional(v.number()),
  }).index("by_contactId", ["contactId"]),
  assets: defineTable({
    orgId: v.id("organizations"),
    contactId: v.id("contacts"),
    ...assetFields,
    /** Serial number or plate without spaces and marks, for looking up. */
    identityKey: v.string(),
    version: v.number(),
    changedAt: v.number(),
    changedBy: localizedName,
    removedAt: v.optional(v.number()),
  })
    .index("by_contactId", ["contactId"])
    .index("by_orgId_and_identityKey", ["orgId", "identityKey"]),
  ticketItems: defineTable({
    orgId: v.id("organizations"),
    ticketId: v.id("tickets"),
    assetId: v.optional(v.id("assets")),
    kind: assetKind,
    brand: v.string(),
    model: v.string(),
    identity: v.string(),
    problem: v.string(),
    warranty,
    invoiceNumber: v.string(),
    /** How far this thing is, whoever said so last; absent while nobody did. */
    settled: v.optional(
      v.object({
        state: itemState,
        version: v.number(),
        changedAt: v.number(),
        changedBy: actorSnapshot,
      }),
    ),
  })
    .index("by_ticketId", ["ticketId"])
    .index("by_assetId", ["assetId"]),
};
