/**
 * The small records a decision is made of. The server gathers them once and uses them for the mutation and for the
 * answer of the ticket query, so that button and server judge the same evidence. Derived answers only, no documents.
 */
import type { Role } from "../access/roles";
import type { Skill } from "../catalogue/skills";
import type { LocalizedName } from "../core/localized";
import type { Shift } from "../technicians/shift";
import type { TicketStatus } from "./statuses";
import type { TicketAction } from "./transitions";

/** Who asks. `technicianId` is set when the actor is a technician. */
export interface Actor {
  readonly role: Role;
  readonly technicianId: string | null;
}

/** The last thing that happened to a ticket, for conflicts. */
interface LastChange {
  readonly action: TicketAction | "create" | "import";
  readonly by: LocalizedName;
  readonly at: number;
}

/** What a step needs to know of its ticket. */
export interface TicketFacts {
  readonly number: string;
  readonly status: TicketStatus;
  readonly version: number;
  readonly branchId: string;
  /** Code of the company's catalogue. */
  readonly workType: string;
  readonly technicianId: string | null;
  readonly startsAt: number | null;
  readonly endsAt: number | null;
  readonly lastChange: LastChange;
  /** Number of another ticket the same technician travels to or works at right now. */
  readonly otherTripNumber: string | null;
}

/** What a drop needs to know of a technician. */
export interface TechnicianFacts {
  readonly technicianId: string;
  readonly name: LocalizedName;
  readonly branchId: string;
  readonly active: boolean;
  readonly onDuty: boolean;
  readonly skills: readonly Skill[];
  readonly shift: Shift;
}

/** A timed live visit of a technician, seen from a drop. */
export interface VisitFacts {
  readonly number: string;
  readonly startsAt: number;
  readonly endsAt: number;
}

/** What a drop needs to know of the ticket's branch. */
export interface BranchFacts {
  readonly branchId: string;
  readonly name: LocalizedName;
  readonly zone: string;
}
