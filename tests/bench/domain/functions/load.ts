/**
 * Pushed beside the product's own functions by `npm run bench:domain`: fills the company with people and a year of tickets,
 * and gives tickets running clocks. History is copied, row by row, from tickets that went through the real lifecycle, so
 * every table holds what it would hold; the schema checks each row.
 */
import { v } from "convex/values";
import type { TableNames } from "../../../../convex/_generated/dataModel";
import type { Id } from "../../../../convex/_generated/dataModel";
import { internalMutation, internalQuery, type MutationCtx } from "../../../../convex/_generated/server";
import { createTicket } from "../../../../convex/model/flows/createTicket";
import { indexMember, indexTechnician } from "../../../../convex/model/people/search";
import { newToken } from "../../../../convex/model/tracking/token";
import { isSampled } from "../../../../shared/board/openSlices";
import { ticketSearchText } from "../../../../shared/board/searchText";
import { addDays, DAY_MS } from "../../../../shared/time/zones";
import { formatTicketNumber, NUMBER_LENGTH } from "../../../../shared/tickets/number";

/** Copied numbers: 20 bits and more, apart from what the product draws by their first characters. */
function numberOf(serial: number): string {
  const draws = Array.from({ length: NUMBER_LENGTH }, (_, at) => (Math.floor(serial / 32 ** at) % 32) / 32);
  return formatTicketNumber(draws);
}

/** Adds branches and technicians with accounts until there are so many; answers all of them by branch. */
export const people = internalMutation({
  args: { branches: v.number(), perBranch: v.number(), branch: v.number() },
  returns: v.null(),
  handler: async (ctx, { branches, perBranch, branch: index }) => {
    const organization = await ctx.db.query("organizations").first();
    const pattern = await ctx.db.query("technicians").first();
    if (!organization || !pattern) throw new Error("the demo was loaded first");
    const orgId = organization._id;
    const known = await ctx.db
      .query("branches")
      .withIndex("by_orgId_and_slug", (q) => q.eq("orgId", orgId))
      .take(branches);
    const riyadh = known.find((one) => one.slug === "riyadh");
    if (!riyadh) throw new Error("the demo has a branch in Riyadh");
    const { _id, _creationTime, ...fields } = riyadh;
    const branchId =
      known[index]?._id ?? (await ctx.db.insert("branches", { ...fields, slug: `branch-${index}` }));
    const there = await ctx.db
      .query("technicians")
      .withIndex("by_branchId", (q) => q.eq("branchId", branchId))
      .take(perBranch);
    for (let one = there.length; one < perBranch; one += 1) {
      const employeeId = `B${index}-${one}`;
      const name = { ar: `فني ${employeeId}`, en: `Technician ${employeeId}` };
      const email = `${employeeId.toLowerCase()}@bench.test`;
      const { phone, skills, shift } = pattern;
      const technicianId = await ctx.db.insert("technicians", {
        orgId,
        branchId,
        employeeId,
        name,
        phone,
        skills,
        shift,
        active: true,
        onDuty: true,
      });
      const userId = await ctx.db.insert("users", { email, name: name.en });
      const membershipId = await ctx.db.insert("memberships", {
        orgId,
        userId,
        name,
        role: "technician",
        branchIds: [branchId],
        technicianId,
        demo: false,
      });
      await indexTechnician(ctx, technicianId);
      await indexMember(ctx, membershipId);
      await ctx.db.insert("technicianPositions", {
        technicianId,
        branchId,
        ...fields.center,
        accuracyM: 10,
        recordedAt: Date.now(),
        receivedAt: Date.now(),
      });
    }
    return null;
  },
});

