/**
 * Who is here, short-lived. All four are written by presence/write.ts only.
 * presences: one row per open page: where it is, what it looks at, holds, writes on, follows. Changes only when others
 * would see a difference; read by the boards of the branch and by writers of a ticket.
 * presenceBeats: when each page was last heard of; apart, because it changes every few seconds and nobody watches it.
 * presenceWatch: one row while anybody is here: the round of the scheduled function that removes the silent.
 * presenceViews: what a followed page shows; written only while somebody follows, read only by him.
 *
 * Not the published component @convex-dev/presence (0.4): it keeps data by person and room where a dispatcher has
 * several windows open, each with another card in hand; heartbeat and data share the subscribed room; who left stays
 * listed for good; and its lists open to a bearer token where ours must ask for the branch on every run.
 */
import { literals } from "convex-helpers/validators";
import { defineTable } from "convex/server";
import { v } from "convex/values";
import { PRESENCE_PLACES } from "../../../shared/presence/presence";
import { localizedName, point, role } from "../../lib/validators";

/** Where a map looks. */
export const camera = v.object({ center: point, zoom: v.number() });
/** A marker under somebody's pointer. */
export const pointed = v.object({
  kind: v.union(v.literal("ticket"), v.literal("technician")),
  id: v.string(),
});

export const presenceTables = {
  presences: defineTable({
    /** Random, known to the page alone; never shown. */
    key: v.string(),
    userId: v.id("users"),
    branchId: v.id("branches"),
    name: localizedName,
    role,
    place: literals(...PRESENCE_PLACES),
    looksAt: v.union(v.id("tickets"), v.null()),
    holds: v.array(v.id("tickets")),
    writesOn: v.union(v.id("tickets"), v.null()),
    follows: v.union(v.id("presences"), v.null()),
  })
    .index("by_key", ["key"])
    .index("by_userId", ["userId"])
    .index("by_branchId", ["branchId"])
    .index("by_writesOn", ["writesOn"]),
  presenceBeats: defineTable({ presenceId: v.id("presences"), lastBeatAt: v.number() })
    .index("by_presenceId", ["presenceId"])
    .index("by_lastBeatAt", ["lastBeatAt"]),
  presenceWatch: defineTable({ round: v.number(), dueAt: v.number() }),
  presenceViews: defineTable({
    presenceId: v.id("presences"),
    /** Day, filters, list and selection as the address of the board has them. */
    search: v.string(),
    camera: v.union(camera, v.null()),
    pointed: v.union(pointed, v.null()),
  }).index("by_presenceId", ["presenceId"]),
};
