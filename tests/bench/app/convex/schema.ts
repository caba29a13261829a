/** Two tables, like the heart of any dispatch board: the thing that moves and the record that it moved. */
import { defineSchema, defineTable } from "convex/server";
import { v } from "convex/values";

export default defineSchema({
  tickets: defineTable({
    lane: v.number(),
    title: v.string(),
    startsAt: v.number(),
    seq: v.number(),
    version: v.number(),
  }).index("by_lane", ["lane"]),
  events: defineTable({
    ticketId: v.id("tickets"),
    fromLane: v.number(),
    toLane: v.number(),
    at: v.number(),
  }).index("by_ticket", ["ticketId"]),
  positions: defineTable({
    technician: v.number(),
    latitude: v.number(),
    longitude: v.number(),
    seq: v.number(),
  }).index("by_technician", ["technician"]),
});
