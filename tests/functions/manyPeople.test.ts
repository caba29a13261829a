/** A company with more people than one answer holds: every one of them can be reached, page by page and by searching. */
import { afterAll, beforeAll, describe, expect, test, vi } from "vitest";
import { api, internal } from "../../convex/_generated/api";
import type { Id } from "../../convex/_generated/dataModel";
import { DAY_MS } from "../../shared/time/zones";
import { type Company, makeCompany } from "../support/smallCompany";

const TECHNICIANS = 620;
const PAGE = 50;

describe("620 technicians", () => {
  let company: Company;
  let caller: ReturnType<Company["t"]["withIdentity"]>;
  let dispatcher: ReturnType<Company["t"]["withIdentity"]>;
  let otherBranchId: Id<"branches">;

  beforeAll(async () => {
    vi.useFakeTimers();
    vi.stubEnv("CONVEX_SITE_URL", "http://site.test");
    company = await makeCompany({
      zone: "Asia/Riyadh",
      weekend: [5],
      hours: { openMinute: 480, closeMinute: 1080 },
    });
    const { t, orgId, branchId, adminId } = company;
    const signIn = async (userId: Id<"users">) => {
      const sessionId = await t.run(
        async (ctx) => await ctx.db.insert("authSessions", { userId, expirationTime: Date.now() + DAY_MS }),
      );
      return t.withIdentity({ subject: `${userId}|${sessionId}`, issuer: "http://site.test" });
    };
    const dispatcherId = await t.run(async (ctx) => {
      const userId = await ctx.db.insert("users", { email: "mona@x.test" });
      const name = { ar: "منى", en: "Mona" };
      await ctx.db.insert("memberships", {
        orgId,
        branchIds: [branchId],
        demo: false,
        userId,
        role: "dispatcher",
        name,
      });
      const branch = await ctx.db.get("branches", branchId);
      const { _id, _creationTime, ...fields } = branch ?? { _id: null, _creationTime: 0 };
      otherBranchId = await ctx.db.insert("branches", {
        ...(fields as never as object),
        slug: "two",
      } as never);
      for (let serial = 0; serial < TECHNICIANS; serial += 1) {
        const employeeId = `T-${1000 + serial}`;
        const who = { ar: `فني رقم ${serial}`, en: `Technician ${serial}` };
        const at = serial % 2 === 0 ? branchId : otherBranchId;
        const technicianId = await ctx.db.insert("technicians", {
          orgId,
          branchId: at,
          employeeId,
          name: who,
          phone: `+96650${String(1_000_000 + serial)}`,
          skills: [],
          active: serial !== 611,
          onDuty: false,
          shift: { startMinute: 540, endMinute: 1080, weekdays: [0] },
        });
        const user = await ctx.db.insert("users", { email: `t${serial}@x.test` });
        await ctx.db.insert("memberships", {
          orgId,
          branchIds: [at],
          demo: false,
          userId: user,
          role: "technician",
          technicianId,
          name: who,
        });
      }
      return userId;
    });
    // They were there before there was a search.
    await t.mutation(internal.search.backfill, {});
    await t.finishAllScheduledFunctions(vi.runAllTimers);
    caller = await signIn(adminId);
    dispatcher = await signIn(dispatcherId);
  }, 120_000);
  afterAll(() => {
    vi.unstubAllEnvs();
    vi.useRealTimers();
  });

  /** Every row, however many pages it takes; no page is larger than asked. */
  async function all<Row>(
    ask: (cursor: string | null) => Promise<{ page: Row[]; isDone: boolean; continueCursor: string }>,
  ): Promise<Row[]> {
    const rows: Row[] = [];
    for (let cursor: string | null = null; ; ) {
      const { page, isDone, continueCursor } = await ask(cursor);
      expect(page.length).toBeLessThanOrEqual(PAGE);
      rows.push(...page);
      if (isDone) return rows;
      cursor = continueCursor;
    }
  }
  const technicians = (
    who: typeof caller,
    branchId: Id<"branches"> | null,
    availability: "onDuty" | "offDuty" | "inactive" | null,
  ) =>
    all((cursor) =>
      who.query(api.people.technicians, {
        branchId,
        availability,
        paginationOpts: { cursor, numItems: PAGE },
      }),
    );

  test("[S-26] every technician is on some page, by employee number, once", async () => {
    const found = (await technicians(caller, null, null)).map((one) => one.employeeId);
    expect(found).toHaveLength(TECHNICIANS + 1);
    expect(found).toEqual(found.toSorted());
    expect(new Set(found).size).toBe(found.length);
  });

  test("[S-26] filters are questions to an index, not a sieve over the first few", async () => {
    expect((await technicians(caller, null, "inactive")).map((one) => one.employeeId)).toEqual(["T-1611"]);
    expect((await technicians(caller, otherBranchId, null)).length).toBe(TECHNICIANS / 2);
    expect((await technicians(caller, company.branchId, "onDuty")).map((one) => one.employeeId)).toEqual([
      "E-1",
    ]);
  });

  test("[Z-02] who has one branch gets its people only, page after page", async () => {
    const found = await technicians(dispatcher, null, null);
    expect(found).toHaveLength(TECHNICIANS / 2 + 1);
    expect(new Set(found.map((one) => one.branchId))).toEqual(new Set([company.branchId]));
    const members = await all((cursor) =>
      dispatcher.query(api.people.members, { paginationOpts: { cursor, numItems: PAGE } }),
    );
    expect(members).toHaveLength(TECHNICIANS / 2 + 3);
    await expect(technicians(dispatcher, otherBranchId, null)).rejects.toThrow("access.denied");
  });

  test("[S-29] every member is on some page", async () => {
    const members = await all((cursor) =>
      caller.query(api.people.members, { paginationOpts: { cursor, numItems: PAGE } }),
    );
    expect(new Set(members.map((one) => one.email)).size).toBe(TECHNICIANS + 3);
  });

  test("[S-26, S-29] the last of them is found by name, number, phone and address; nobody out of scope is", async () => {
    const find = async (who: typeof caller, text: string) =>
      (await who.query(api.people.searchTechnicians, { text, branchId: null })).map((one) => one.employeeId);
    expect(await find(caller, "Technician 619")).toEqual(["T-1619"]);
    expect(await find(caller, "فني ٦١٩")).toEqual(["T-1619"]);
    expect(await find(caller, "t-1619")).toEqual(["T-1619"]);
    expect(await find(caller, "0501000619")).toEqual(["T-1619"]);
    expect(await find(dispatcher, "T-1619")).toEqual([]);
    expect(await find(dispatcher, "T-1618")).toEqual(["T-1618"]);
    expect((await find(caller, "Technician")).length).toBe(20);
    const members = (who: typeof caller, text: string) =>
      who.query(api.people.searchMembers, { text }).then((rows) => rows.map((one) => one.email));
    expect(await members(caller, "t619@x.test")).toEqual(["t619@x.test"]);
    expect(await members(dispatcher, "t619@x.test")).toEqual([]);
    expect(await members(dispatcher, "Mona")).toEqual(["mona@x.test"]);
  });

  test("[C-14] chosen ones are named whatever their place in the list; those out of scope stay unnamed", async () => {
    const [last] = await caller.query(api.people.searchTechnicians, { text: "T-1619", branchId: null });
    const ids = [last?.technicianId, company.technicianId].filter((id) => id !== undefined);
    const named = (who: typeof caller) =>
      who
        .query(api.people.namedTechnicians, { technicianIds: ids })
        .then((rows) => rows.map((one) => one.employeeId));
    expect(await named(caller)).toEqual(["T-1619", "E-1"]);
    expect(await named(dispatcher)).toEqual(["E-1"]);
  });
});
