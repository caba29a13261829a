/** Who works here: inviting, joining, changing, shutting out; what is written down about it. */
import { describe, expect, test } from "vitest";
import { api } from "../../../convex/_generated/api";
import type { Id } from "../../../convex/_generated/dataModel";
import { expectRefused, must, type Person, type World } from "../../support/world";
import type { Caller } from "../../support/world/driver";

const PASSWORD = "a long enough phrase";

export function tokenOf(link: string): string {
  return must(link.split("/join/")[1], "a token in the link");
}

/** Invites and joins somebody; answers him and his membership. */
export async function hire(
  w: World,
  email: string,
  role: "dispatcher" | "supervisor" | "admin" | "owner" | "workshop" = "dispatcher",
): Promise<{ caller: Caller; membershipId: Id<"memberships">; version: number }> {
  const owner = await w.as("noura");
  const { branchId } = await w.branch("riyadh");
  const name = { ar: "موظف جديد", en: `New ${email}` };
  const { link } = await owner.mutation(api.invitations.create, {
    email,
    name,
    role,
    branchIds: [branchId],
    technicianId: null,
  });
  const caller = must(
    await w.driver.enter("join", {
      token: tokenOf(link),
      password: PASSWORD,
      nameAr: name.ar,
      nameEn: name.en,
    }),
    "a session",
  );
  const member = await memberOf(w, email);
  return { caller, membershipId: member.membershipId, version: member.version };
}

async function memberOf(w: World, email: string) {
  const { page } = await (await w.as("noura")).query(api.people.members, everybody);
  return must(
    page.find((one) => one.email === email),
    `the member ${email}`,
  );
}

