/* Rows of a small branch on one Tuesday in Riyadh: two technicians, two waiting tickets, one planned visit. */
import { builtInPolicy } from "../../../shared/catalogue/defaults";
import { stepPolicyOf } from "../../../shared/tickets/stepPolicy";
import type { Id } from "../../../convex/_generated/dataModel";
import { instantAt } from "../../../shared/time/zones";
import type { Branch, Me, TechnicianRow, TicketRow, VisitRow } from "../../../web/features/board/boardData";

export const DAY = "2030-03-05";
export const ZONE = "Asia/Riyadh";
/** 10:00 on the day. */
export const NOW = instantAt(DAY, 600, ZONE);
export const at = (hour: number, minute = 0) => instantAt(DAY, hour * 60 + minute, ZONE);

export const branch: Branch = {
  branchId: "branch1" as Id<"branches">,
  name: { ar: "الرياض", en: "Riyadh" },
  city: "riyadh",
  zone: ZONE,
  center: { lat: 24.7, lng: 46.7 },
  weekend: [5, 6],
  hours: { openMinute: 480, closeMinute: 1200 },
  currency: "SAR",
};

export const me: Me = {
  userId: "user1" as Id<"users">,
  name: { ar: "سارة", en: "Sara" },
  email: "sara@example.com",
  role: "dispatcher",
  technicianId: null,
  demo: true,
  company: { ar: "ميدان", en: "Maydan" },
  branches: [branch],
};

export function technician(over: Partial<TechnicianRow> & { readonly id: string }): TechnicianRow {
  const { id, ...rest } = over;
  return {
    technicianId: id as Id<"technicians">,
    branchId: branch.branchId,
    employeeId: id,
    name: { ar: id, en: id },
    phone: "+966500000000",
    skills: ["cooling", "plumbing", "electrical"],
    active: true,
    onDuty: true,
    shift: { startMinute: 480, endMinute: 1200, weekdays: [0, 1, 2, 3, 4] },
    areas: [],
    absences: [],
    current: null,
    ...rest,
  };
}

export function ticket(over: Partial<TicketRow> & { readonly id: string }): TicketRow {
  const { id, ...rest } = over;
  return {
    ticketId: id as Id<"tickets">,
    branchId: branch.branchId,
    number: `TK-${id.toUpperCase()}`,
    status: "new",
    version: 1,
    contentVersion: 1,
    priority: "normal",
    workType: "ac_repair",
    problem: `Problem of ${id}`,
    contactName: "Huda",
    phone: "+966511111111",
    address: "Olaya Street 5",
    city: "riyadh",
    point: { lat: 24.69, lng: 46.68 },
    requestedAt: NOW - 3_600_000,
    visit: null,
    nextDue: null,
    lastChange: { action: "create", by: { ar: "النظام", en: "System" }, at: NOW - 3_600_000 },
    profile: "home_repair",
    custody: "customer",
    outcome: null,
    reviewed: true,
    policy: policyOf(over.workType ?? "ac_repair"),
    callBackOf: null,
    ...rest,
  };
}

/** The part of a built-in work type a card carries. */
function policyOf(workType: string): TicketRow["policy"] {
  const { visitMinutes, skills, freeUntilHours, customerLate } = stepPolicyOf(builtInPolicy(workType));
  return { visitMinutes, skills: [...skills], freeUntilHours, customerLate };
}

/** What a first visit is, beside who and when. */
export const FIRST_VISIT = {
  kind: "visit" as const,
  confirmation: "tentative" as const,
  offer: { state: "none" as const, expiresAt: null },
  window: null,
  departedAt: null,
  arrivedAt: null,
  finishedAt: null,
};

export function visit(of: TicketRow, technicianId: string, startsAt: number | null): VisitRow {
  const fields = {
    appointmentId: `visit ${of.ticketId}` as Id<"appointments">,
    technicianId: technicianId as Id<"technicians">,
    startsAt,
    endsAt: startsAt === null ? null : startsAt + 90 * 60_000,
    travel: "planned" as const,
    ...FIRST_VISIT,
  };
  const status = startsAt === null ? ("assigned" as const) : ("scheduled" as const);
  return { ...fields, ticket: { ...of, status, version: 3, visit: fields } };
}

export const fahd = technician({ id: "fahd", name: { ar: "فهد", en: "Fahd" } });
/** Has no cooling skill, so no AC ticket. */
export const nora = technician({ id: "nora", name: { ar: "نورة", en: "Nora" }, skills: ["plumbing"] });
export const leak = ticket({ id: "leak", problem: "Kitchen leak", workType: "plumbing", priority: "urgent" });
export const cooling = ticket({ id: "cool", problem: "AC not cooling", address: "Malaz 9", city: "cairo" });
export const planned = visit(
  ticket({ id: "plan", problem: "Washer stopped", workType: "plumbing" }),
  "fahd",
  at(13),
);
