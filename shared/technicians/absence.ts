/** Why a technician is away for a while [F-12, A-06]. Words are in shared/i18n under `absenceReasons`. */
import { DAY_MS } from "../time/zones";

export const ABSENCE_REASONS = ["leave", "sick", "training", "vehicle", "other"] as const;
export type AbsenceReason = (typeof ABSENCE_REASONS)[number];

export const LONGEST_ABSENCE_MS = 366 * DAY_MS;
