/* A technician's day on the small branch: one job to drive to, one after it, one without a time. */
import type { Id } from "../../../convex/_generated/dataModel";
import type { Me } from "../../../web/lib/session";
import type { OwnDay, OwnJob } from "../../../web/features/technician/ownDay";
import { FULL_EVIDENCE, ticketFacts } from "../../support/ticketFacts";
import { at, branch, FIRST_VISIT, ticket } from "./boardRows";

export const technicianMe: Me = {
  userId: "userFahd" as Id<"users">,
  name: { ar: "فهد الشمري", en: "Fahd Al-Shammari" },
  email: "fahd@example.com",
  role: "technician",
  technicianId: "fahd" as Id<"technicians">,
  demo: true,
  company: { ar: "ميدان", en: "Maydan" },
  branches: [branch],
};

/** Evidence and gates are another test's subject. */
const NO_GATES = {
  inspectionPhotos: 0,
  completionPhotos: 0,
  signOff: "none" as const,
  staffReview: false,
  customerApproval: false,
  callBackDays: 30,
};

export function job(
  id: string,
  status: OwnJob["ticket"]["status"],
  startsAt: number | null,
  over: Partial<OwnJob["ticket"]> = {},
): OwnJob {
  const endsAt = startsAt === null ? null : startsAt + 90 * 60_000;
  const travel = status === "on_route" ? ("en_route" as const) : ("planned" as const);
  const row = ticket({ id, status, version: 3, ...over });
  const visit = {
    appointmentId: `visit ${id}` as Id<"appointments">,
    technicianId: "fahd" as Id<"technicians">,
    startsAt,
    endsAt,
    travel,
    ...FIRST_VISIT,
  };
  return {
    ticket: { ...row, visit },
    travel,
    accessNotes: "",
    facts: {
      ...ticketFacts({ workType: row.workType, evidence: FULL_EVIDENCE }),
      policy: { ...row.policy, ...NO_GATES },
      number: row.number,
      status,
      version: row.version,
      branchId: row.branchId,
      technicianId: "fahd" as Id<"technicians">,
      startsAt,
      endsAt,
      travel,
      visitKind: "visit",
      confirmation: "tentative",
      lastChange: row.lastChange,
    },
  };
}

export function ownDay(jobs: readonly OwnJob[], over: Partial<OwnDay> = {}): OwnDay {
  return {
    technician: {
      technicianId: "fahd" as Id<"technicians">,
      name: technicianMe.name,
      onDuty: true,
      active: true,
      shift: { startMinute: 480, endMinute: 1200, weekdays: [0, 1, 2, 3, 4] },
    },
    branch,
    jobs: [...jobs],
    waiting: [],
    finished: [],
    absences: [],
    ...over,
  };
}

export const first = job("first", "scheduled", at(10, 30), {
  contactName: "Huda",
  phone: "+966 51-111 1111",
});
export const second = job("second", "scheduled", at(13), { contactName: "Omar" });
export const untimed = job("later", "assigned", null, { contactName: "Lina", phone: null, point: null });