export function peopleSuite(world: () => World): void {
  describe("people", () => {
    test("[S-29] invite, join, work: the link is used once and kept nowhere", async () => {
      const w = world();
      const owner = await w.as("noura");
      const { branchId } = await w.branch("jeddah");
      const { link } = await owner.mutation(api.invitations.create, {
        email: " New.Person@Example.com ",
        name: { ar: "", en: "New Person" },
        role: "dispatcher",
        branchIds: [branchId],
        technicianId: null,
      });
      const token = tokenOf(link);
      expect(token).toMatch(/^[\w-]{32}$/);
      expect(JSON.stringify(await w.driver.rows("invitations"))).not.toContain(token);
      const { anonymous } = w.driver;
      expect(await anonymous.query(api.invitations.byToken, { token })).toMatchObject({
        email: "new.person@example.com",
        role: "dispatcher",
        hasAccount: false,
        passwordMin: 10,
      });
      const enter = (password: string) =>
        w.driver.enter("join", { token, password, nameAr: "شخص جديد", nameEn: "New Person" });
      await expectRefused(enter("short"), "auth.passwordWeak");
      await expectRefused(enter("password12"), "auth.passwordWeak");
      await expectRefused(enter("new.person1"), "auth.passwordWeak");
      const caller = must(await enter(PASSWORD), "a session");
      const me = await caller.query(api.session.me, {});
      expect(me).toMatchObject({ role: "dispatcher", name: { ar: "شخص جديد", en: "New Person" } });
      expect(me?.branches.map((one) => one.branchId)).toEqual([branchId]);
      await expectRefused(enter(PASSWORD), "invitation.invalid");
      expect(await anonymous.query(api.invitations.byToken, { token })).toBeNull();
      const again = { email: "new.person@example.com", password: PASSWORD, flow: "signIn" };
      expect(await w.driver.tryPassword(again)).toBe(true);
    });

    test("[S-29] a revoked, a renewed and an invented link open nothing", async () => {
      const w = world();
      const owner = await w.as("noura");
      const { branchId } = await w.branch("riyadh");
      const draft = {
        email: "late@example.com",
        name: { ar: "متأخر", en: "Late" },
        role: "workshop" as const,
        branchIds: [branchId],
        technicianId: null,
      };
      const first = await owner.mutation(api.invitations.create, draft);
      const { link } = await owner.mutation(api.invitations.renew, { invitationId: first.invitationId });
      const { anonymous } = w.driver;
      const read = (one: string) => anonymous.query(api.invitations.byToken, { token: tokenOf(one) });
      expect(await read(first.link)).toBeNull();
      expect(await read(link)).not.toBeNull();
      await owner.mutation(api.invitations.revoke, { invitationId: first.invitationId });
      expect(await read(link)).toBeNull();
      expect(await anonymous.query(api.invitations.byToken, { token: "x".repeat(32) })).toBeNull();
      const params = { token: tokenOf(link), password: PASSWORD, nameAr: "", nameEn: "Late" };
      await expectRefused(w.driver.enter("join", params), "invitation.invalid");
    });

    test("[Z-01] whoever is invited again with an old account proves it by its own password", async () => {
      const w = world();
      const { membershipId, version } = await hire(w, "returns@example.com");
      const owner = await w.as("noura");
      await owner.mutation(api.people.deactivate, { membershipId, expectedVersion: version });
      const { branchId } = await w.branch("cairo");
      const { link } = await owner.mutation(api.invitations.create, {
        email: "returns@example.com",
        name: { ar: "عائد", en: "Returns" },
        role: "supervisor",
        branchIds: [branchId],
        technicianId: null,
      });
      const token = tokenOf(link);
      expect(await w.driver.anonymous.query(api.invitations.byToken, { token })).toMatchObject({
        hasAccount: true,
      });
      const wrong = w.driver.enter("join", {
        token,
        password: "not the old one",
        nameAr: "",
        nameEn: "Thief",
      });
      await expect(wrong).rejects.toThrow();
      const caller = must(await w.driver.enter("join", { token, password: PASSWORD }), "a session");
      expect(await caller.query(api.session.me, {})).toMatchObject({
        role: "supervisor",
        name: { en: "Returns" },
      });
      expect((await memberOf(w, "returns@example.com")).membershipId).toBe(membershipId);
    });

    test("[S-29] deactivated: refused at once, allowed again after reactivation", async () => {
      const w = world();
      const { caller, membershipId, version } = await hire(w, "leaver@example.com");
      const { branchId } = await w.branch("riyadh");
      await caller.query(api.board.technicians, { branchId });
      const owner = await w.as("noura");
      await owner.mutation(api.people.deactivate, { membershipId, expectedVersion: version });
      await expectRefused(caller.query(api.board.technicians, { branchId }), "access.denied");
      expect(await caller.query(api.session.me, {})).toBeNull();
      expect(await caller.query(api.account.standing, {})).toBe("deactivated");
      await owner.mutation(api.people.reactivate, { membershipId, expectedVersion: version + 1 });
      await caller.query(api.board.technicians, { branchId });
    });

    test("[S-29] nobody raises himself or others above himself; the last owner stays", async () => {
      const w = world();
      const admin = await w.as("ziad");
      const owner = await w.as("noura");
      const { branchId } = await w.branch("riyadh");
      const invitation = {
        email: "up@example.com",
        name: { ar: "", en: "Up" },
        branchIds: [branchId],
        technicianId: null,
      };
      await expectRefused(
        admin.mutation(api.invitations.create, { ...invitation, role: "owner" }),
        "people.aboveYou",
      );
      const noura = await memberOf(w, "noura@waha.demo");
      const ziad = await memberOf(w, "ziad@waha.demo");
      const edit = { branchIds: [branchId], teamIds: [] };
      const change = (caller: Caller, one: typeof noura, role: "owner" | "admin" | "dispatcher") =>
        caller.mutation(api.people.change, {
          membershipId: one.membershipId,
          role,
          expectedVersion: one.version,
          ...edit,
        });
      await expectRefused(change(admin, noura, "dispatcher"), "people.aboveYou");
      await expectRefused(change(admin, ziad, "owner"), "people.aboveYou");
      await expectRefused(change(admin, ziad, "dispatcher"), "people.yourself");
      await expectRefused(change(owner, noura, "admin"), "people.lastOwner");
      await expectRefused(
        owner.mutation(api.people.deactivate, {
          membershipId: noura.membershipId,
          expectedVersion: noura.version,
        }),
        "people.lastOwner",
      );
      await expectRefused(
        admin.mutation(api.people.signOutEverywhere, { membershipId: noura.membershipId }),
        "people.aboveYou",
      );
    });

    test("[S-29] a change of role counts at once, and the slower of two administrators is told", async () => {
      const w = world();
      const { caller, membershipId, version } = await hire(w, "rises@example.com");
      const owner = await w.as("noura");
      await expectRefused(caller.query(api.audit.list, firstPage()), "access.denied");
      const to = (role: "admin" | "workshop", expectedVersion: number) =>
        owner.mutation(api.people.change, {
          membershipId,
          role,
          branchIds: [],
          teamIds: [],
          expectedVersion,
        });
      await to("admin", version);
      await caller.query(api.audit.list, firstPage());
      await expectRefused(to("admin", version), "people.changedMeanwhile");
      await expectRefused(to("workshop", version + 1), "input.invalid");
    });

    test("[S-46] a supervisor of teams reaches what his teams hold and what nobody holds, and no more", async () => {
      const w = world();
      const owner = await w.as("noura");
      const { branchId } = await w.branch("riyadh");
      const { caller, membershipId, version } = await hire(w, "teamlead@example.com", "supervisor");
      const teamId = await owner.mutation(api.people.saveTeam, {
        teamId: null,
        branchId,
        name: { ar: "فريق ألف", en: "Team A" },
      });
      const { page: rows } = await owner.query(api.people.technicians, allTechnicians);
      const salem = must(
        rows.find((one) => one.employeeId === "R-102"),
        "Salem",
      );
      const { technicianId, member: _member, active: _active, onDuty: _onDuty, ...record } = salem;
      await owner.mutation(api.people.saveTechnician, { ...record, technicianId, teamId });
      await owner.mutation(api.people.change, {
        membershipId,
        role: "supervisor",
        branchIds: [branchId],
        teamIds: [teamId],
        expectedVersion: version,
      });
      const mine = await w.newTicket();
      const theirs = await w.newTicket();
      const nobodys = await w.newTicket();
      await w.place(mine, "R-102", null);
      await w.place(theirs, "R-101", null);
      const { page } = await caller.query(api.board.openTickets, {
        branchId,
        paginationOpts: { numItems: 200, cursor: null },
      });
      const numbers = page.map((card) => card.number);
      expect(numbers).toContain(mine.number);
      expect(numbers).toContain(nobodys.number);
      expect(numbers).not.toContain(theirs.number);
      expect((await caller.query(api.board.technicians, { branchId })).map((one) => one.employeeId)).toEqual([
        "R-102",
      ]);
      const { page: own } = await caller.query(api.people.technicians, allTechnicians);
      expect(own.map((one) => one.employeeId)).toEqual(["R-102"]);
      const open = (ticketId: Id<"tickets">) => caller.query(api.tickets.get, { ticketId });
      await open(mine.ticketId);
      await open(nobodys.ticketId);
      await expectRefused(open(theirs.ticketId), "access.denied");
      await owner.mutation(api.people.saveTechnician, { ...record, technicianId, teamId: null });
    });

    test("[Z-03] a renewed tracking link closes the old one, and the log says who did it", async () => {
      const w = world();
      const ticket = await w.newTicket();
      const sara = await w.as("sara");
      const before = must((await w.detail(ticket.ticketId)).trackingToken, "a token");
      const { token } = await sara.mutation(api.tracking.renew, { ticketId: ticket.ticketId });
      const { anonymous } = w.driver;
      expect(await anonymous.query(api.tracking.byToken, { token: before })).toBeNull();
      expect(await anonymous.query(api.tracking.byToken, { token })).toMatchObject({ number: ticket.number });
      await expectRefused(
        (await w.as("fahd")).mutation(api.tracking.renew, { ticketId: ticket.ticketId }),
        "access.denied",
      );
      const { page } = await (await w.as("noura")).query(api.audit.list, {
        ...firstPage(),
        subject: { kind: "ticket", id: ticket.ticketId },
      });
      expect(page[0]).toMatchObject({ action: "tracking.revoked", subject: { label: ticket.number } });
      expect(JSON.stringify(page)).not.toContain(token);
    });

    test("[Z-02] colleagues are seen by those who share a branch, and e-mails of other companies by nobody", async () => {
      const w = world();
      const mona = await w.as("mona");
      const emails = (await mona.query(api.people.members, everybody)).page.map((one) => one.email);
      expect(emails).toContain("mahmoud@waha.demo");
      expect(emails).toContain("noura@waha.demo");
      expect(emails).not.toContain("sara@waha.demo");
      await expectRefused((await w.as("fahd")).query(api.people.members, everybody), "access.denied");
    });
  });

  describe("technicians' records", () => {
    const draft = {
      employeeId: "R-901",
      name: { ar: "فني جديد", en: "New Technician" },
      phone: "٠٥٠ ١٢٣ ٤٥٦٧",
      skills: ["cooling" as const, "cooling" as const],
      areas: ["riyadh"],
      shift: { startMinute: 480, endMinute: 1020, weekdays: [4, 0, 0] },
      teamId: null,
    };

    test("[D-09] a new record, unique employee number, phone in one form, then an invitation that attaches it", async () => {
      const w = world();
      const owner = await w.as("noura");
      const { branchId } = await w.branch("riyadh");
      const save = (technicianId: Id<"technicians"> | null, rest: Partial<typeof draft>) =>
        owner.mutation(api.people.saveTechnician, { technicianId, branchId, ...draft, ...rest });
      const technicianId = await save(null, {});
      const find = async () =>
        (await owner.query(api.people.technicians, allTechnicians)).page.find(
          (one) => one.technicianId === technicianId,
        );
      expect(await find()).toMatchObject({
        phone: "+966501234567",
        skills: ["cooling"],
        areas: ["riyadh"],
        shift: { startMinute: 480, endMinute: 1020, weekdays: [0, 4] },
        active: true,
        onDuty: false,
        member: null,
      });
      await expectRefused(save(null, {}), "technician.employeeIdTaken");
      const bad = { startMinute: 1020, endMinute: 480, weekdays: [1] };
      expect(await expectRefused(save(technicianId, { shift: bad }), "input.invalid")).toMatchObject({
        params: { field: "shift" },
      });
      const { link } = await owner.mutation(api.invitations.create, {
        email: "fielder@example.com",
        name: draft.name,
        role: "technician",
        branchIds: [],
        technicianId,
      });
      const params = { token: tokenOf(link), password: PASSWORD, nameAr: "فني", nameEn: "Fielder" };
      const caller = must(await w.driver.enter("join", params), "a session");
      expect(await caller.query(api.session.me, {})).toMatchObject({ role: "technician", technicianId });
      expect((await find())?.member?.email).toBe("fielder@example.com");
      await caller.mutation(api.technicians.setDuty, { onDuty: true });
      const member = await memberOf(w, "fielder@example.com");
      await owner.mutation(api.people.deactivate, {
        membershipId: member.membershipId,
        expectedVersion: member.version,
      });
      expect(await find()).toMatchObject({ active: false, onDuty: false });
      await expectRefused(caller.mutation(api.technicians.setDuty, { onDuty: true }), "access.denied");
    });

    test("[S-26] a technician's page has numbers and recent tickets; other branches are out of reach", async () => {
      const w = world();
      const technicianId = await w.technician("R-101");
      const page = await (await w.as("sara")).query(api.people.technician, {
        technicianId,
        since: Date.now() - 30 * 86_400_000,
      });
      expect(page.technician).toMatchObject({ employeeId: "R-101", member: { email: "fahd@waha.demo" } });
      expect(page.visits.map((one) => one.travel)).toContain("done");
      const foreign = await w.technician("C-301");
      await expectRefused(
        (await w.as("sara")).query(api.people.technician, { technicianId: foreign, since: Date.now() }),
        "access.denied",
      );
      const huda = await w.as("huda");
      const { branchId } = await w.branch("riyadh");
      await expectRefused(
        (await w.as("sara")).mutation(api.people.saveTechnician, { technicianId, branchId, ...draft }),
        "access.denied",
      );
      await expectRefused(
        huda.mutation(api.people.saveTechnician, { technicianId, branchId, ...draft, employeeId: "" }),
        "input.invalid",
      );
    });
  });

  describe("settings", () => {
    test("[D-08] a value inside its bounds counts, one outside is refused, the default comes back", async () => {
      const w = world();
      const admin = await w.as("ziad");
      const key = "people.invitationDays";
      const read = async () =>
        (await (await w.as("sara")).query(api.settings.list, {})).find((one) => one.key === key);
      expect(await read()).toMatchObject({ value: 7, isDefault: true, changed: null });
      await admin.mutation(api.settings.set, { key, value: 3 });
      expect(await read()).toMatchObject({ value: 3, isDefault: false });
      for (const value of [0, 61, 1.5, "3", true])
        expect(
          await expectRefused(admin.mutation(api.settings.set, { key, value }), "input.invalid"),
        ).toMatchObject({ params: { field: key } });
      await admin.mutation(api.settings.set, { key, value: null });
      expect(await read()).toMatchObject({ value: 7, isDefault: true });
      await expectRefused(
        (await w.as("sara")).mutation(api.settings.set, { key, value: 3 }),
        "access.denied",
      );
    });

    test("[D-08] lists: own entries, own words, switched off; codes are never given twice", async () => {
      const w = world();
      const admin = await w.as("ziad");
      const entry = { list: "cities" as const, label: { ar: "تبوك", en: "Tabuk" }, active: true, rank: 3 };
      await admin.mutation(api.settings.addEntry, { ...entry, code: "tabuk" });
      await expectRefused(
        admin.mutation(api.settings.addEntry, { ...entry, code: "tabuk" }),
        "settings.codeTaken",
      );
      await expectRefused(
        admin.mutation(api.settings.addEntry, { ...entry, code: "riyadh" }),
        "settings.codeTaken",
      );
      await expectRefused(
        admin.mutation(api.settings.addEntry, { ...entry, code: "No Way" }),
        "input.invalid",
      );
      await expectRefused(
        admin.mutation(api.settings.changeEntry, { ...entry, code: "nowhere" }),
        "access.denied",
      );
      await admin.mutation(api.settings.changeEntry, {
        list: "cities",
        code: "giza",
        label: { ar: "الجيزة الكبرى", en: "Greater Giza" },
        active: false,
        rank: 9,
      });
      const rows = await admin.query(api.settings.entries, { list: "cities" });
      expect(rows.find((one) => one.code === "tabuk")).toMatchObject({ builtIn: false, active: true });
      expect(rows.find((one) => one.code === "giza")).toMatchObject({
        builtIn: true,
        active: false,
        label: { en: "Greater Giza" },
      });
      expect(rows.find((one) => one.code === "cairo")).toMatchObject({ label: null, builtIn: true });
    });
  });

  describe("audit log", () => {
    test("[Z-09] every change of people and settings is there, with both sides and without secrets", async () => {
      const w = world();
      const { membershipId, version } = await hire(w, "audited@example.com");
      const owner = await w.as("noura");
      await owner.mutation(api.people.deactivate, { membershipId, expectedVersion: version });
      const { page } = await owner.query(api.audit.list, {
        ...firstPage(),
        subject: { kind: "member", id: membershipId },
      });
      expect(page.map((entry) => entry.action)).toEqual(["member.deactivated", "member.joined"]);
      expect(page[0]).toMatchObject({
        before: { active: true },
        after: { active: false },
        actor: { role: "owner", name: { en: "Noura Al-Sudairi" } },
      });
      const all = JSON.stringify(await w.driver.rows("auditEntries"));
      expect(all).not.toContain(PASSWORD);
      expect(all).not.toMatch(/"(token|password|secret|code)[^"]*":/i);
    });

    test("[E-17] filters by action and person, newest first, other companies and roles see nothing", async () => {
      const w = world();
      const owner = await w.as("noura");
      const joined = await owner.query(api.audit.list, { ...firstPage(), action: "member.joined" });
      expect(joined.page.length).toBeGreaterThan(0);
      expect(new Set(joined.page.map((entry) => entry.action))).toEqual(new Set(["member.joined"]));
      const times = joined.page.map((entry) => entry.at);
      expect(times).toEqual(times.toSorted((a, b) => b - a));
      for (const person of ["sara", "huda", "fahd", "warsha"] as Person[])
        await expectRefused((await w.as(person)).query(api.audit.list, firstPage()), "access.denied");
    });
  });
}

const everybody = { paginationOpts: { numItems: 100, cursor: null } };
const allTechnicians = { ...everybody, branchId: null, availability: null };
const firstPage = () => ({ paginationOpts: { numItems: 50, cursor: null } });
