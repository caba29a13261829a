import { defineSchema, defineTable } from "convex/server";
import { v } from "convex/values";

export default defineSchema({
  messages: defineTable({ room: v.string(), author: v.string(), text: v.string() }).index("by_room", [
    "room",
  ]),
  counters: defineTable({ name: v.string(), value: v.number() }).index("by_name", ["name"]),
  entries: defineTable({ writer: v.string(), n: v.number() }).index("by_writer", ["writer", "n"]),
});
