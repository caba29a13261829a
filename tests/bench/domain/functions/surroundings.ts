/**
 * Pushed beside the product's own functions by `npm run bench:domain`: what a company has besides tickets. Customers and
 * their devices, a year of gestures on the board and of imports; and, the same in every company, one morning: trails,
 * people at their boards, a plan, saved views. Everything is written once, however often it is asked for.
 */
import { v } from "convex/values";
import type { Doc, Id } from "../../../../convex/_generated/dataModel";
import { internalMutation, internalQuery, type MutationCtx } from "../../../../convex/_generated/server";
import { DAY_MS } from "../../../../shared/time/zones";

const BENCH = { ar: "القياس", en: "Bench" };
/** A few names for very many people, as names are: a search by one of them meets thousands. */
const FIRST = ["محمد", "أحمد", "فهد", "نورة", "سارة", "خالد", "عبدالله", "مريم", "يوسف", "هند"];
const LAST = [
  "القحطاني",
  "الشمري",
  "العتيبي",
  "حسن",
  "الغامدي",
  "منصور",
  "الزهراني",
  "سالم",
  "الحربي",
  "فتحي",
];
const TRAIL_BUCKET_MS = 5 * 60_000;
const TRAILED = 200;
const PLANNED = 40;

async function organization(ctx: MutationCtx): Promise<Doc<"organizations">> {
  const found = await ctx.db.query("organizations").first();
  if (!found) throw new Error("the demo was loaded first");
  return found;
}

/** Customers `from`…`from + count`, each with a place and a car. */
export const contacts = internalMutation({
  args: { from: v.number(), count: v.number() },
  returns: v.null(),
  handler: async (ctx, { from, count }) => {
    const { _id: orgId } = await organization(ctx);
    const changed = { version: 1, changedAt: Date.now(), changedBy: BENCH };
    for (let serial = from; serial < from + count; serial += 1) {
      const phone = `+9665${20_000_000 + serial}`;
      const known = await ctx.db
        .query("contacts")
        .withIndex("by_orgId_and_phone_and_standing", (q) =>
          q.eq("orgId", orgId).eq("phone", phone).eq("standing", "known"),
        )
        .first();
      if (known) continue;
      const contactId = await ctx.db.insert("contacts", {
        orgId,
        name: `${FIRST[serial % 10] ?? ""} ${FIRST[Math.floor(serial / 10) % 10] ?? ""} ${LAST[Math.floor(serial / 7) % 10] ?? ""}`,
        phone,
        email: "",
        note: "",
        language: "ar",
        channel: "sms",
        standing: "known",
        preferredTechnicianIds: [],
        blockedTechnicianIds: [],
        serviceReminders: true,
        marketing: false,
        ...changed,
        // The demo's own customers stay the latest in every company.
        changedAt: changed.changedAt - DAY_MS - serial,
      });
      const place = { label: "", city: "riyadh", point: null, accessNotes: "" };
      await ctx.db.insert("locations", {
        orgId,
        contactId,
        address: `طريق العليا ${serial}`,
        ...place,
        ...changed,
      });
      await ctx.db.insert("assets", {
        orgId,
        contactId,
        kind: "car",
        brand: "Toyota",
        model: "Hilux",
        serial: "",
        plate: `ABC ${serial}`,
        vin: "",
        year: 2020,
        warrantyUntil: "",
        note: "",
        identityKey: `ABC${serial}`,
        ...changed,
      });
    }
    return null;
  },
});

/** Gestures of one planner and files brought in, back from today; `from` is where the last call stopped. */
export const gestures = internalMutation({
  args: {
    branchId: v.id("branches"),
    userId: v.id("users"),
    ticketId: v.id("tickets"),
    from: v.number(),
    count: v.number(),
  },
  returns: v.null(),
  handler: async (ctx, { branchId, userId, ticketId, from, count }) => {
    const { _id: orgId } = await organization(ctx);
    const by = { userId, name: BENCH };
    const held = { status: "new", priority: "normal", visit: null } as const;
    for (let serial = from; serial < from + count; serial += 1) {
      const operationId = `gesture:${serial}`;
      const known = await ctx.db
        .query("boardActions")
        .withIndex("by_operationId", (q) => q.eq("operationId", operationId))
        .first();
      if (known) continue;
      const at = Date.now() - serial * 60_000;
      await ctx.db.insert("boardActions", {
        orgId,
        branchId,
        by,
        at,
        operationId,
        tickets: [
          {
            ticketId,
            number: "TK-000000",
            before: held,
            after: { ...held, priority: "high" },
            versionBefore: 1,
            versionAfter: 2,
          },
        ],
        state: "done",
        changedAt: at,
        changedBy: by,
      });
      if (serial % 20 > 0) continue;
      const importId = await ctx.db.insert("imports", {
        orgId,
        branchId,
        startedBy: userId,
        startedByName: BENCH,
        fileName: "requests.csv",
        fileHash: `hash ${serial}`,
        mapping: [{ field: "externalId", column: 0, header: "id" }],
        totalRows: 10,
        receivedRows: 10,
        insertedRows: 0,
        duplicateRows: 0,
        rejectedRows: 10,
        nextBatch: 1,
        state: "finished",
        startedAt: at,
        finishedAt: at,
        operationId: `import:${serial}`,
      });
      for (let line = 0; line < 10; line += 1)
        await ctx.db.insert("importRowErrors", {
          importId,
          line,
          field: null,
          reason: "missing",
          value: null,
        });
    }
    return null;
  },
});