/** Where copies can go, and what there is to copy. */
export const stock = internalQuery({
  args: {},
  handler: async (ctx) => {
    const branches = await ctx.db.query("branches").take(100);
    const perBranch = await Promise.all(
      branches.map(async ({ _id, slug }) => ({
        branchId: _id,
        slug,
        technicianIds: (
          await ctx.db
            .query("technicians")
            .withIndex("by_branchId", (q) => q.eq("branchId", _id))
            .take(2_000)
        ).map((technician) => technician._id),
      })),
    );
    const riyadh = branches.find((one) => one.slug === "riyadh");
    const tickets = riyadh
      ? await ctx.db
          .query("tickets")
          .withIndex("by_branchId_and_status", (q) => q.eq("branchId", riyadh._id))
          .take(500)
      : [];
    const users = await ctx.db.query("users").take(50);
    return {
      branches: perBranch,
      templates: tickets.map(({ _id, number, status, closedDay, currentAppointmentId }) => ({
        ticketId: _id,
        number,
        status,
        closedDay: closedDay ?? null,
        held: currentAppointmentId !== undefined,
      })),
      users: users.map(({ _id, email }) => ({ userId: _id, email: email ?? null })),
    };
  },
});

/** The subject of a token for the person with this address: signing in is not what is measured, and hashes on purpose. */
export const session = internalMutation({
  args: { email: v.string() },
  returns: v.string(),
  handler: async (ctx, { email }) => {
    const user = await ctx.db
      .query("users")
      .withIndex("email", (q) => q.eq("email", email))
      .unique();
    if (!user) throw new Error(`nobody has the address ${email}`);
    const sessionId = await ctx.db.insert("authSessions", {
      userId: user._id,
      expirationTime: Date.now() + DAY_MS,
    });
    return `${user._id}|${sessionId}`;
  },
});

/** A customer; `proven` ones can sign in, and are answered with the subject of their token. */
export const customer = internalMutation({
  args: { phone: v.string(), proven: v.boolean() },
  returns: v.object({ contactId: v.id("contacts"), subject: v.nullable(v.string()) }),
  handler: async (ctx, { phone, proven }) => {
    const organization = await ctx.db.query("organizations").first();
    if (!organization) throw new Error("the demo was loaded first");
    const now = Date.now();
    const userId = proven ? await ctx.db.insert("users", { phone, phoneVerificationTime: now }) : null;
    const sessionId = userId
      ? await ctx.db.insert("authSessions", { userId, expirationTime: now + DAY_MS })
      : null;
    const contactId = await ctx.db.insert("contacts", {
      orgId: organization._id,
      name: `عميل ${phone}`,
      phone,
      email: "",
      note: "",
      language: "ar",
      channel: "sms",
      standing: proven ? "verified" : "known",
      preferredTechnicianIds: [],
      blockedTechnicianIds: [],
      serviceReminders: true,
      marketing: false,
      version: 1,
      changedAt: now,
      changedBy: { ar: "القياس", en: "Bench" },
      ...(userId ? { userId } : {}),
    });
    await ctx.db.insert("locations", {
      orgId: organization._id,
      contactId,
      label: "",
      address: "طريق العليا 1",
      city: "riyadh",
      point: null,
      accessNotes: "",
      version: 1,
      changedAt: now,
      changedBy: { ar: "القياس", en: "Bench" },
    });
    return { contactId, subject: userId && sessionId ? `${userId}|${sessionId}` : null };
  },
});

type Row = Record<string, unknown> & { _id: string };

