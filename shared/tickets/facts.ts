/**
 * The small records a decision is made of. The server gathers them once and uses them for the mutation and for the
 * answer of the ticket query, so that button and server judge the same evidence. Derived answers only, no documents.
 */
import type { Role } from "../access/roles";
import type { Skill } from "../catalogue/skills";
import type { FlowProfile } from "../catalogue/workTypePolicy";
import type { LocalizedName } from "../core/localized";
import type { Shift } from "../technicians/shift";
import type { Evidence } from "./evidence";
import type { Outcome } from "./outcomes";
import type { Priority } from "./priorities";
import type { TicketStatus } from "./statuses";
import type { StepPolicy } from "./stepPolicy";
import type { TicketAction } from "./transitions";
import type { Confirmation, Custody, OfferState, TravelState, VisitKind } from "./visits";

/** Roles the lifecycle knows: the people's and the server's own timers. */
export type ActorRole = Role | "system";

/** Who asks. `technicianId` is set when the actor is a technician. */
export interface Actor {
  readonly role: ActorRole;
  readonly technicianId: string | null;
}

/** The last thing that happened to a ticket, for conflicts. */
interface LastChange {
  readonly action: TicketAction | "create" | "import";
  readonly by: LocalizedName;
  readonly at: number;
}

/** What a drop needs to know of a ticket; a card on the board carries all of it. */
export interface PlacementTicketFacts {
  readonly number: string;
  readonly status: TicketStatus;
  readonly version: number;
  readonly branchId: string;
  readonly profile: FlowProfile;
  /** A known city code, or the text as it came. */
  readonly city: string;
  /** Holder of the current visit, live or not; null while nobody ever held it. */
  readonly technicianId: string | null;
  readonly startsAt: number | null;
  readonly endsAt: number | null;
  /** State of the current visit; null without one. */
  readonly travel: TravelState | null;
  readonly custody: Custody;
  /** Staff approved the request, or the work type asks for no approval. */
  readonly reviewed: boolean;
  readonly lastChange: LastChange;
  readonly policy: Pick<StepPolicy, "visitMinutes" | "skills" | "freeUntilHours" | "customerLate">;
}

/** What a step needs to know of its ticket. */
export interface TicketFacts extends PlacementTicketFacts {
  readonly workType: string;
  readonly priority: Priority;
  readonly visitKind: VisitKind | null;
  readonly confirmation: Confirmation | null;
  readonly offer: OfferState;
  readonly outcome: Outcome | null;
  /** The repair has begun at some visit. */
  readonly repairStarted: boolean;
  /** When the ticket closed, epoch ms. */
  readonly closedAt: number | null;
  /** Number of another ticket the same technician travels to or works at right now. */
  readonly otherTripNumber: string | null;
  readonly evidence: Evidence;
  readonly policy: StepPolicy;
}

/** Time a technician is away, epoch ms; `until` is its first moment back. */
export interface AbsenceFacts {
  readonly from: number;
  readonly until: number;
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
  /** City codes he covers; empty means the whole branch. */
  readonly areas: readonly string[];
  readonly absences: readonly AbsenceFacts[];
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
