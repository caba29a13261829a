/**
 * Everything that can stand in the way of a step or a drop, each with the facts its sentence needs. The `code` is the
 * i18n key under `blockers`. Params whose name ends in `At` are epoch ms, names are in both languages.
 */
import type { Skill } from "../catalogue/skills";
import type { LocalizedName } from "../core/localized";
import type { ActorRole } from "./facts";
import type { TicketStatus } from "./statuses";
import type { TicketAction } from "./transitions";

export type Blocker =
  | { readonly code: "statusForbids"; readonly action: TicketAction; readonly status: TicketStatus }
  | { readonly code: "roleForbids"; readonly action: TicketAction; readonly role: ActorRole }
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
  /** The customer asked that he is not sent [C-14]. */
  | { readonly code: "unwantedByCustomer"; readonly technician: LocalizedName }
  | {
      readonly code: "technicianAbsent";
      readonly technician: LocalizedName;
      readonly startsAt: number;
      readonly endsAt: number;
    }
  | { readonly code: "otherBranch"; readonly technician: LocalizedName; readonly branch: LocalizedName }
  | { readonly code: "otherArea"; readonly technician: LocalizedName; readonly city: string }
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
  /** What a customer reads instead of who is busy with what. */
  | { readonly code: "timeNotFree" }
  | { readonly code: "overrideForbidden" }
  | { readonly code: "timeMissing" }
  | { readonly code: "reasonMissing" }
  | { readonly code: "noteMissing" }
  | { readonly code: "fixMissing" }
  | { readonly code: "partyMissing" }
  | { readonly code: "customerNotTold" }
  | { readonly code: "notFixedReasonMissing" }
  | { readonly code: "windowMissing" }
  | { readonly code: "windowUnfit" }
  | { readonly code: "priorityMissing" }
  | { readonly code: "busyElsewhere"; readonly number: string }
  | { readonly code: "noticeTooShort"; readonly hours: number }
  | { readonly code: "reviewMissing" }
  | { readonly code: "noOpenOffer" }
  | { readonly code: "offerUnanswered" }
  | { readonly code: "noVisitPlanned" }
  | { readonly code: "visitNotEnRoute" }
  | { readonly code: "visitNotUnderWay" }
  | { readonly code: "visitConfirmed" }
  | { readonly code: "visitAlreadyPlanned" }
  | { readonly code: "notAtCustomer" }
  | { readonly code: "deliveryUnderWay" }
  | { readonly code: "notInWorkshop" }
  | { readonly code: "stillInWorkshop" }
  | { readonly code: "deviceWithUs" }
  | { readonly code: "outcomeOther" }
  | { readonly code: "callbackTooLate"; readonly days: number }
  | { readonly code: "openHolds"; readonly count: number }
  | { readonly code: "photosMissing"; readonly wanted: number; readonly present: number }
  | { readonly code: "signOffMissing" }
  | { readonly code: "partsRequestMissing" }
  | { readonly code: "partsOutstanding" }
  | { readonly code: "estimateMissing" }
  | { readonly code: "approvalPending" }
  | { readonly code: "approvalDeclined" }
  | { readonly code: "diagnosisMissing" }
  | { readonly code: "qualityCheckMissing" };

export type BlockerCode = Blocker["code"];