/** Every row that belongs to a ticket, in an order in which what is named comes before who names it. */
async function rowsOf(ctx: MutationCtx, ticketId: Id<"tickets">): Promise<[TableNames, Row[]][]> {
  const of = <T extends TableNames>(table: T, rows: Promise<Row[]>) =>
    rows.then((found) => [table, found] as const);
  const found = await Promise.all([
    of(
      "appointments",
      ctx.db
        .query("appointments")
        .withIndex("by_ticketId", (q) => q.eq("ticketId", ticketId))
        .collect(),
    ),
    of(
      "statusEvents",
      ctx.db
        .query("statusEvents")
        .withIndex("by_ticketId", (q) => q.eq("ticketId", ticketId))
        .collect(),
    ),
    of(
      "trackingLinks",
      ctx.db
        .query("trackingLinks")
        .withIndex("by_ticketId", (q) => q.eq("ticketId", ticketId))
        .collect(),
    ),
    of(
      "slaClocks",
      ctx.db
        .query("slaClocks")
        .withIndex("by_ticketId_and_open", (q) => q.eq("ticketId", ticketId))
        .collect(),
    ),
    of(
      "escalations",
      ctx.db
        .query("escalations")
        .withIndex("by_ticketId", (q) => q.eq("ticketId", ticketId))
        .collect(),
    ),
    of(
      "ticketItems",
      ctx.db
        .query("ticketItems")
        .withIndex("by_ticketId", (q) => q.eq("ticketId", ticketId))
        .collect(),
    ),
    of(
      "ticketEvidence",
      ctx.db
        .query("ticketEvidence")
        .withIndex("by_ticketId", (q) => q.eq("ticketId", ticketId))
        .collect(),
    ),
    of(
      "timeLogs",
      ctx.db
        .query("timeLogs")
        .withIndex("by_ticketId_and_endedAt", (q) => q.eq("ticketId", ticketId))
        .collect(),
    ),
    of(
      "attachments",
      ctx.db
        .query("attachments")
        .withIndex("by_ticketId_and_removedAt", (q) => q.eq("ticketId", ticketId))
        .collect(),
    ),
    of(
      "notes",
      ctx.db
        .query("notes")
        .withIndex("by_ticketId", (q) => q.eq("ticketId", ticketId))
        .collect(),
    ),
    of(
      "messages",
      ctx.db
        .query("messages")
        .withIndex("by_ticketId_and_audience", (q) => q.eq("ticketId", ticketId))
        .collect(),
    ),
    of(
      "partsRequests",
      ctx.db
        .query("partsRequests")
        .withIndex("by_ticketId", (q) => q.eq("ticketId", ticketId))
        .collect(),
    ),
    of(
      "holds",
      ctx.db
        .query("holds")
        .withIndex("by_ticketId_and_resolvedAt", (q) => q.eq("ticketId", ticketId))
        .collect(),
    ),
    of(
      "estimates",
      ctx.db
        .query("estimates")
        .withIndex("by_ticketId", (q) => q.eq("ticketId", ticketId))
        .collect(),
    ),
    of(
      "reviews",
      ctx.db
        .query("reviews")
        .withIndex("by_ticketId", (q) => q.eq("ticketId", ticketId))
        .collect(),
    ),
    of(
      "outbox",
      ctx.db
        .query("outbox")
        .withIndex("by_ticketId_and_state", (q) => q.eq("ticketId", ticketId))
        .collect(),
    ),
  ]);
  return found.map(([table, rows]) => [table, rows]);
}

const DAY = /^\d{4}-\d\d-\d\d$/;
const FIRST_INSTANT = 1_500_000_000_000;

/** The value with ids exchanged and instants moved by whole days. */
function moved(value: unknown, ids: ReadonlyMap<string, string>, days: number): unknown {
  if (typeof value === "string") return DAY.test(value) ? addDays(value, days) : (ids.get(value) ?? value);
  if (typeof value === "number") return value > FIRST_INSTANT ? value + days * DAY_MS : value;
  if (Array.isArray(value)) return value.map((one) => moved(one, ids, days));
  if (value !== null && typeof value === "object")
    return Object.fromEntries(Object.entries(value).map(([key, one]) => [key, moved(one, ids, days)]));
  return value;
}

/**
 * What only one row may have, or what points at something that is not copied. Of earlier days the escalations are
 * resolved: what is open today is the same in every company.
 */
