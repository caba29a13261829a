import { defineSchema, defineTable } from "convex/server";
import { v } from "convex/values";

export default defineSchema({
  items: defineTable({
    tag: v.number(),
    k: v.number(),
    a: v.optional(v.any()),
    b: v.optional(v.any()),
    n: v.optional(v.any()),
    ref: v.optional(v.id("items")),
  })
    .index("by_tag", ["tag"])
    .index("by_a", ["a"])
    .index("by_a_b", ["a", "b"])
    .index("by_nested", ["n.x", "k"]),
  strict: defineTable({
    tag: v.number(),
    k: v.number(),
    a: v.union(v.string(), v.null(), v.int64(), v.array(v.boolean())),
    n: v.optional(v.object({ x: v.number(), y: v.optional(v.bytes()) })),
    kind: v.optional(v.union(v.literal("one"), v.literal("two"))),
  })
    .index("by_tag", ["tag"])
    .index("by_a", ["a"]),
  /** Which document a program means by a number; an entry stays when its document is deleted. */
  names: defineTable({ tag: v.number(), id: v.string() }).index("by_tag", ["tag"]),
});
