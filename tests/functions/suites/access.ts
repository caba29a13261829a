/** Refusals: every public function against everybody who may not call it, and existence that does not leak. */
import { describe, expect, test } from "vitest";
import { api } from "../../../convex/_generated/api";
import { ROLES, type Role } from "../../../shared/access/roles";
import { type Permission, roleHas } from "../../../shared/access/permissions";
import type { Caller } from "../../support/world/driver";
import { expectRefused, type Person, type World } from "../../support/world";

const PERSON: Record<Role, Person> = {
  customer: "lina",
  technician: "fahd",
  dispatcher: "sara",
  supervisor: "huda",
  workshop: "warsha",
  admin: "ziad",
  owner: "noura",
};

interface Call {
  name: string;
  needs: Permission;
  call: (caller: Caller, w: World) => Promise<unknown>;
}

/** Every function that needs a permission, called with arguments that would be in order for somebody who holds it. */
const CALLS: Call[] = [
  {
    name: "board.openTickets",
    needs: "board.view",
    call: async (c, w) =>
      await c.query(api.board.openTickets, {
        branchId: (await w.branch("riyadh")).branchId,
        paginationOpts: { numItems: 5, cursor: null },
      }),
  },
  {
    name: "board.openSlice",
    needs: "board.view",
    call: async (c, w) =>
      await c.query(api.board.openSlice, {
        branchId: (await w.branch("riyadh")).branchId,
        slice: { priority: "normal", after: null, before: null },
        most: 5,
      }),
  },
  {
    name: "board.openMarks",
    needs: "board.view",
    call: async (c, w) =>
      await c.query(api.board.openMarks, { branchId: (await w.branch("riyadh")).branchId }),
  },
  {
    name: "board.closedTickets",
    needs: "board.view",
    call: async (c, w) =>
      await c.query(api.board.closedTickets, {
        branchId: (await w.branch("riyadh")).branchId,
        serviceDay: "2026-11-21",
      }),
  },
  {
    name: "board.appointments",
    needs: "board.view",
    call: async (c, w) =>
      await c.query(api.board.appointments, {
        branchId: (await w.branch("riyadh")).branchId,
        serviceDay: "2026-11-21",
      }),
  },
  {
    name: "board.technicians",
    needs: "board.view",
    call: async (c, w) =>
      await c.query(api.board.technicians, { branchId: (await w.branch("riyadh")).branchId }),
  },
  {
    name: "tickets.find",
    needs: "tickets.view",
    call: async (c) => await c.query(api.tickets.find, { number: "TK-000000" }),
  },
  {
    name: "positions.sheet",
    needs: "board.view",
    call: async (c, w) =>
      await c.query(api.positions.sheet, {
        branchId: (await w.branch("riyadh")).branchId,
        kind: "moving",
      }),
  },
  {
    name: "positions.byBranch",
    needs: "board.view",
    call: async (c, w) =>
      await c.query(api.positions.byBranch, { branchId: (await w.branch("riyadh")).branchId }),
  },
  {
    name: "tickets.get",
    needs: "tickets.view",
    call: async (c, w) => await c.query(api.tickets.get, { ticketId: (await w.newTicket()).ticketId }),
  },
  {
    name: "tickets.place",
    needs: "tickets.act",
    call: async (c, w) =>
      await c.mutation(api.tickets.place, {
        ticketId: (await w.newTicket()).ticketId,
        expectedVersion: 1,
        technicianId: await w.technician("R-101"),
        startsAt: null,
        operationId: w.operationId(),
      }),
  },
  {
    name: "tickets.transition",
    needs: "tickets.act",
    call: async (c, w) =>
      await c.mutation(api.tickets.transition, {
        ticketId: (await w.newTicket()).ticketId,
        expectedVersion: 1,
        action: "cancel",
        input: { reason: "duplicate" },
        operationId: w.operationId(),
      }),
  },
  {
    name: "technicians.today",
    needs: "field.work",
    call: async (c) => await c.query(api.technicians.today, { serviceDay: "2026-11-21" }),
  },
  {
    name: "technicians.reportPosition",
    needs: "field.work",
    call: async (c) =>
      await c.mutation(api.technicians.reportPosition, {
        lat: 24.7,
        lng: 46.7,
        accuracyM: 9,
        recordedAt: Date.now(),
      }),
  },
  {
    name: "technicians.reportHidden",
    needs: "field.work",
    call: async (c) => await c.mutation(api.technicians.reportHidden, { hiddenSince: 1 }),
  },
  {
    name: "technicians.setDuty",
    needs: "field.work",
    call: async (c) => await c.mutation(api.technicians.setDuty, { onDuty: true }),
  },
  {
    name: "technicians.setDutyFor",
    needs: "technicians.duty",
    call: async (c, w) =>
      await c.mutation(api.technicians.setDutyFor, {
        technicianId: await w.technician("R-102"),
        onDuty: true,
      }),
  },
  {
    name: "imports.start",
    needs: "imports.run",
    call: async (c, w) => await startImport(c, w),
  },
  {
    name: "imports.addRows",
    needs: "imports.run",
    call: async (c, w) =>
      await c.mutation(api.imports.addRows, { importId: await ownersImport(w), batch: 0, rows: [] }),
  },
  {
    name: "imports.finish",
    needs: "imports.run",
    call: async (c, w) => await c.mutation(api.imports.finish, { importId: await ownersImport(w) }),
  },
  {
    name: "imports.get",
    needs: "imports.run",
    call: async (c, w) => await c.query(api.imports.get, { importId: await ownersImport(w) }),
  },
  {
    name: "imports.recent",
    needs: "imports.run",
    call: async (c, w) =>
      await c.query(api.imports.recent, { branchId: (await w.branch("riyadh")).branchId }),
  },
  {
    name: "imports.errors",
    needs: "imports.run",
    call: async (c, w) =>
      await c.query(api.imports.errors, {
        importId: await ownersImport(w),
        paginationOpts: { numItems: 5, cursor: null },
      }),
  },
];