function ownFields(table: TableNames, row: Row, serial: number, isPast: boolean): Record<string, unknown> {
  const { _id, _creationTime, jobId: _job, ...fields } = row;
  if (table === "statusEvents")
    return { ...fields, operationId: `${String(fields["operationId"])}:${serial}` };
  if (table === "trackingLinks") return { ...fields, token: newToken() };
  if (table === "escalations" && isPast)
    return {
      ...fields,
      state: "resolved",
      resolvedAt: fields["changedAt"],
      resolvedBy: { userId: null, name: { ar: "القياس", en: "Bench" }, role: "supervisor" },
    };
  if (table === "outbox") return { ...fields, key: `${String(fields["key"])}:${serial}` };
  return fields;
}

/** Copies a ticket with all its rows, once however often it is asked. Answers how many rows there are now. */
export const copies = internalMutation({
  args: {
    templateId: v.id("tickets"),
    copies: v.array(
      v.object({
        serial: v.number(),
        days: v.number(),
        branchId: v.id("branches"),
        technicianId: v.id("technicians"),
        contactId: v.nullable(v.id("contacts")),
        phone: v.string(),
      }),
    ),
  },
  returns: v.number(),
  handler: async (ctx, { templateId, copies: wanted }) => {
    const template = await ctx.db.get("tickets", templateId);
    if (!template) throw new Error("no such ticket");
    const belongings = await rowsOf(ctx, templateId);
    const { _id, _creationTime, currentAppointmentId, contactId: _contact, ...ticket } = template;
    let written = 0;
    const perTicket = belongings.reduce((sum, [, rows]) => sum + rows.length, 2);
    for (const { serial, days, branchId, technicianId, contactId, phone } of wanted) {
      const sourceKey = `copy:${serial}`;
      const there = await ctx.db
        .query("tickets")
        .withIndex("by_branchId_and_sourceKey", (q) => q.eq("branchId", branchId).eq("sourceKey", sourceKey))
        .first();
      if (there) {
        written += perTicket;
        continue;
      }
      const ids = new Map<string, string>([[template.branchId, branchId]]);
      for (const [, rows] of belongings)
        for (const row of rows) {
          const holder = row["technicianId"];
          if (typeof holder === "string") ids.set(holder, technicianId);
        }
      const insert = async (table: TableNames, fields: Record<string, unknown>) => {
        written += 1;
        // Whichever table it is, the schema looks at the row.
        return (await ctx.db.insert(table, moved(fields, ids, days) as never)) as string;
      };
      const number = numberOf(serial);
      const ticketId = await insert("tickets", {
        ...ticket,
        number,
        sampled: isSampled(number) ? true : undefined,
        sourceKey,
        contact: { name: template.contact.name, phone },
        ...(contactId ? { contactId } : {}),
      });
      ids.set(_id, ticketId);
      await insert("ticketTexts", {
        orgId: ticket.orgId,
        branchId,
        ticketId,
        text: ticketSearchText({
          number,
          address: ticket.address,
          problem: ticket.problem,
          contactName: ticket.contact.name,
          phone,
        }),
      });
      for (const [table, rows] of belongings)
        for (const row of rows)
          ids.set(row._id, await insert(table, ownFields(table, row, serial, days < 0)));
      const visit = currentAppointmentId ? ids.get(currentAppointmentId) : undefined;
      if (visit)
        await ctx.db.patch("tickets", ticketId as Id<"tickets">, {
          currentAppointmentId: visit as Id<"appointments">,
        });
    }
    return written;
  },
});

/** A year of bells for one person and of the audit log. */
export const logs = internalMutation({
  args: { userId: v.id("users"), count: v.number() },
  returns: v.null(),
  handler: async (ctx, { userId, count }) => {
    const organization = await ctx.db.query("organizations").first();
    if (!organization) throw new Error("the demo was loaded first");
    const orgId = organization._id;
    for (let one = 0; one < count; one += 1) {
      await ctx.db.insert("notifications", {
        orgId,
        userId,
        template: "escalation_opened",
        zone: "Asia/Riyadh",
        read: one % 4 > 0,
        params: { number: numberOf(one), level: 1, type: "assignment", reason: "SLA-001" },
      });
      await ctx.db.insert("auditEntries", {
        orgId,
        at: Date.now(),
        action: "setting.changed",
        before: { value: 1 },
        after: { value: 2 },
        actor: { userId, name: { ar: "القياس", en: "Bench" }, role: "admin" },
        subject: { kind: "setting", id: "sla.proposeReassign", label: "sla.proposeReassign" },
      });
    }
    return null;
  },
});

