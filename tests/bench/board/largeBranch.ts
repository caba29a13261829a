/**
 * The demo's Riyadh grown to the size of a bench: tickets and technicians are written into the stopped engine's data as
 * copies of rows the functions made, each technician with a session of his own, and one branch without anything beside it.
 */
import { openDriver } from "../../../engine/storage/openDriver";
import { createDatabase } from "../../../engine/transaction/database";
import type { JSONObject } from "../../../engine/values/json";
import { DEMO_PLACES } from "../../../convex/model/demo/places";
import { dice } from "../../../convex/model/demo/random";
import { isSampled } from "../../../shared/board/openSlices";
import { PRIORITY_RANK } from "../../../shared/tickets/priorities";

export interface Templates {
  /** A waiting ticket, a technician on duty with his membership, all of the branch. */
  readonly ticketId: string;
  readonly technicianId: string;
  readonly membershipId: string;
  readonly branchId: string;
}

export interface Mover {
  readonly userId: string;
  readonly sessionId: string;
  readonly lat: number;
  readonly lng: number;
}

export interface LargeBranch {
  readonly movers: readonly Mover[];
  readonly emptyBranchId: string;
}

const ROWS_PER_COMMIT = 2_000;
/** This part of the tickets shares a point with others: flats of one house. */
const SAME_HOUSE_EVERY = 20;
const SESSION_MS = 24 * 3_600_000;

/** Letters of a ticket's number, without look-alikes. */
const LETTERS = "ABCDEFGHJKLMNPQRSTUVWXYZ23456789";

function numberOf(index: number): string {
  let rest = index;
  let text = "";
  for (let place = 0; place < 6; place += 1) {
    text += LETTERS[rest % LETTERS.length];
    rest = Math.floor(rest / LETTERS.length);
  }
  return `TK-${text}`;
}

function copyOf(text: string | null, what: string): JSONObject {
  if (text === null) throw new Error(`there is no ${what} to copy`);
  const { _id, _creationTime, ...rest } = JSON.parse(text) as JSONObject;
  return rest;
}

/** Fills a data folder no engine runs on. */
export async function growBranch(
  dataDir: string,
  templates: Templates,
  sizes: { tickets: number; technicians: number },
): Promise<LargeBranch> {
  const database = createDatabase(await openDriver(dataDir));
  const { next } = dice(11);
  const place = (): { lat: number; lng: number } => {
    const near = DEMO_PLACES.riyadh[Math.floor(next() * DEMO_PLACES.riyadh.length)] ?? {
      lat: 24.7,
      lng: 46.7,
    };
    return { lat: near.lat + (next() - 0.5) * 0.08, lng: near.lng + (next() - 0.5) * 0.08 };
  };
  const begin = () => database.begin({ kind: "mutation", beginMs: Date.now() });

  const reading = begin();
  const read = (id: string, what: string) => copyOf(reading.getText("", id, false), what);
  const {
    currentAppointmentId: _visit,
    sourceKey: _key,
    contactId: _contact,
    locationId: _location,
    sampled: _sampled,
    ...ticket
  } = read(templates.ticketId, "ticket");
  const technician = read(templates.technicianId, "technician");
  const membership = read(templates.membershipId, "membership");
  const branch = read(templates.branchId, "branch");

  let house = place();
  for (let done = 0; done < sizes.tickets; done += ROWS_PER_COMMIT) {
    const tx = begin();
    for (let row = done; row < Math.min(sizes.tickets, done + ROWS_PER_COMMIT); row += 1) {
      if (row % SAME_HOUSE_EVERY !== 1) house = place();
      const number = numberOf(row + 32 ** 5);
      const priority = row % 40 === 0 ? "urgent" : row % 9 === 0 ? "high" : "normal";
      tx.insert("", "tickets", {
        ...ticket,
        number,
        ...(isSampled(number) ? { sampled: true } : {}),
        point: { ...house },
        priority,
        priorityRank: PRIORITY_RANK[priority],
        requestedAt: Date.now() - row * 1_000,
      });
    }
    await database.commit(tx).durable;
  }

  const movers: Mover[] = [];
  const tx = begin();
  for (let row = 0; row < sizes.technicians; row += 1) {
    const technicianId = tx.insert("", "technicians", {
      ...technician,
      employeeId: `B-${String(row).padStart(4, "0")}`,
      name: { ar: `فني ${row}`, en: `Technician ${row}` },
      onDuty: true,
    });
    const userId = tx.insert("", "users", { name: `Technician ${row}` });
    const sessionId = tx.insert("", "authSessions", { userId, expirationTime: Date.now() + SESSION_MS });
    // Behind the demo's own in the index the sign-in page reads, and without an address not offered there.
    tx.insert("", "memberships", { ...membership, userId, technicianId, demo: true });
    movers.push({ userId, sessionId, ...place() });
  }
  const emptyBranchId = tx.insert("", "branches", {
    ...branch,
    slug: "empty",
    name: { ar: "فرع خالٍ", en: "Empty branch" },
  });
  await database.commit(tx).durable;
  await database.close();
  return { movers, emptyBranchId };
}
