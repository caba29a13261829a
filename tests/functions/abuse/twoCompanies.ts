/**
 * Two companies on one deployment: the demo's, whose people do the attacking, and another one whose every text carries a
 * mark. Knows which rows belong to which, by what existed before the other company was founded.
 */
import schema from "../../../convex/schema";
import { api } from "../../../convex/_generated/api";
import { ROLES, type Role } from "../../../shared/access/roles";
import { must, type Person, type World } from "../../support/world";
import type { Caller } from "../../support/world/driver";
import { outcomeOf } from "./outcome";
import { sampleArgs, type Sources } from "./samples";
import { surface } from "./surface";

/** Stands in every text of the other company; seeing it anywhere else is a leak. */
export const MARK = "ZZFOREIGN";
const PASSWORD = "a foreign long phrase";

export interface Attacker {
  readonly name: string;
  readonly role: Role | "anonymous" | "phone";
  readonly caller: Caller;
}

export interface TwoCompanies {
  readonly world: World;
  readonly tables: readonly string[];
  readonly attackers: readonly Attacker[];
  /** Newest row of a table that the demo's company has. */
  own(table: string): string | null;
  /** A row of the other company. */
  foreign(table: string): string | null;
  /** Every id of the other company. */
  readonly foreignIds: ReadonlySet<string>;
}

const PERSON: Record<Role, Person> = {
  customer: "lina",
  technician: "fahd",
  dispatcher: "sara",
  supervisor: "huda",
  workshop: "warsha",
  admin: "ziad",
  owner: "noura",
};

const TABLES: readonly string[] = Object.keys(schema.tables);

async function idsByTable(world: World): Promise<Map<string, string[]>> {
  const found = new Map<string, string[]>();
  for (const table of TABLES)
    found.set(
      table,
      (await world.driver.rows(table)).flatMap(({ _id }) => (typeof _id === "string" ? [_id] : [])),
    );
  return found;
}

/** The other company's owner, with a branch, people, a ticket that is placed, and whatever else he can make. */
async function foundOther(world: World, serial: () => string): Promise<void> {
  const name = { ar: MARK, en: MARK };
  const { link } = (await world.driver.run("companies:found", {
    slug: "other",
    name,
    branch: {
      name,
      city: MARK,
      country: "SA",
      center: { lat: 24.7, lng: 46.7 },
      phone: "+966110009999",
    },
    owner: { email: "owner@other.example", name },
  })) as { link: string };
  const token = must(link.split("/join/")[1], "a token");
  const owner = must(
    await world.driver.enter("join", { token, password: PASSWORD, nameAr: MARK, nameEn: MARK }),
    "the other owner's session",
  );
  const me = must(await owner.query(api.session.me, {}), "the other owner");
  const branchId = must(me.branches[0], "the other branch").branchId;
  const technicianId = await owner.mutation(api.people.saveTechnician, {
    technicianId: null,
    branchId,
    employeeId: `${MARK}-1`,
    name,
    phone: "0509999999",
    skills: ["cooling"],
    areas: [MARK],
    shift: { startMinute: 0, endMinute: 1440, weekdays: [0, 1, 2, 3, 4, 5, 6] },
    teamId: null,
  });
  await owner.mutation(api.people.saveTeam, { teamId: null, branchId, name });
  const invitation = await owner.mutation(api.invitations.create, {
    email: "tech@other.example",
    name,
    role: "technician",
    branchIds: [],
    technicianId,
  });
  await world.driver.enter("join", {
    token: must(invitation.link.split("/join/")[1], "a token"),
    password: PASSWORD,
    nameAr: MARK,
    nameEn: MARK,
  });
  await owner.mutation(api.invitations.create, {
    email: "open@other.example",
    name,
    role: "dispatcher",
    branchIds: [branchId],
    technicianId: null,
  });
  const importId = await owner.mutation(api.imports.start, {
    branchId,
    fileName: `${MARK}.csv`,
    fileHash: MARK,
    mapping: [],
    totalRows: 2,
    operationId: serial(),
  });
  const cells = { contactName: MARK, phone: "0508888888", address: `${MARK} 1`, lat: "24.7", lng: "46.7" };
  await owner.mutation(api.imports.addRows, {
    importId,
    batch: 0,
    rows: [1, 2].map((line) => ({
      line,
      cells: { ...cells, externalId: `${MARK}-${line}`, problem: `air conditioner ${MARK} ${line}` },
    })),
  });
  const { page } = await owner.query(api.board.openTickets, {
    branchId,
    paginationOpts: { numItems: 5, cursor: null },
  });
  const ticket = must(page[0], "a ticket of the other company");
  await outcomeOf(
    owner.mutation(api.tickets.place, {
      ticketId: ticket.ticketId,
      expectedVersion: ticket.version,
      technicianId,
      startsAt: null,
      operationId: serial(),
    }),
  );
  await fill(world, owner, serial);
}

/** Lets the other owner try everything with rows of his own, so that as many tables as possible have some. */
async function fill(world: World, owner: Caller, serial: () => string): Promise<void> {
  const rows = await newestByTable(world);
  const sources: Sources = { id: (table) => rows.get(table) ?? null, operationId: serial };
  for (const one of surface)
    if (one.kind === "mutation" && !/^(account|people|invitations|settings):/.test(one.path))
      await outcomeOf(one.call(owner, sampleArgs(one, sources, { without: ["token"] })));
}

async function newestByTable(world: World): Promise<Map<string, string>> {
  const newest = new Map<string, string>();
  for (const [table, ids] of await idsByTable(world)) if (ids[0]) newest.set(table, ids[0]);
  return newest;
}

/** Sets both companies up and signs every attacker in. */
export async function setUpTwoCompanies(world: World): Promise<TwoCompanies> {
  let count = 0;
  const serial = () => `abuse-${(count += 1)}`;
  const sara = await world.as("sara");
  const ticket = await world.newTicket();
  await world.place(ticket, "R-101", null);
  const { anonymous } = world.driver;
  const asked = await anonymous.mutation(api.account.requestPhoneCode, { phone: "0501234567" });
  const sent = (await world.driver.rows("outbox")).find((row) => row["to"] === asked.phone);
  const code = must((sent?.["secrets"] as Record<string, string> | undefined)?.["code"], "a code");
  const customer = must(await world.driver.enter("phone", { ...asked, code }), "a customer");
  await sara.query(api.session.me, {});
  const roles = await Promise.all(
    ROLES.map(
      async (role): Promise<Attacker> => ({ name: role, role, caller: await world.as(PERSON[role]) }),
    ),
  );
  const own = await idsByTable(world);
  await foundOther(world, serial);
  const all = await idsByTable(world);
  const foreign = new Map(
    [...all].map(([table, ids]) => {
      const known = new Set(own.get(table));
      return [table, ids.filter((id) => !known.has(id))] as const;
    }),
  );
  return {
    world,
    tables: TABLES,
    attackers: [
      { name: "stranger", role: "anonymous", caller: anonymous },
      { name: "customer by phone", role: "phone", caller: customer },
      ...roles,
    ],
    own: (table) => own.get(table)?.[0] ?? null,
    foreign: (table) => foreign.get(table)?.[0] ?? null,
    foreignIds: new Set([...foreign.values()].flat()),
  };
}