/** New tickets by the product's own door, each asked for so long ago that its first promise falls due at an instant. */
export const promised = internalMutation({
  args: { branchId: v.id("branches"), firstSerial: v.number(), requestedAt: v.array(v.number()) },
  returns: v.array(v.string()),
  handler: async (ctx, { branchId, firstSerial, requestedAt }) => {
    const numbers: string[] = [];
    const branch = await ctx.db.get("branches", branchId);
    if (!branch) throw new Error("no such branch");
    for (const [index, now] of requestedAt.entries()) {
      const sourceKey = `promised:${firstSerial + index}`;
      const number = numberOf(firstSerial + index);
      numbers.push(number);
      await createTicket(
        ctx,
        branch,
        {
          sourceKey,
          contactName: "عميل",
          phone: null,
          address: "طريق العليا",
          city: "riyadh",
          point: null,
          workType: "ac_repair",
          problem: "المكيف لا يبرد",
          priority: "normal",
          requestedAt: now,
        },
        {
          kind: "staff",
          operationId: sourceKey,
          now,
          number,
          actor: { userId: null, name: { ar: "القياس", en: "Bench" }, role: null },
        },
      );
    }
    return numbers;
  },
});

/** The promise by which new tickets are assigned, counted on the clock so that opening hours do not blur the measure. */
export const countOnTheClock = internalMutation({
  args: { thresholdMs: v.number() },
  returns: v.null(),
  handler: async (ctx, { thresholdMs }) => {
    const organization = await ctx.db.query("organizations").first();
    if (!organization) throw new Error("the demo was loaded first");
    await ctx.db.insert("slaRules", {
      orgId: organization._id,
      code: "SLA-001",
      thresholdMs,
      timeBase: "wall",
      enabled: true,
      version: 1,
      changedAt: Date.now(),
      changedBy: { ar: "القياس", en: "Bench" },
    });
    return null;
  },
});

/** Deadlines of the running clocks of these tickets, by number. */
export const running = internalQuery({
  args: { branchId: v.id("branches") },
  returns: v.number(),
  handler: async (ctx, { branchId }) => {
    const rows = await ctx.db
      .query("slaClocks")
      .withIndex("by_branchId_and_open_and_dueAt", (q) => q.eq("branchId", branchId).eq("open", true))
      .take(20_000);
    return rows.filter((row) => row.state === "running" && row.jobId !== undefined).length;
  },
});

/** Tickets to look at: one that is over, with its customer's token, and one that is open. */
export const examples = internalQuery({
  args: { branchId: v.id("branches") },
  handler: async (ctx, { branchId }) => {
    const closed = await ctx.db
      .query("tickets")
      .withIndex("by_branchId_and_sourceKey", (q) =>
        q.eq("branchId", branchId).gt("sourceKey", "story:").lt("sourceKey", "story;"),
      )
      .first();
    const open = await ctx.db
      .query("tickets")
      .withIndex("by_branchId_and_closedDay_and_priorityRank", (q) =>
        q.eq("branchId", branchId).eq("closedDay", undefined),
      )
      .order("desc")
      .first();
    if (!closed || !open) throw new Error("the branch has tickets of both kinds");
    const link = await ctx.db
      .query("trackingLinks")
      .withIndex("by_ticketId", (q) => q.eq("ticketId", closed._id))
      .first();
    return {
      closed: { ticketId: closed._id, number: closed.number },
      open: { ticketId: open._id, number: open.number },
      token: link?.token ?? "",
    };
  },
});