async function startImport(caller: Caller, w: World) {
  return await caller.mutation(api.imports.start, {
    branchId: (await w.branch("riyadh")).branchId,
    fileName: "a.csv",
    fileHash: "h",
    mapping: [],
    totalRows: 1,
    operationId: w.operationId(),
  });
}

async function ownersImport(w: World) {
  return await startImport(await w.as("noura"), w);
}

/** A technician sees only his own: the fresh ticket of these calls is not with Fahd, so he is refused as well. */
const OWN_ONLY = ["tickets.get", "tickets.place", "tickets.transition"];

export function accessSuite(world: () => World): void {
  describe("access", () => {
    for (const { name, needs, call } of CALLS) {
      test(`[Z-02] ${name}: signed out -> auth.signedOut`, async () => {
        await expectRefused(call(world().driver.anonymous, world()), "auth.signedOut");
      });

      test(`[Z-02] ${name}: every role without ${needs} -> access.denied, every role with it is let in`, async () => {
        const w = world();
        for (const role of ROLES) {
          const caller = await w.as(PERSON[role]);
          const sees = !(role === "technician" && OWN_ONLY.includes(name));
          // The workshop takes steps, only none of these two: its edges are about what is in the workshop.
          if (role === "workshop" && OWN_ONLY.slice(1).includes(name))
            await expectRefused(call(caller, w), "ticket.blocked");
          else if (roleHas(role, needs) && sees) await call(caller, w);
          else await expectRefused(call(caller, w), "access.denied");
        }
      });
    }

    test("[Z-02] nobody gains by claims in the token: role and branches come from the membership", async () => {
      const w = world();
      const forged = await w.driver.withClaims("fahd@waha.demo", { role: "owner", orgRole: "admin" });
      const { branchId } = await w.branch("riyadh");
      await expectRefused(forged.query(api.board.technicians, { branchId }), "access.denied");
      expect(await forged.query(api.session.me, {})).toMatchObject({ role: "technician" });
    });

    test("[Z-11] a token without a running session is nobody", async () => {
      const w = world();
      const stranger = await w.driver.withClaims("fahd@waha.demo", { sub: "unknown|session" });
      expect(await stranger.query(api.session.me, {})).toBeNull();
      const { branchId } = await w.branch("riyadh");
      await expectRefused(stranger.query(api.board.technicians, { branchId }), "auth.signedOut");
    });

    test("[Z-02] another branch is out of scope, and looks like a branch that does not exist", async () => {
      const w = world();
      const cairo = await w.branch("cairo");
      const sara = await w.as("sara");
      await expectRefused(sara.query(api.board.technicians, { branchId: cairo.branchId }), "access.denied");
      await expectRefused(sara.query(api.positions.byBranch, { branchId: cairo.branchId }), "access.denied");
      const sheet = { branchId: cairo.branchId, kind: "base" } as const;
      await expectRefused(sara.query(api.positions.sheet, sheet), "access.denied");
      await expectRefused(sara.query(api.imports.recent, { branchId: cairo.branchId }), "access.denied");
      await expectRefused(
        sara.mutation(api.technicians.setDutyFor, {
          technicianId: await w.technician("C-301"),
          onDuty: false,
        }),
        "access.denied",
      );
      const foreign = await w.newTicket({ branch: "cairo" });
      await expectRefused(w.place(foreign, "R-101", null), "access.denied");
      await expectRefused(w.detail(foreign.ticketId, "sara"), "access.denied");
      expect(await sara.query(api.tickets.find, { number: foreign.number })).toBeNull();
      const mona = await w.as("mona");
      expect(await mona.query(api.tickets.find, { number: foreign.number })).toBe(foreign.ticketId);
    });

    test("[Z-02] a technician sees his ticket while he holds it, and not a moment longer", async () => {
      const w = world();
      const ticket = await w.newTicket();
      await expectRefused(w.detail(ticket.ticketId, "fahd"), "access.denied");
      const { version } = await w.place(ticket, "R-101", null);
      expect((await w.detail(ticket.ticketId, "fahd")).facts.number).toBe(ticket.number);
      await w.place({ ...ticket, version }, "R-102", null);
      await expectRefused(w.detail(ticket.ticketId, "fahd"), "access.denied");
      expect((await w.detail(ticket.ticketId, "salem")).facts.number).toBe(ticket.number);
    });

    test("[Z-03] the tracking token is for those who may share it", async () => {
      const w = world();
      const ticket = await w.newTicket();
      await w.place(ticket, "R-101", null);
      expect((await w.detail(ticket.ticketId, "fahd")).trackingToken).toBeNull();
      expect((await w.detail(ticket.ticketId, "warsha")).trackingToken).toBeNull();
      expect((await w.detail(ticket.ticketId, "sara")).trackingToken).toMatch(/^[\w-]{32}$/);
    });
  });
}