/** One morning at a branch, the same in every company. */
export const morning = internalMutation({
  args: {
    branchId: v.id("branches"),
    userId: v.id("users"),
    ticketId: v.id("tickets"),
    serviceDay: v.string(),
  },
  returns: v.null(),
  handler: async (ctx, { branchId, userId, ticketId, serviceDay }) => {
    if (await ctx.db.query("planDrafts").first()) return null;
    const { _id: orgId } = await organization(ctx);
    const now = Date.now();
    const bucketAt = Math.floor(now / TRAIL_BUCKET_MS) * TRAIL_BUCKET_MS;
    const technicians = await ctx.db
      .query("technicians")
      .withIndex("by_branchId", (q) => q.eq("branchId", branchId))
      .take(TRAILED);
    for (const { _id: technicianId } of technicians)
      for (let back = 0; back < 12; back += 1)
        await ctx.db.insert("technicianTrails", {
          technicianId,
          branchId,
          bucketAt: bucketAt - back * TRAIL_BUCKET_MS,
          points: [0, 24.7, 46.7, 60_000, 24.71, 46.71],
        });
    const by = { userId, name: BENCH };
    const draftId = await ctx.db.insert("planDrafts", {
      orgId,
      branchId,
      serviceDay,
      title: "",
      ownerId: userId,
      ownerName: BENCH,
      visibility: "shared",
      state: "open",
      revision: PLANNED,
      moveCount: PLANNED,
      touched: { ...by, at: now },
    });
    const open = await ctx.db
      .query("tickets")
      .withIndex("by_branchId_and_closedDay_and_priorityRank", (q) =>
        q.eq("branchId", branchId).eq("closedDay", undefined),
      )
      .take(PLANNED);
    for (const [index, ticket] of open.entries())
      await ctx.db.insert("planMoves", {
        draftId,
        ticketId: ticket._id,
        technicianId: technicians[index]?._id ?? null,
        startsAt: now + DAY_MS,
        seenVersion: ticket.version,
        revision: index + 1,
        movedBy: by,
        movedAt: now,
      });
    for (let one = 0; one < 20; one += 1) {
      await ctx.db.insert("boardViews", {
        orgId,
        branchId,
        ownerId: userId,
        name: `View ${one}`,
        shared: one % 2 === 0,
        content: {
          filters: {
            statuses: [],
            priorities: [],
            technicians: [],
            cities: [],
            from: null,
            until: null,
            text: "",
          },
          list: "waiting",
          centre: "map",
          panes: [],
          dayOffset: null,
        },
        version: 1,
        changedAt: now,
        changedBy: BENCH,
      });
      const presenceId = await ctx.db.insert("presences", {
        key: `bench ${one}`,
        userId,
        branchId,
        name: BENCH,
        role: "dispatcher",
        place: "board",
        looksAt: ticketId,
        holds: [],
        writesOn: one < 3 ? ticketId : null,
        follows: null,
      });
      await ctx.db.insert("presenceViews", { presenceId, search: "", camera: null, pointed: null });
    }
    return null;
  },
});

/** What the queries about all this are asked with. */
export const examples = internalQuery({
  args: { branchId: v.id("branches") },
  handler: async (ctx, { branchId }) => {
    const [draft, presence, imported, note] = await Promise.all([
      ctx.db.query("planDrafts").first(),
      ctx.db.query("presences").first(),
      ctx.db
        .query("imports")
        .withIndex("by_branchId", (q) => q.eq("branchId", branchId))
        .first(),
      ctx.db.query("notes").first(),
    ]);
    if (!draft || !presence || !imported || !note) throw new Error("the surroundings were written first");
    const ids: {
      draftId: Id<"planDrafts">;
      presenceId: Id<"presences">;
      importId: Id<"imports">;
      noteId: Id<"notes">;
    } = { draftId: draft._id, presenceId: presence._id, importId: imported._id, noteId: note._id };
    return ids;
  },
});
