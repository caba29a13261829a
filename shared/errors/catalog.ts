/**
 * Every error that crosses the function boundary: its code (which is its i18n key under `errors`), its kind (which
 * decides how a screen presents it) and its parameters. Bugs are plain Errors and never listed here.
 */
import type { LocalizedName } from "../core/localized";
import type { PlanState } from "../planning/moves";
import type { Blocker } from "../tickets/blockers";
import type { TicketStatus } from "../tickets/statuses";
import type { TicketAction } from "../tickets/transitions";

/**
 * How a screen presents an error.
 * auth: sign in again · denied: this account may not, and existence is not told · invalid: the request is malformed ·
 * conflict: the world moved on, decide again · blocked: allowed in principle, the listed things are in the way ·
 * unavailable: not right now, retry.
 */
export type ErrorKind = "auth" | "denied" | "invalid" | "conflict" | "blocked" | "unavailable";

export const ERROR_KIND = {
  "auth.signedOut": "auth",
  "auth.signUpClosed": "denied",
  "auth.codeWrong": "invalid",
  "auth.passwordWrong": "invalid",
  "auth.tooManyAttempts": "unavailable",
  "auth.passwordWeak": "invalid",
  "auth.identityUnverified": "denied",
  "auth.identityUnknown": "denied",
  "auth.customersOff": "denied",
  "access.denied": "denied",
  "invitation.invalid": "denied",
  "people.lastOwner": "conflict",
  "people.aboveYou": "denied",
  "people.yourself": "conflict",
  "people.alreadyMember": "conflict",
  "people.changedMeanwhile": "conflict",
  "technician.employeeIdTaken": "conflict",
  "settings.codeTaken": "conflict",
  "input.invalid": "invalid",
  "ticket.changedMeanwhile": "conflict",
  "ticket.blocked": "blocked",
  "operation.reused": "conflict",
  "board.refused": "blocked",
  "board.alreadyUndone": "conflict",
  "board.alreadyDone": "conflict",
  "ticket.numberUnavailable": "unavailable",
  "import.finished": "conflict",
  "import.batchOutOfOrder": "conflict",
  "import.tooManyRows": "invalid",
  "import.fileTooLarge": "invalid",
  "import.unreadable": "invalid",
  "import.empty": "invalid",
  "record.changedMeanwhile": "conflict",
  "record.closed": "conflict",
  "record.limitReached": "invalid",
  "file.missing": "conflict",
  "file.format": "invalid",
  "file.tooLarge": "invalid",
  "file.dimensions": "invalid",
  "file.tooLate": "conflict",
  "contact.phoneKnown": "conflict",
  "contact.ticketsOpen": "conflict",
  "review.notYet": "conflict",
  "review.exists": "conflict",
  "demo.off": "denied",
  "plan.blocked": "blocked",
  "plan.closed": "conflict",
  "plan.empty": "invalid",
} as const satisfies Record<string, ErrorKind>;

export type ErrorCode = keyof typeof ERROR_KIND;
export const ERROR_CODES = Object.keys(ERROR_KIND) as ErrorCode[];

/** Parameters per code; codes not listed take none. */
interface ParamsByCode {
  "input.invalid": { readonly field: string };
  "auth.tooManyAttempts": { readonly retryAfterMs: number };
  "auth.passwordWeak": { readonly min: number };
  "ticket.changedMeanwhile": {
    readonly number: string;
    readonly by: LocalizedName;
    readonly changedAt: number;
    readonly action: TicketAction | "create" | "import";
    readonly status: TicketStatus;
    /** Who holds the ticket now, for "take over / leave". */
    readonly technician: LocalizedName | null;
    readonly version: number;
  };
  "ticket.blocked": { readonly number: string; readonly blockers: readonly Blocker[] };
  /** A gesture over several tickets: everything that is in the way of each; nothing was changed. */
  "board.refused": {
    readonly tickets: readonly { readonly number: string; readonly blockers: readonly Blocker[] }[];
  };
  /** Somebody undid the gesture before; or did it again. */
  "board.alreadyUndone": { readonly by: LocalizedName; readonly changedAt: number };
  "board.alreadyDone": { readonly by: LocalizedName; readonly changedAt: number };
  "record.changedMeanwhile": {
    readonly by: LocalizedName;
    readonly changedAt: number;
    readonly version: number;
  };
  "record.limitReached": { readonly max: number };
  "file.tooLarge": { readonly maxMb: number };
  /** Every move that does not hold, with everything that is in its way. */
  "plan.blocked": {
    readonly moves: readonly {
      readonly ticketId: string;
      readonly number: string;
      readonly blockers: readonly Blocker[];
    }[];
  };
  "plan.closed": { readonly by: LocalizedName; readonly at: number; readonly state: PlanState };
  /** Who it belongs to, for staff who look the customer up. */
  "contact.phoneKnown": { readonly contactId: string; readonly name: string };
  "import.batchOutOfOrder": { readonly expected: number };
  "import.tooManyRows": { readonly max: number };
  "import.fileTooLarge": { readonly maxMb: number };
}

export type ErrorParams<C extends ErrorCode> = C extends keyof ParamsByCode
  ? ParamsByCode[C]
  : Readonly<Record<never, never>>;

/** The payload on the wire. */
export type AppErrorData = {
  [C in ErrorCode]: { readonly v: 1; readonly code: C; readonly params: ErrorParams<C> };
}[ErrorCode];

/**
 * Reads an error payload by its shape; anything else is undefined. Takes the `data` of a ConvexError (or the error
 * itself), so that duplicated client packages cannot break recognition by class.
 */
export function parseAppError(thrown: unknown): AppErrorData | undefined {
  const data = hasKey(thrown, "data") ? thrown.data : thrown;
  if (!hasKey(data, "v") || data.v !== 1 || !hasKey(data, "code") || !hasKey(data, "params"))
    return undefined;
  const known = typeof data.code === "string" && (ERROR_CODES as string[]).includes(data.code);
  return known && typeof data.params === "object" && data.params !== null
    ? (data as AppErrorData)
    : undefined;
}

function hasKey<K extends string>(value: unknown, key: K): value is Record<K, unknown> {
  return typeof value === "object" && value !== null && key in value;
}
