/**
 * Everything that can stand in the way of a step or a drop, each with the facts its sentence needs. The `code` is the
 * i18n key under `blockers`. Params whose name ends in `At` are epoch ms, names are in both languages.
 */
import type { Role } from "../access/roles";
import type { Skill } from "../catalogue/skills";
import type { LocalizedName } from "../core/localized";
import type { TicketStatus } from "./statuses";
import type { TicketAction } from "./transitions";

export type Blocker =
  | { readonly code: "statusForbids"; readonly action: TicketAction; readonly status: TicketStatus }
  | { readonly code: "roleForbids"; readonly action: TicketAction; readonly role: Role }
  | { readonly code: "notYours"; readonly number: string }
  | {
      readonly code: "changedMeanwhile";
      readonly number: string;
      readonly by: LocalizedName;
      readonly changedAt: number;
      readonly action: TicketAction | "import" | "create";
    }
  | { readonly code: "alreadyPlaced"; readonly technician: LocalizedName }
  | { readonly code: "technicianInactive"; readonly technician: LocalizedName }
  | { readonly code: "technicianOffDuty"; readonly technician: LocalizedName }
  | { readonly code: "otherBranch"; readonly technician: LocalizedName; readonly branch: LocalizedName }
  | { readonly code: "skillMissing"; readonly technician: LocalizedName; readonly skills: readonly Skill[] }
  | {
      readonly code: "overlap";
      readonly technician: LocalizedName;
      readonly number: string;
      readonly startsAt: number;
      readonly endsAt: number;
    }
  | {
      readonly code: "outsideShift";
      readonly technician: LocalizedName;
      /** Local wall clock "HH:MM". */
      readonly shiftStart: string;
      readonly shiftEnd: string;
    }
  | { readonly code: "dayOff"; readonly technician: LocalizedName; readonly weekday: number }
  | { readonly code: "startsInPast"; readonly startsAt: number }
  | { readonly code: "timeMissing" }
  | { readonly code: "reasonMissing" }
  | { readonly code: "noteMissing" }
  | { readonly code: "fixMissing" }
  | { readonly code: "busyElsewhere"; readonly number: string }
  | { readonly code: "noticeTooShort"; readonly hours: number };
